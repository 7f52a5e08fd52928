import { renderSVG } from 'uqr';
import { getLinkQrRoute } from '../../lib/api/links-read.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { readLink } from '../../lib/links/read.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/links/{id}/qr.svg`. The short url, readable with a quarter of the code covered. */
export const handler = endpoint(getLinkQrRoute).handler(async ({ input, caller }) => {
  const { code } = await readLink({ table: table() }, caller.org, input.params.id);
  return renderSVG(`${env('PUBLIC_BASE_URL')}/p/${code}`, { ecc: 'Q', border: 4 });
});
