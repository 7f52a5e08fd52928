import { expect, test } from 'vitest';
import { allpay, newLink, newMessage } from './test-client.ts';
import { type OperationName, operationNames, propertyNames } from './wire.ts';

test('wire.methods; with GET the same names are in the query', async () => {
  const methods = {
    create: 'PUT',
    delete: 'DELETE',
    update: 'PATCH',
    list_active: 'GET',
    list_pending: 'GET',
  };
  const { create, call, update, raw, headers, clock, simulator, message } = await allpay({
    wire: { methods },
  });
  const id = await create();
  clock.at += 60_000;
  const get = async (path: string, query: Record<string, string>, init: RequestInit = {}) => {
    const all = new URLSearchParams({ subscriptionKey: 'sim-allpay-subscription-key', ...query });
    return raw('GET', `${path}?${all}`, { headers, ...init });
  };
  const pending = await get('/GetPendingPaymentUrlsByOrg', { organisationPersonId: '20417' });
  expect(pending.json).toMatchObject([{ paymentUrlId: id }]);
  expect((await get('/GetActivePaymentUrls', { organisationId: '1042' })).json).toEqual([]);
  expect((await get('/GetActivePaymentUrls', { organisationId: '1043' })).status).toBe(403);
  expect((await get('/GetActivePaymentUrls', {})).status).toBe(400);
  expect((await get('/GetActivePaymentUrls', { organisationId: '1042', page: '1' })).status).toBe(400);
  expect((await get('/GetActivePaymentUrls?organisationId=1042', {})).status).toBe(401);
  const twice = '/GetActivePaymentUrls?organisationId=1042&organisationId=1042';
  expect((await raw('GET', twice, { headers })).status).toBe(400);
  expect((await raw('POST', '/GetActivePaymentUrls', { headers, body: '{}' })).status).toBe(404);
  expect((await update(id, { amount: 1 })).status).toBe(200);
  expect(await message('update', { paymentUrlId: id, amount: 0 })).toEqual([400, expect.any(String)]);
  expect((await call('delete', { paymentUrlId: id })).status).toBe(200);

  simulator.configure({ wire: { methods: { create: 'GET', send: 'GET' } } });
  const link = {
    organisationId: '1042',
    organisationPersonId: '20417',
    clientReference: 'TEN1',
    clientCode: 'RENT',
    firstName: 'Ada',
    lastName: 'Byron',
    validated: 'true',
    amount: '86.40',
    createdBy: 'x',
  };
  const { status, json } = await get('/CreateLinks', link);
  expect([status, simulator.ledger()[1]]).toMatchObject([
    200,
    { url: json.url, amount: 8640, validated: true, client_reference: 'TEN1' },
  ]);
  expect((await get('/CreateLinks', { ...link, validated: '1' })).status).toBe(400);
  expect((await get('/CreateLinks', { ...link, amount: 'x' })).status).toBe(400);
  const message3 = { ...newMessage, sendingMethod: '3', paymentLink: json.url };
  expect((await get('/SendLinks', message3)).status).toBe(200);
});

test('wire.paths', async () => {
  const paths = Object.fromEntries(operationNames.map((name) => [name, `/api/${name}`]));
  const { create, call, pending, active, update, sendLink, raw } = await allpay({ wire: { paths } });
  const id = await create();
  expect([(await pending()).status, (await active()).status]).toEqual([200, 200]);
  expect((await update(id, { amount: 1 })).status).toBe(200);
  expect((await sendLink(id)).status).toBe(200);
  expect((await call('delete', { paymentUrlId: await create() })).status).toBe(200);
  expect((await raw('POST', '/CreateLinks')).status).toBe(404);
});

test('wire.names, all or one', async () => {
  const names = Object.fromEntries(propertyNames.map((name) => [name, name]));
  const { send, simulator, clock, headers } = await allpay({ wire: { names } });
  const subscription_key = 'sim-allpay-subscription-key';
  const run = (operation: OperationName, fields: object) => send(operation, { subscription_key, ...fields });
  const link = {
    organisation_id: '1042',
    organisation_person_id: '20417',
    client_reference: 'TEN1',
    client_code: 'RENT',
    first_name: 'Ada',
    last_name: 'Byron',
    validated: true,
    amount: 1,
    created_by: 'x',
  };
  const { url } = (await run('create', link)).json;
  clock.at += 60_000;
  const [listed] = (await run('list_pending', { organisation_person_id: '20417' })).json;
  const { organisation_id: _, organisation_person_id: __, ...kept } = link;
  expect(listed).toEqual({
    ...kept,
    payment_url_id: '884120',
    url,
    payment_reference_number: null,
    created_at: '2026-03-02T09:15:04Z',
  });
  const message = {
    organisation_name: 'x',
    email_address: 'a@b',
    mobile_number: '07700900123',
    payment_link: url,
    sending_method: 3,
  };
  expect((await run('send', message)).status).toBe(200);
  expect((await run('list_active', { organisation_id: '1042' })).json[0].status).toBe(151);
  expect((await send('create', { ...newLink, subscription_key }, { headers })).json.message).toBe(
    'organisationId is not a known property',
  );
  simulator.configure({ wire: { names: { amount: 'Betrag' } } });
  const { amount, ...rest } = newLink;
  const one = { ...rest, Betrag: amount, subscriptionKey: subscription_key };
  expect((await send('create', one)).status).toBe(200);
});
