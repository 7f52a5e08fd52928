import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { listen } from '../../listen.ts';
import type { Outbox } from './outbox.ts';
import { outboxPage } from './page.ts';

export interface OutboxServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The outbox over HTTP: a page at `/`, JSON at `/messages`, which `DELETE` empties. */
export async function startOutbox(options: { outbox: Outbox; port?: number }): Promise<OutboxServer> {
  const { outbox, port } = options;
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
  });
  app.get('/', (context) => {
    const page = Number(context.req.query('page') ?? '0');
    return context.html(outboxPage(outbox.list(), Number.isSafeInteger(page) && page > 0 ? page : 0));
  });
  app.get('/newest', (context) => context.json({ newest: outbox.list().at(-1)?.id ?? '' }));
  app.get('/messages', (context) => context.json({ messages: outbox.list() }));
  app.delete('/messages', (context) => {
    outbox.clear();
    return context.body(null, 204);
  });
  const listening = await listen(getRequestListener(app.fetch), port);
  return {
    url: listening.url,
    async close() {
      await listening.close();
      outbox.flush();
    },
  };
}
