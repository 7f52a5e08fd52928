import { listLinkMessagesRoute } from '../../lib/api/links-read.ts';
import { toMessageBodies } from '../../lib/api/message-body.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { readLink } from '../../lib/links/read.ts';
import { table } from '../../lib/table/client.ts';
import { listMessages } from '../../lib/table/messages.ts';

/** `GET /v1/links/{id}/messages`. Those that ended and those that have not. */
export const handler = endpoint(listLinkMessagesRoute).handler(async ({ input, caller }) => {
  const link = await readLink({ table: table() }, caller.org, input.params.id);
  const ended = await listMessages(table(), caller.org, link.id);
  return { data: toMessageBodies(link, ended), next_page_token: null };
});
