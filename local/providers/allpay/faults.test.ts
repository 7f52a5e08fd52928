import { describe, expect, test } from 'vitest';
import { allpay, newLink, newMessage } from './test-client.ts';
import { type OperationName, operationNames } from './wire.ts';

const both = ['before', 'after'] as const;

/** What a call of each operation leaves in the ledger, on a link that is pending. */
const effects = {
  create: { fields: {}, seen: [2, 'pending', 8640, 0] },
  update: { fields: { amount: 1 }, seen: [1, 'pending', 100, 0] },
  delete: { fields: {}, seen: [1, 'deleted', 8640, 0] },
  send: { fields: {}, seen: [1, 'active', 8640, 2] },
} as const;
type Write = keyof typeof effects;
const writes: readonly Write[] = ['create', 'update', 'delete', 'send'];

async function world() {
  const all = await allpay();
  const id = await all.create();
  const { url } = all.entry(id);
  const bodies: Record<OperationName, Record<string, unknown>> = {
    create: newLink,
    list_active: { organisationId: '1042' },
    list_pending: { organisationPersonId: '20417' },
    update: { paymentUrlId: id, amount: 1 },
    delete: { paymentUrlId: id },
    send: { ...newMessage, paymentLink: url },
  };
  const run = (operation: OperationName) => all.call(operation, bodies[operation]);
  const seen = () => {
    const links = all.simulator.ledger();
    const link = all.entry(id);
    return [links.length, link.state, link.amount, link.messages.length];
  };
  return { ...all, run, seen, untouched: [1, 'pending', 8640, 0] };
}

describe('a status on demand', () => {
  test.each([
    [400, 'application'],
    [401, 'gateway'],
    [403, 'application'],
    [404, 'application'],
    [409, 'application'],
    [422, 'application'],
    [429, 'gateway'],
    [500, 'gateway'],
    [502, 'gateway'],
    [503, 'gateway'],
  ])('%i comes once for each operation, in the %s’s form, and nothing is done', async (status, writer) => {
    const { run, simulator, seen, untouched } = await world();
    for (const operation of operationNames) {
      simulator.fail({ operation, kind: 'status', status });
      const { status: answered, json } = await run(operation);
      expect([operation, answered, json.statusCode, typeof json.message]).toEqual([
        operation,
        status,
        writer === 'gateway' ? status : undefined,
        'string',
      ]);
    }
    expect(seen()).toEqual(untouched);
    expect((await run('create')).status).toBe(200);
  });

  test('429 with and without Retry-After; the next call is well', async () => {
    const { run, simulator } = await world();
    simulator.fail({ kind: 'status', status: 429, retry_after: 7 });
    simulator.fail({ kind: 'status', status: 429 });
    expect((await run('list_active')).headers.get('retry-after')).toBe('7');
    expect((await run('list_active')).headers.get('retry-after')).toBeNull();
    expect((await run('list_active')).status).toBe(200);
  });
});

describe('before the effect nothing is done, after it all is', () => {
  const cases = writes.flatMap((operation) => both.map((when) => [operation, when] as const));
  const expected = (operation: Write, when: string, untouched: unknown[]) =>
    when === 'after' ? effects[operation].seen : untouched;

  test.each(cases)('%s: 500 %s', async (operation, when) => {
    const { run, simulator, seen, untouched } = await world();
    simulator.fail({ operation, kind: 'status', status: 500, when });
    expect((await run(operation)).status).toBe(500);
    expect(seen()).toEqual(expected(operation, when, untouched));
  });

  test.each(cases)('%s: HTML, empty, truncated %s', async (operation, when) => {
    for (const kind of ['html', 'empty', 'truncated'] as const) {
      const { run, simulator, seen, untouched } = await world();
      simulator.fail({ operation, kind, when });
      const { status, json } = await run(operation);
      expect([kind, status, json]).toEqual([kind, 200, undefined]);
      expect(seen()).toEqual(expected(operation, when, untouched));
    }
  });

  test.each(cases)('%s: reset, hang, slow %s', async (operation, when) => {
    const reset = await world();
    reset.simulator.fail({ operation, kind: 'reset', when });
    await expect(reset.run(operation)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(reset.seen()).toEqual(expected(operation, when, reset.untouched));
    expect(reset.simulator.calls().at(-1)).toMatchObject({ operation, status: null, fault: `reset ${when}` });

    const hang = await world();
    hang.simulator.fail({ operation, kind: 'hang', when });
    const waiting = hang.run(operation);
    await expect.poll(() => hang.simulator.calls().at(-1)?.fault).toBe(`hang ${when}`);
    expect(hang.seen()).toEqual(expected(operation, when, hang.untouched));
    await Promise.all([hang.simulator.close(), expect(waiting).rejects.toThrow()]);

    const slow = await world();
    slow.simulator.fail({ operation, kind: 'slow', when, ms: 20 });
    expect((await slow.run(operation)).status).toBe(200);
    expect(slow.seen()).toEqual(effects[operation].seen);
  });
});

test('any means the six calls; the page is meant only by its name', async () => {
  const { run, raw, simulator } = await world();
  const path = new URL(simulator.ledger()[0]?.url ?? '').pathname;
  simulator.fail({ kind: 'status', status: 503 });
  expect((await raw('HEAD', path)).status).toBe(200);
  expect((await raw('GET', '/nowhere')).status).toBe(404);
  expect((await run('list_pending')).status).toBe(503);
  simulator.fail({ operation: 'page', kind: 'status', status: 503 });
  expect((await raw('GET', path)).status).toBe(503);
});

test('a used up quota stops every call at the gateway until it is renewed', async () => {
  const { run, simulator, seen, untouched } = await world();
  expect(simulator.act({ action: 'use_up_quota' })).toEqual({ quota_used_up: true });
  for (const operation of operationNames) {
    const { status, json } = await run(operation);
    expect([operation, status, json.statusCode]).toEqual([operation, 403, 403]);
  }
  expect(seen()).toEqual(untouched);
  expect(simulator.act({ action: 'renew_quota' })).toEqual({ quota_used_up: false });
  expect((await run('list_active')).status).toBe(200);
});
