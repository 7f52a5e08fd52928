import { getWordingRoute, toWordingBody } from '../../lib/api/wording.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { readWording } from '../../lib/messages/wordings.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/organisation/wording/{language}`. */
export const handler = endpoint(getWordingRoute).handler(async ({ input, caller }) =>
  toWordingBody(await readWording(table(), caller.org, input.params.language)),
);
