import { describe, expect, test } from 'vitest';
import { createFaults } from './faults.ts';
import { felloh, newLink } from './felloh/test-client.ts';

const links = '/agent/payment-links';

describe('a status on demand', () => {
  test.each([
    [401, 'authentication.invalid'],
    [403, 'organisation.forbidden'],
    [404, 'payment_link.not_found'],
    [409, 'payment_link.has_transactions'],
    [422, 'payment_link.amount'],
    [429, 'rate_limited'],
    [500, 'server_error'],
    [502, 'server_error'],
    [503, 'server_error'],
  ])('%i comes once, in the provider’s own form, and nothing is done', async (status, code) => {
    const { codes, simulator } = await felloh();
    await codes('GET', `${links}/x`);
    simulator.fail({ operation: 'create', kind: 'status', status });
    expect(await codes('POST', links, { organisation: 'X1234' })).toEqual([200]);
    expect(await codes('PUT', links, newLink)).toEqual([status, code]);
    expect(simulator.ledger()).toHaveLength(0);
    expect(await codes('PUT', links, newLink)).toEqual([200]);
  });

  test('429 with and without Retry-After', async () => {
    const { call, list, simulator } = await felloh();
    await list();
    simulator.fail({ kind: 'status', status: 429, retry_after: 7 });
    simulator.fail({ kind: 'status', status: 429 });
    expect((await call('PUT', links, newLink)).headers.get('retry-after')).toBe('7');
    expect((await list()).headers.get('retry-after')).toBeNull();
  });
});

describe('before the effect nothing is done, after it all is', () => {
  const both = [
    ['before', 0],
    ['after', 1],
  ] as const;

  test.each(both)('500 %s: %i links', async (when, made) => {
    const { call, list, simulator } = await felloh();
    await list();
    simulator.fail({ kind: 'status', status: 500, when });
    expect((await call('PUT', links, newLink)).status).toBe(500);
    expect(simulator.ledger()).toHaveLength(made);
  });

  test.each(both)('HTML %s: %i links', async (when, made) => {
    const { call, list, simulator } = await felloh();
    await list();
    simulator.fail({ kind: 'html', when });
    simulator.fail({ kind: 'html', when, status: 502 });
    const { status, headers, text } = await call('PUT', links, newLink);
    expect([status, headers.get('content-type'), text.startsWith('<!doctype html>')]).toEqual([
      200,
      'text/html; charset=utf-8',
      true,
    ]);
    expect(simulator.ledger()).toHaveLength(made);
    expect((await list()).status).toBe(502);
  });

  test.each(both)('empty %s: %i links', async (when, made) => {
    const { call, list, simulator } = await felloh();
    await list();
    simulator.fail({ kind: 'empty', when });
    const { status, text } = await call('PUT', links, newLink);
    expect([status, text, simulator.ledger().length]).toEqual([200, '', made]);
  });

  test.each(both)('truncated %s: %i links', async (when, made) => {
    const { call, list, simulator } = await felloh();
    await list();
    simulator.fail({ kind: 'truncated', when });
    const { status, text, json } = await call('PUT', links, newLink);
    expect([status, text.startsWith('{"data":'), json, simulator.ledger().length]).toEqual([
      200,
      true,
      undefined,
      made,
    ]);
  });

  test.each(both)('reset %s: %i links', async (when, made) => {
    const { call, list, simulator } = await felloh();
    await list();
    simulator.fail({ operation: 'create', kind: 'reset', when });
    await expect(call('PUT', links, newLink)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(simulator.ledger()).toHaveLength(made);
    expect(simulator.calls().at(-1)).toMatchObject({
      operation: 'create',
      status: null,
      fault: `reset ${when}`,
    });
  });

  test.each(both)('hang %s: %i links', async (when, made) => {
    const { login, raw, simulator } = await felloh();
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Bearer ${await login()}`,
    };
    simulator.fail({ operation: 'create', kind: 'hang', when });
    const signal = AbortSignal.timeout(100);
    const hanging = raw('PUT', links, { headers, body: JSON.stringify(newLink), signal });
    await expect(hanging).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(simulator.ledger()).toHaveLength(made);
  });
});

test('slow answers late, and does its work though nobody waits', async () => {
  const { call, login, raw, simulator } = await felloh();
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    authorization: `Bearer ${await login()}`,
  };
  simulator.fail({ operation: 'create', kind: 'slow', ms: 60, times: 2 });
  const begun = performance.now();
  expect((await call('PUT', links, newLink)).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThan(55);
  const impatient = raw('PUT', links, {
    headers,
    body: JSON.stringify(newLink),
    signal: AbortSignal.timeout(20),
  });
  await expect(impatient).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(simulator.ledger()).toHaveLength(1);
  await expect.poll(() => simulator.ledger().length).toBe(2);
});

test('faults wait in line; any means the API, the page is meant only by its name', async () => {
  const { create, raw, codes, simulator } = await felloh();
  const id = await create();
  simulator.fail({ kind: 'status', status: 500, times: 2 });
  simulator.fail({ operation: 'get', kind: 'status', status: 503 });
  expect((await raw('GET', `/pay/${id}`)).status).toBe(200);
  expect((await raw('GET', '/nowhere')).status).toBe(404);
  const answers = [];
  for (let n = 0; n < 4; n += 1) answers.push((await codes('GET', `${links}/${id}`))[0]);
  expect(answers).toEqual([500, 500, 503, 200]);
  simulator.fail({ operation: 'page', kind: 'status', status: 503 });
  expect((await raw('GET', `/pay/${id}`)).status).toBe(503);
});

test('what cannot be is refused when it is queued', () => {
  const faults = createFaults(['create']);
  for (const fault of [
    { kind: 'flood' },
    { kind: 'status' },
    { kind: 'drop' },
    { operation: 'webhook', kind: 'hang' },
    { operation: 'sing', kind: 'hang' },
    { kind: 'hang', times: 0 },
    { kind: 'hang', when: 'during' },
    { kind: 'hang', colour: 1 },
    'hang',
  ])
    expect(() => faults.add(fault)).toThrow();
  expect(faults.queued()).toEqual([]);
});
