import { describe, expect, test } from 'vitest';
import { newLink, smarterpay } from './test-client.ts';

describe('a status on demand', () => {
  test.each([401, 403, 404, 405, 409, 422, 429, 500, 502, 503])(
    '%i comes once, in the provider’s own form, and nothing is done',
    async (status) => {
      const { post, list, simulator } = await smarterpay();
      simulator.fail({ operation: 'create', kind: 'status', status });
      expect(await list()).toEqual([]);
      const failed = await post(newLink);
      expect([failed.status, Object.keys(failed.json.error)]).toEqual([status, ['message', 'code', 'field']]);
      expect(simulator.ledger()).toHaveLength(0);
      expect((await post(newLink)).status).toBe(201);
    },
  );

  test('429 with and without Retry-After', async () => {
    const { post, call, simulator } = await smarterpay();
    simulator.fail({ kind: 'status', status: 429, retry_after: 7 });
    simulator.fail({ kind: 'status', status: 429 });
    expect((await post(newLink)).headers.get('retry-after')).toBe('7');
    expect((await call('GET', '/paymentlinks')).headers.get('retry-after')).toBeNull();
  });
});

/** Each write with its effect, and whether that has come. */
const writes = ['create', 'update'] as const;
const times = ['before', 'after'] as const;
const kinds = ['status', 'html', 'empty', 'truncated', 'slow', 'hang', 'reset'] as const;
const cases = writes.flatMap((operation) =>
  times.flatMap((when) => kinds.map((kind) => ({ operation, when, kind }))),
);

test.each(cases)('$kind $when the effect of $operation', async ({ operation, when, kind }) => {
  const { call, create, simulator } = await smarterpay();
  const { id } = await create();
  simulator.fail({ operation, kind, when, ...(kind === 'status' ? { status: 500 } : {}), ms: 1 });
  const work =
    operation === 'create'
      ? call('POST', '/paymentlink', { payment_link: newLink })
      : call('PUT', `/paymentlink/${id}`, { payment_link: { status: 'expired' } });
  if (kind === 'hang') {
    // Nobody waits for it; closing the simulator ends it.
    work.catch(() => undefined);
    await expect.poll(() => simulator.calls().length).toBe(2);
  } else if (kind === 'reset') {
    await expect(work).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  } else {
    const { status, headers, text, json } = await work;
    const done = operation === 'create' ? 201 : 200;
    if (kind === 'status') expect([status, json.error.code]).toEqual([500, 'server_error']);
    if (kind === 'html')
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    if (kind === 'empty') expect([status, text]).toEqual([200, '']);
    if (kind === 'truncated')
      expect([status, text.startsWith('{"'), json]).toEqual([when === 'after' ? done : 200, true, undefined]);
    if (kind === 'slow') expect([status, Object.keys(json)]).toEqual([done, ['payment_link']]);
  }
  const [first, ...more] = simulator.ledger();
  const happened = operation === 'create' ? more.length === 1 : first?.status === 'expired';
  expect(happened).toBe(when === 'after' || kind === 'slow');
});

test('reads and the page fail by their names; any means the API', async () => {
  const { call, create, visit, raw, simulator } = await smarterpay();
  const { id, url } = await create();
  for (const operation of ['get', 'list', 'page']) simulator.fail({ operation, kind: 'status', status: 503 });
  for (const path of [`/paymentlink/${id}`, '/paymentlinks'])
    expect([(await call('GET', path)).status, (await call('GET', path)).status]).toEqual([503, 200]);
  expect([(await visit(url)).status, (await visit(url)).status]).toEqual([503, 200]);
  simulator.fail({ kind: 'html', status: 502 });
  expect((await visit(url)).status).toBe(200);
  expect((await raw('GET', '/nowhere')).status).toBe(404);
  expect((await call('GET', '/paymentlinks')).status).toBe(502);
  expect(() => simulator.fail({ operation: 'assign', kind: 'hang' })).toThrow('no operation');
});
