import { expect, test } from 'vitest';
import { allpay, newLink } from './test-client.ts';

test('the calls carry neither key, wherever the profile puts them', async () => {
  const { raw, simulator, headers, attempt, send } = await allpay();
  await attempt();
  await raw('POST', '/CreateLinks', { headers, body: '{"subscriptionKey": "sim-allpay-subscription-key' });
  const { subscriptionKey } = simulator.fixtures;
  simulator.configure({
    wire: {
      apim_key_header: 'X-Gateway-Key',
      subscription_key_in: 'header',
      subscription_key_header: 'X-Hub-Key',
      names: { subscription_key: 'hubKey' },
    },
  });
  const moved = { ...headers, 'x-gateway-key': 'sim-allpay-apim-key', 'x-hub-key': subscriptionKey };
  expect((await send('create', newLink, { headers: moved })).status).toBe(200);
  simulator.configure({ wire: { methods: { list_active: 'GET' }, names: { subscription_key: 'hubKey' } } });
  await raw('GET', `/GetActivePaymentUrls?organisationId=1042&hubKey=${subscriptionKey}`, { headers });
  await send('create', { ...newLink, hubKey: subscriptionKey, subscriptionKey });

  const calls = simulator.calls();
  expect(calls.map(({ operation, status }) => [operation, status])).toEqual([
    ['create', 200],
    ['create', 400],
    ['create', 200],
    ['list_active', 200],
    ['create', 400],
  ]);
  expect(calls[0]).toMatchObject({
    at: '2026-03-02T09:15:04.377Z',
    headers: { 'ocp-apim-subscription-key': '[secret]' },
    body: { ...newLink, subscriptionKey: '[secret]' },
  });
  expect(JSON.stringify(calls)).not.toMatch(/sim-allpay/);
});

test('the control page, the ledger and acting by it', async () => {
  const { create, raw, simulator } = await allpay();
  const id = await create({ firstName: '<i>Ada</i>' });
  const page = await raw('GET', '/_control');
  for (const part of ['allpay', '&lt;i&gt;Ada&lt;/i&gt; Byron, £86.40', 'POST /CreateLinks', 'use_up_quota'])
    expect(page.text).toContain(part);
  expect(page.text).not.toMatch(/<script|<i>/);
  expect((await raw('GET', '/_control/ledger')).json).toMatchObject([{ id, state: 'pending' }]);
  expect((await raw('GET', '/_control/webhooks')).json).toEqual([]);
  const act = (form: Record<string, string>) =>
    raw('POST', '/_control/act', { body: new URLSearchParams(form) });
  expect((await act({ link: id, action: 'partial', amount: '40' })).status).toBe(303);
  expect(simulator.ledger()[0]).toMatchObject({ state: 'partly_paid', amount_paid: 40 });
  expect((await act({ link: id, action: 'partial', amount: '8600' })).status).toBe(422);
  expect((await act({ link: '', action: 'use_up_quota' })).status).toBe(303);
});

test('settings: the profile and the lag, no notifications', async () => {
  const { raw, simulator } = await allpay();
  const save = (form: Record<string, string>) =>
    raw('POST', '/_control/settings', { body: new URLSearchParams(form) });
  const saved = await save({
    wire: '{"name_max": 5}',
    webhook_url: '',
    webhook_secret: '',
    list_lag_seconds: '3',
  });
  expect(saved.status).toBe(303);
  expect((await raw('GET', '/_control/settings')).json).toEqual({
    wire: { name_max: 5 },
    webhook_url: null,
    list_lag_seconds: 3,
  });
  for (const wrong of [
    { webhook_url: 'http://127.0.0.1:9/' },
    { webhook_secret: 'x' },
    { wire: { colour: 1 } },
    { wire: { names: { colour: 'x' } } },
    { wire: { names: { amount: 'url' } } },
    { wire: { names: 'x' } },
    { wire: { methods: { create: 'HEAD' } } },
    { wire: { paths: { create: 'CreateLinks' } } },
    { wire: { paths: { create: '/SendLinks' } } },
    { wire: { client_reference_pattern: '(' } },
  ])
    expect(() => simulator.configure(wrong)).toThrow();
});
