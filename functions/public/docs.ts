import page from '../../docs/docs-page.json' with { type: 'json' };
import { stack } from '../../lib/http/stack.ts';

/** `GET /docs`. The generated page (`build/docs-page.ts`): one file, no script, nothing loaded from anywhere. */
export const handler = stack('GET /docs').handler(async () => ({
  statusCode: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  },
  body: page.html,
}));
