import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { arrangeConnection, createAt, ledgerOf, PROVIDERS } from '../faults/connections.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered } from '../faults/scenarios.ts';
import { type Servers, START, simulatedOf, startServers } from '../faults/servers.ts';

let servers: Servers;
let run: Run;

beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers?.close());
beforeEach(async () => {
  servers.clock.set(START);
  run = await startRun(servers);
});
afterEach(() => run.close());

const Body = z.looseObject({ id: z.string(), status: z.string() });

async function call(method: string, name: string, path: string, id: string, body?: unknown) {
  const reply = answered(
    await run.http(name, { method, path, params: { id }, ...(body === undefined ? {} : { body }) }),
  );
  return { status: reply.status, body: JSON.parse(reply.body || '{}') };
}

async function arrange(provider: string, more: object = {}) {
  const simulated = simulatedOf(servers, provider);
  await arrangeConnection(run, simulated);
  const reply = answered(await createAt(run, simulated, more));
  expect(reply.status, reply.body).toBe(201);
  await run.drain();
  // A provider's lists may lag by up to a minute.
  servers.clock.set(servers.clock.now() + 61_000);
  const theirs = ledgerOf(simulated).at(-1);
  return { simulated, theirs, link: z.parse(Body, JSON.parse(reply.body)) };
}

const Acting = z.object({ act: z.custom<(act: object) => unknown>((value) => typeof value === 'function') });

describe.each(PROVIDERS)('%s through our API', (provider) => {
  it('is created, read, paid and seen as paid', async () => {
    const { simulated, theirs, link } = await arrange(provider);
    const { act } = z.parse(Acting, simulated.simulator);
    act({ link: theirs?.id, action: 'open' });
    act({ link: theirs?.id, action: 'pay', ...(provider === 'smarterpay' ? {} : { method: 'card' }) });
    await simulated.simulator.drained();
    const path = `/v1/links/${link.id}/refresh`;
    const paid = await call('POST', 'links/refresh', path, link.id);
    expect(paid.status, JSON.stringify(paid.body)).toBe(200);
    expect(['paid', 'processing']).toContain(paid.body.status);
  });

  it('is cancelled: at the provider, or else behind our short url and flagged', async () => {
    const { simulated, theirs, link } = await arrange(provider);
    const cancelled = await call('POST', 'links/cancel', `/v1/links/${link.id}/cancel`, link.id);
    expect(cancelled.status, JSON.stringify(cancelled.body)).toBe(200);
    expect(cancelled.body.status).toBe('cancelled');
    const state = ledgerOf(simulated).find(({ id }) => id === theirs?.id)?.state;
    if (!cancelled.body.provider_url_open) expect(['deleted', 'cancelled', 'expired']).toContain(state);
  });
});

describe('what a provider lets be changed', () => {
  it.each(['allpay', 'fortis'])('is changed at %s first, and shows then', async (provider) => {
    const { link } = await arrange(provider);
    const changed = await call('PATCH', 'links/update', `/v1/links/${link.id}`, link.id, { amount: 9_500 });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(changed.body.amount).toBe(9_500);
    const read = await call('POST', 'links/refresh', `/v1/links/${link.id}/refresh`, link.id);
    expect(read.body).toMatchObject({ amount: 9_500, exceptions: [] });
  });

  it('is refused with those that can where this one cannot', async () => {
    const { link } = await arrange('felloh');
    const refused = await call('PATCH', 'links/update', `/v1/links/${link.id}`, link.id, { amount: 9_500 });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'capability_not_supported',
      errors: [{ pointer: '/amount', detail: expect.stringContaining('allpay') }],
    });
  });
});

const Messages = z.looseObject({ messages: z.array(z.unknown()) });

describe('the sender of a link', () => {
  it.each(['allpay', 'fortis', 'paypoint'])('is %s alone where it is asked to send', async (provider) => {
    const sent = servers.outbox.list().length;
    const { simulated, link } = await arrange(provider, {
      delivery: { channels: ['sms', 'email'], sender: 'provider' },
    });
    const entry = z.parse(Messages, ledgerOf(simulated).at(-1));
    expect(entry.messages).toHaveLength(2);
    expect(servers.outbox.list()).toHaveLength(sent);
    const read = await call('GET', 'links/get', `/v1/links/${link.id}`, link.id);
    expect(read.body.sent_at).not.toBeNull();
  });

  it.each(['allpay', 'fortis', 'paypoint'])('is us alone where %s could send too', async (provider) => {
    const sent = servers.outbox.list().length;
    const { simulated } = await arrange(provider, { delivery: { channels: ['sms', 'email'] } });
    expect(z.parse(Messages, ledgerOf(simulated).at(-1)).messages).toHaveLength(0);
    expect(servers.outbox.list()).toHaveLength(sent + 2);
  });

  it.each(['felloh', 'smarterpay'])('cannot be %s, which is told before any call', async (provider) => {
    const simulated = simulatedOf(servers, provider);
    await arrangeConnection(run, simulated);
    const made = ledgerOf(simulated).length;
    const refused = answered(
      await createAt(run, simulated, { delivery: { channels: ['sms'], sender: 'provider' } }),
    );
    expect(refused.status).toBe(422);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'capability_not_supported' });
    expect(ledgerOf(simulated)).toHaveLength(made);
  });
});
