import { describe, expect, test } from 'vitest';
import { faults, fortis, newLink, pagePath, paylinks } from './test-client.ts';

const both = [
  ['before', 0],
  ['after', 1],
] as const;

describe('a status on demand', () => {
  test.each([
    [400, 'Bad Request'],
    [401, 'Unauthorized'],
    [403, 'Forbidden'],
    [404, 'Not Found'],
    [409, 'Conflict'],
    [415, 'Unsupported Media Type'],
    [429, 'Too Many Requests'],
    [500, 'Internal Server Error'],
    [503, 'Service Unavailable'],
  ])('%i comes once, in the provider’s own form, and nothing is done', async (status, name) => {
    const { post, list, simulator } = await fortis();
    simulator.fail({ operation: 'create', kind: 'status', status });
    expect((await list()).status).toBe(200);
    const { json, ...answer } = await post();
    expect([answer.status, json]).toEqual([
      status,
      { name, message: 'The simulator was told to fail.', code: 0, status },
    ]);
    expect(simulator.ledger()).toHaveLength(0);
    expect((await post()).status).toBe(201);
  });

  test('422 names a field; 404 of DELETE and resend is empty; Retry-After', async () => {
    const { post, call, list, create, simulator } = await fortis();
    const id = await create();
    simulator.fail({ kind: 'status', status: 422 });
    expect(faults(await post())).toEqual([422, 'amount_due']);
    simulator.fail({ kind: 'status', status: 404, times: 2 });
    expect((await call('DELETE', `${paylinks}/${id}`)).text).toBe('');
    expect((await call('POST', `${paylinks}/${id}/resend`)).text).toBe('');
    simulator.fail({ kind: 'status', status: 409 });
    expect((await call('DELETE', `${paylinks}/${id}`)).json.status).toBe(409);
    simulator.fail({ kind: 'status', status: 429, retry_after: 7 });
    simulator.fail({ kind: 'status', status: 429 });
    expect((await list()).headers.get('retry-after')).toBe('7');
    expect((await list()).headers.get('retry-after')).toBeNull();
  });
});

describe('before the effect nothing is done, after it all is', () => {
  test.each(both)('500, HTML, empty and truncated %s: %i links each', async (when, made) => {
    const { post, simulator } = await fortis();
    const count = () => simulator.ledger().length;
    simulator.fail({ kind: 'status', status: 500, when });
    expect([(await post()).status, count()]).toEqual([500, made]);
    simulator.fail({ kind: 'html', when, status: 502 });
    const page = await post();
    expect([page.status, page.headers.get('content-type'), count()]).toEqual([
      502,
      'text/html; charset=utf-8',
      2 * made,
    ]);
    simulator.fail({ kind: 'empty', when });
    const empty = await post();
    expect([empty.status, empty.text, count()]).toEqual([200, '', 3 * made]);
    simulator.fail({ kind: 'truncated', when });
    const half = await post();
    expect([half.text.startsWith('{"'), half.json, count()]).toEqual([true, undefined, 4 * made]);
  });

  test.each(both)('reset and hang %s: %i links each', async (when, made) => {
    const { post, call, simulator, keys } = await fortis();
    simulator.fail({ operation: 'create', kind: 'reset', when });
    await expect(post()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(simulator.ledger()).toHaveLength(made);
    simulator.fail({ operation: 'create', kind: 'hang', when });
    const hanging = call(
      'POST',
      paylinks,
      { paylink: newLink },
      {
        headers: { ...keys, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(100),
      },
    );
    await expect(hanging).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(simulator.ledger()).toHaveLength(2 * made);
    expect(simulator.calls().at(-1)).toMatchObject({
      operation: 'create',
      status: null,
      fault: `hang ${when}`,
    });
  });

  test.each(both)('every other operation, %s', async (when, done) => {
    const { call, put, get, create, simulator } = await fortis();
    const id = await create({ delivery_method: 1, email: 'ada@example.com' });
    const fail = (operation: string) => simulator.fail({ operation, kind: 'status', status: 500, when });
    fail('update');
    expect((await put(id, { amount_due: 1 })).status).toBe(500);
    expect((await get(id)).amount_due).toBe(done ? '1.00' : '150.50');
    fail('resend');
    expect((await call('POST', `${paylinks}/${id}/resend`)).status).toBe(500);
    expect(simulator.ledger()[0]?.messages).toHaveLength(1 + done);
    fail('delete');
    expect((await call('DELETE', `${paylinks}/${id}`)).status).toBe(500);
    expect(simulator.ledger()[0]?.state).toBe(done ? 'deleted' : 'open');
    for (const [operation, path] of [
      ['get', `${paylinks}/${id}`],
      ['list', paylinks],
      ['transactions', '/v2/transactions'],
    ] as const) {
      fail(operation);
      expect((await call('GET', path)).status).toBe(500);
    }
    expect(simulator.calls().filter(({ fault }) => fault === `status ${when}`)).toHaveLength(6);
  });
});

test('slow answers late; any means the API, the page is meant only by its name', async () => {
  const { create, get, raw, simulator } = await fortis();
  const id = await create();
  simulator.fail({ kind: 'slow', ms: 60 });
  expect((await raw('GET', pagePath(id))).status).toBe(200);
  const begun = performance.now();
  await get(id);
  expect(performance.now() - begun).toBeGreaterThan(55);
  simulator.fail({ operation: 'page', kind: 'status', status: 503 });
  expect((await raw('POST', pagePath(id))).status).toBe(503);
  expect(() => simulator.fail({ operation: 'token', kind: 'hang' })).toThrow('no operation token');
});
