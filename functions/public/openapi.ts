import document from '../../docs/openapi.json' with { type: 'json' };
import { stack } from '../../lib/http/stack.ts';

const body = JSON.stringify(document);

/** `GET /openapi.json`. The generated document (`build/openapi.ts`), part of the bundle. */
export const handler = stack('GET /openapi.json').handler(async () => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
  body,
}));
