import { sendLinkRoute, toSendRequest } from '../../lib/api/links-operations.ts';
import { toSendBody } from '../../lib/api/message-body.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { sendLink } from '../../lib/links/send.ts';
import { hints } from '../../lib/queues/hints.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /v1/links/{id}/send`. Queues messages; the same request again sends nothing more. */
export const handler = endpoint(sendLinkRoute).handler(async ({ input, caller, seed }) => {
  const deps = { table: table(), clock: systemClock, hints };
  const { link, sends } = await sendLink(deps, caller, input.params.id, toSendRequest(input.body, seed));
  return { data: sends.map((send) => toSendBody(link.id, send)) };
});
