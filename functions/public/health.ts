import { stack } from '../../lib/http/stack.ts';

/** `GET /health`. Asks nobody: that the function runs is the answer. */
export const handler = stack('GET /health').handler(async () => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: '{"status":"ok"}',
}));
