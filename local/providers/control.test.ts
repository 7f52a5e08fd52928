import { describe, expect, test } from 'vitest';
import { felloh, newLink } from './felloh/test-client.ts';

/** Posts to the control interface, as a script does and as its page does. */
async function controls() {
  const all = await felloh();
  const json = (path: string, body: unknown) =>
    all.raw('POST', `/_control${path}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const form = (path: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
    all.raw('POST', `/_control${path}`, { body: new URLSearchParams(body), headers });
  const read = async (path: string) => (await all.raw('GET', `/_control${path}`)).json;
  return { ...all, json, form, read };
}

test('the page shows links, calls, notifications and forms, without a script', async () => {
  const { create, raw, simulator } = await controls();
  const id = await create({ customer_name: '<i>Ada</i>' });
  simulator.act({ action: 'open', link: id });
  simulator.fail({ kind: 'hang' });
  const { status, text, headers } = await raw('GET', '/_control');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  for (const part of [
    '&lt;i&gt;Ada&lt;/i&gt;, £125.00',
    `${simulator.pageBaseUrl}/${id}`,
    'PUT /agent/payment-links',
    '&quot;hang&quot;',
  ])
    expect(text).toContain(part);
  expect(text).not.toMatch(/<script|<i>/);
});

test('the ledger and the calls as JSON, without secrets', async () => {
  const { create, read, raw, simulator } = await controls();
  const id = await create();
  await raw('POST', '/token', { body: '{"private_key": "sim-felloh-private-key"' });
  expect(await read('/ledger')).toMatchObject([{ id, state: 'open', amount: 12500, transactions: [] }]);
  const calls = await read('/calls');
  expect(calls).toMatchObject([
    {
      operation: 'token',
      body: { public_key: 'sim-felloh-public-key', private_key: '[secret]' },
      status: 200,
    },
    {
      operation: 'create',
      method: 'PUT',
      headers: { authorization: '[secret]' },
      body: newLink,
      status: 200,
    },
    { operation: 'token', status: 400 },
  ]);
  expect(calls[0].at).toBe('2026-03-02T09:15:04.377Z');
  expect(JSON.stringify(calls)).not.toMatch(/private-key|Bearer/);
  expect(simulator.calls()).toHaveLength(3);
});

test('the last thousand calls are kept', async () => {
  const { raw, simulator } = await controls();
  for (let n = 0; n < 21; n += 1) await Promise.all(Array.from({ length: 50 }, () => raw('GET', `/n/${n}`)));
  expect([simulator.calls().length, simulator.calls().at(-1)?.path]).toEqual([1000, '/n/20']);
});

describe('faults', () => {
  test('one or many, as JSON or from the form, and away again', async () => {
    const { json, form, read, raw } = await controls();
    const one = await json('/faults', { operation: 'create', kind: 'reset', when: 'after', times: 2 });
    expect([one.status, one.json]).toEqual([
      200,
      [{ operation: 'create', kind: 'reset', when: 'after', times: 2 }],
    ]);
    await json('/faults', [{ kind: 'hang' }, { kind: 'status', status: 429, retry_after: 3 }]);
    const sent = await form('/faults', {
      operation: 'get',
      kind: 'slow',
      when: 'before',
      ms: '5',
      times: '',
      status: '',
    });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/_control']);
    expect(
      (await read('/faults')).map(({ kind, times }: { kind: string; times: number }) => [kind, times]),
    ).toEqual([
      ['reset', 2],
      ['hang', 1],
      ['status', 1],
      ['slow', 1],
    ]);
    expect((await raw('DELETE', '/_control/faults')).json).toEqual([]);
    expect(await read('/faults')).toEqual([]);
  });

  test('wrong ones are refused with a reason', async () => {
    const { json, form, raw, read } = await controls();
    expect((await json('/faults', { kind: 'flood' })).status).toBe(422);
    expect((await json('/faults', { kind: 'status' })).json.error).toContain('needs a status');
    const page = await form('/faults', { operation: 'webhook', kind: 'hang' });
    expect([page.status, page.text.includes('That did not work')]).toEqual([422, true]);
    expect((await raw('POST', '/_control/faults', { body: '{' })).status).toBe(422);
    expect(await read('/faults')).toEqual([]);
  });
});

describe('acting', () => {
  test('as the payer, with the page’s own refusals', async () => {
    const { create, json, form } = await controls();
    const link = await create();
    const paid = await json('/act', {
      link,
      action: 'pay',
      method: 'card',
      card_type: 'VISA',
      card_region: 'INTER',
    });
    expect(paid.json).toMatchObject({ link, state: 'paid', transaction: { status: 'COMPLETE' } });
    const again = await json('/act', { link, action: 'pay' });
    expect([again.status, again.json.error]).toEqual([409, 'This payment has been made already.']);
    expect((await json('/act', { link, action: 'dance' })).status).toBe(422);
    expect((await json('/act', { action: 'pay', link: 'none' })).status).toBe(404);
    expect((await json('/act', { action: 'pay', link, colour: 1 })).status).toBe(422);
    const other = await create();
    expect((await form('/act', { link: other, action: 'fail', method: '', amount: '' })).status).toBe(303);
  });
});

describe('settings', () => {
  test('the wire profile, the webhook and the list’s lag', async () => {
    const { json, read, list, create } = await controls();
    await create();
    const settings = {
      wire: { count_type: 'number' },
      webhook_url: 'http://127.0.0.1:4000/hooks/x',
      webhook_secret: 'sssh',
      list_lag_seconds: 0,
    };
    const { webhook_secret: _, ...shown } = settings;
    expect((await json('/settings', settings)).json).toEqual(shown);
    expect((await list()).json.meta.count).toBe(1);
    expect((await json('/settings', { webhook_url: null, list_lag_seconds: null, wire: {} })).json).toEqual({
      wire: {},
      webhook_url: null,
      list_lag_seconds: null,
    });
    expect((await list()).json.meta.count).toBe('0');
    for (const wrong of [
      { wire: { colour: 1 } },
      { webhook_url: 'nowhere' },
      { list_lag_seconds: -1 },
      { colour: 1 },
    ])
      expect((await json('/settings', wrong)).status).toBe(422);
    expect(await read('/settings')).toMatchObject({ wire: {} });
  });

  test('from the form, where an emptied field switches off', async () => {
    const { form, read } = await controls();
    const target = 'http://127.0.0.1:4000/hooks/x';
    await form('/settings', {
      webhook_url: target,
      webhook_secret: '',
      list_lag_seconds: '3',
      wire: '{"take_max": 5}',
    });
    expect(await read('/settings')).toEqual({
      wire: { take_max: 5 },
      webhook_url: target,
      list_lag_seconds: 3,
    });
    await form('/settings', { webhook_url: '', webhook_secret: '', list_lag_seconds: '', wire: '' });
    expect(await read('/settings')).toEqual({ wire: {}, webhook_url: null, list_lag_seconds: null });
  });
});

test('no other page may act, and other paths and methods do not exist', async () => {
  const { form, raw, json, simulator } = await controls();
  const fault = { operation: 'any', kind: 'hang' };
  expect((await form('/faults', fault, { origin: 'https://example.com' })).status).toBe(403);
  expect((await form('/faults', fault, { origin: 'null' })).status).toBe(403);
  expect((await form('/faults', fault, { origin: simulator.url })).status).toBe(303);
  expect((await raw('GET', '/_control/nothing')).status).toBe(404);
  expect((await json('/nothing', {})).status).toBe(404);
  expect((await raw('PUT', '/_control/faults', { body: '{}' })).status).toBe(405);
  expect(await (await raw('GET', '/_control/webhooks')).json).toEqual([]);
});
