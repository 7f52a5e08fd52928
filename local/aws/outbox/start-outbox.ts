import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { listen } from '../../listen.ts';
import type { ChannelFeedback } from '../feedback/feedback.ts';
import type { Outbox } from './outbox.ts';
import { outboxPage } from './page.ts';

export interface OutboxServer {
  readonly url: string;
  close(): Promise<void>;
}

interface OutboxOptions {
  outbox: Outbox;
  /** Absent: a page to look at, on which nothing can be done. */
  feedback?: ChannelFeedback;
  port?: number;
}

/**
 * The outbox over HTTP: a page at `/`, JSON at `/messages`, which `DELETE` empties. What the page's buttons do:
 * `POST /messages/{id}/{act}`, and `POST /delivering` for the switch.
 */
export async function startOutbox({ outbox, feedback, port }: OutboxOptions): Promise<OutboxServer> {
  const app = new Hono();
  app.use(async (context, next) => {
    // A page of some other site must not answer for a customer here. What is shown of an email is one: sandboxed, its origin is null.
    const origin = context.req.header('origin');
    const foreign = origin && (!URL.canParse(origin) || new URL(origin).host !== context.req.header('host'));
    return context.req.method !== 'GET' && foreign
      ? context.text('This origin may do nothing here.', 403)
      : next();
  });
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
    // `no-referrer` would take the origin from the page's own forms as well.
    context.header('referrer-policy', 'same-origin');
  });
  app.get('/', (context) => {
    const page = Number(context.req.query('page') ?? '0');
    return context.html(
      outboxPage(outbox.list(), Number.isSafeInteger(page) && page > 0 ? page : 0, feedback),
    );
  });
  app.get('/newest', (context) => context.json({ newest: outbox.list().at(-1)?.id ?? '' }));
  app.get('/messages', (context) => context.json({ messages: outbox.list() }));
  app.delete('/messages', (context) => {
    outbox.clear();
    return context.body(null, 204);
  });
  app.post('/delivering', (context) => {
    if (feedback) feedback.delivering = !feedback.delivering;
    return context.redirect('/', 303);
  });
  app.post('/messages/:id/:act', async (context) => {
    const { id, act } = context.req.param();
    const wrong = feedback
      ? feedback.act(id, act, await context.req.parseBody())
      : 'Nothing can be done here.';
    return wrong === undefined ? context.redirect(`/#m-${id}`, 303) : context.text(wrong, 422);
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
