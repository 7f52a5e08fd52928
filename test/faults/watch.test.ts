import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ourReference } from '../../lib/ids.ts';
import { providerOf } from '../../lib/providers/registry.ts';
import type { Simulated } from '../../local/simulators.ts';
import { arrangeConnection, createAt, ledgerOf, PROVIDERS } from './connections.ts';
import { linksOf } from './invariants.ts';
import { type Run, startRun } from './run.ts';
import { answered, post } from './scenarios.ts';
import { type Servers, START, simulatedOf, startServers } from './servers.ts';
import { cardEvent, deliver, SINGLE_USE } from './told.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The link's own end. Where the provider ends its pages too it does so at the end of that day. */
const END = START + 3 * DAY;

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

const Able = z.object({
  act: z.custom<(act: object) => unknown>((value) => typeof value === 'function'),
  fail: z.custom<(fault: object) => unknown>((value) => typeof value === 'function'),
});

/** What keeps each page open: the payer has opened it, or else the provider refuses to close it this time. */
const KEPT_OPEN: Readonly<Record<(typeof PROVIDERS)[number], 'opened' | 'delete' | 'update'>> = {
  felloh: 'opened',
  allpay: 'opened',
  fortis: 'delete',
  paypoint: 'update',
  smarterpay: 'update',
};

interface Arranged {
  simulated: Simulated;
  id: string;
  /** The instants at which the provider was called, one for each. */
  asked: Set<number>;
}

/** A link with a page that stays open; the provider's calls are seen from here on. */
async function arrange(provider: (typeof PROVIDERS)[number]): Promise<Arranged> {
  const simulated = simulatedOf(servers, provider);
  const settings = { ...simulated.settings, ...(provider === 'smarterpay' ? SINGLE_USE : {}) };
  await arrangeConnection(run, { ...simulated, settings });
  const reply = answered(await createAt(run, simulated, { expires_at: new Date(END).toISOString() }));
  expect(reply.status, reply.body).toBe(201);
  await run.drain();
  // A provider's lists may lag by up to a minute.
  servers.clock.set(START + 2 * MINUTE);
  const kept = KEPT_OPEN[provider];
  const { fail } = z.parse(Able, simulated.simulator);
  if (kept === 'opened') act(simulated, 'open');
  else fail({ operation: kept, kind: 'status', status: 422 });
  const asked = new Set<number>();
  run.fate = ({ service }) => {
    if (service === provider) asked.add(servers.clock.now());
    return 'pass';
  };
  return { simulated, id: JSON.parse(reply.body).id, asked };
}

function act(simulated: Simulated, action: string): void {
  const { id } = ledgerOf(simulated).at(-1) ?? {};
  const method = action === 'pay' && simulated.provider !== 'smarterpay' ? { method: 'card' } : {};
  z.parse(Able, simulated.simulator).act({ link: id, action, ...method });
}

async function link() {
  const [found] = await linksOf(run);
  if (!found) throw new Error('the link is lost');
  return found;
}

async function exceptionsOf(id: string): Promise<string[]> {
  const request = { method: 'GET', path: `/v1/links/${id}`, params: { id } };
  const { exceptions } = JSON.parse(answered(await run.http('links/get', request)).body);
  return exceptions.map(({ code }: { code: string }) => code);
}

async function cancel(id: string): Promise<void> {
  const cancelled = answered(await post(run, id, 'cancel'));
  expect(cancelled.status, cancelled.body).toBe(200);
  expect(JSON.parse(cancelled.body)).toMatchObject({ status: 'cancelled', provider_url_open: true });
}

/** Late money is seen a day later at most. SmarterPay's links tell that the payer is done, its late notification the money. */
async function expectLateMoney({ simulated, id }: Arranged, code: string): Promise<void> {
  act(simulated, 'pay');
  const before = await link();
  const latest = servers.clock.now() + DAY + HOUR;
  for (let now = before; now.status === before.status; now = await link()) {
    expect(now.dueAt).toBeLessThanOrEqual(latest);
    await run.liveUntil((now.dueAt ?? latest) + MINUTE);
  }
  if (simulated.provider === 'smarterpay') {
    expect(await link()).toMatchObject({ status: 'processing' });
    expect(await exceptionsOf(id)).not.toContain(code);
    const event = cardEvent(simulated, ourReference(id, 0));
    expect((await deliver(run, simulated.connection, event)).status).toBe(200);
    await run.drain();
  }
  expect(await link()).toMatchObject({ status: 'paid' });
  expect(await exceptionsOf(id)).toContain(code);
}

describe.each(PROVIDERS)('a page of %s that could not be closed', (provider) => {
  const hasEnd = providerOf(provider)?.limits.expiry !== 'none';

  it('is looked at once a day after a cancel, until the provider’s own end', async () => {
    const { id, asked } = await arrange(provider);
    await cancel(id);
    asked.clear();
    const days: number[] = [];
    for (let day = 1; day <= 6; day++) {
      await run.liveUntil(START + 2 * MINUTE + day * DAY + HOUR);
      days.push(asked.size);
      asked.clear();
    }
    // The last look is an hour after the provider's end, which may be the same day as the one before.
    expect(days).toEqual(hasEnd ? [1, 1, 1, 1, 0, 0] : [1, 1, 1, 1, 1, 1]);
    const { status, providerUrlOpen, dueAt } = await link();
    expect([status, providerUrlOpen]).toEqual(['cancelled', hasEnd ? undefined : true]);
    expect(dueAt === undefined).toBe(hasEnd);
  });

  it('tells of money that comes after a cancel', async () => {
    const arranged = await arrange(provider);
    await cancel(arranged.id);
    await run.liveUntil(START + DAY + 2 * HOUR);
    expect(await exceptionsOf(arranged.id)).toEqual([]);
    await expectLateMoney(arranged, 'paid_after_cancel');
  });

  it('tells of money that comes after the end', async () => {
    const arranged = await arrange(provider);
    await run.liveUntil(END + 2 * MINUTE);
    expect(await link()).toMatchObject({ status: 'expired', providerUrlOpen: true });
    await expectLateMoney(arranged, 'paid_late');
  });
});

it('a page without an end of its own is looked at for a year, less often after a month, and the end of that is told', async () => {
  const { id, asked } = await arrange('paypoint');
  await cancel(id);
  asked.clear();
  await run.liveUntil(START + 400 * DAY);
  expect(asked.size).toBe(78);
  const { providerUrlOpen, dueAt } = await link();
  expect([providerUrlOpen, dueAt]).toEqual([true, undefined]);
}, 120_000);
