import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { toIso } from '../lib/clock.ts';
import type { OutboxMessage } from './aws/outbox/outbox.ts';
import { batchRoutes } from './batches/routes.ts';
import { durationMs, type MovableClock } from './clock.ts';
import { indexPage, type Place } from './index-page.ts';

export interface Controlled {
  clock: MovableClock;
  /** Base url of the public API. */
  api: string;
  /** The demo organisation's admin key, once there is one. */
  demoKey(): string | undefined;
  places(): readonly Place[];
  messages(): readonly OutboxMessage[];
  /** Makes a channel tell something of a message, and waits until all has come of it; a text says what is wrong. */
  act(id: string, act: string, fields: Readonly<Record<string, unknown>>): Promise<string | undefined>;
  /** Moves time to this instant, in steps. */
  advanceTo(epochMs: number): Promise<number>;
  tick(): Promise<void>;
}

/** What is beside the API under `/_local`: time, the schedules, what was sent, and a page that leads to all. */
export function createControls({
  clock,
  api,
  demoKey,
  places,
  messages,
  act,
  advanceTo,
  tick,
}: Controlled): RequestListener {
  const app = new Hono();
  app.use(async (context, next) => {
    // A page of some other site must not move time here.
    const origin = context.req.header('origin');
    if (context.req.method === 'POST' && origin && new URL(origin).host !== context.req.header('host'))
      return problem(context, 403, 'This origin may not control the local stack.');
    await next();
    context.header('cache-control', 'no-store');
    return undefined;
  });
  app.get('/_local', (context) => context.html(indexPage(places(), toIso(clock.now()))));
  app.get('/_local/clock', (context) =>
    context.json({ now: toIso(clock.now()), ahead_seconds: Math.round((clock.now() - Date.now()) / 1000) }),
  );
  app.post('/_local/clock', async (context) => {
    const isForm = context.req.header('content-type')?.startsWith('application/x-www-form-urlencoded');
    const body: unknown = isForm
      ? await context.req.parseBody()
      : await context.req.json().catch(() => undefined);
    const from = clock.now();
    const target = targetOf(body, from);
    if (typeof target === 'string') return problem(context, 422, target);
    const steps = await advanceTo(target);
    if (isForm) return context.redirect('/_local', 303);
    return context.json({ from: toIso(from), now: toIso(clock.now()), steps });
  });
  app.post('/_local/tick', async (context) => {
    await tick();
    return context.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')
      ? context.redirect('/_local', 303)
      : context.json({ now: toIso(clock.now()) });
  });
  app.get('/_local/outbox', (context) => context.json({ messages: messages() }));
  app.post('/_local/outbox/:id/:act', async (context) => {
    const body: unknown = await context.req.json().catch(() => ({}));
    const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
    const wrong = await act(context.req.param('id'), context.req.param('act'), fields);
    return wrong === undefined ? context.json({ now: toIso(clock.now()) }) : problem(context, 422, wrong);
  });
  app.route('/_local/batches', batchRoutes({ api, key: demoKey }));
  app.notFound((context) => problem(context, 404, 'There is no such control; GET /_local lists them.'));
  app.onError((error, context) => problem(context, 500, error.message));
  return getRequestListener(app.fetch);
}

/** The instant that a request means, or what is wrong with it. */
function targetOf(body: unknown, now: number): number | string {
  const usage =
    'Send {"advance": "P3D"} (an ISO 8601 duration up to days and weeks) or {"now": "2026-12-01T09:00:00Z"}.';
  if (typeof body !== 'object' || body === null) return usage;
  const fields = Object.keys(body);
  if (fields.length !== 1) return usage;
  if ('advance' in body) {
    const ms = durationMs(String(body.advance));
    return ms === undefined ? usage : now + ms;
  }
  if (!('now' in body)) return usage;
  const target = Date.parse(String(body.now));
  if (Number.isNaN(target)) return usage;
  return target >= now ? target : `Time only goes forward; it is ${toIso(now)}.`;
}

function problem(context: Context, status: 403 | 404 | 422 | 500, detail: string) {
  return context.json({ status, detail }, status, { 'content-type': 'application/problem+json' });
}
