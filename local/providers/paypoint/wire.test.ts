import { expect, test } from 'vitest';
import { api, line, newLink, paypoint, second } from './test-client.ts';
import { defaultWire, wireProfile } from './wire.ts';
import { shapeCases } from './wire-shape-cases.ts';

const key = { 'ocp-apim-subscription-key': 'sim-paypoint-subscription-key' };

/** One test for each key of the profile, by its name, with another value than the sheet's. */
const cases: Record<string, () => Promise<void>> = {
  ...shapeCases,
  async base_path() {
    const { raw } = await paypoint({ wire: { base_path: '/v2' } });
    const headers = key;
    expect((await raw('GET', '/v2/batches?PageNumber=1', { headers })).status).toBe(200);
    expect((await raw('GET', `${api}/batches?PageNumber=1`, { headers })).status).toBe(404);
  },
  async api_key_header() {
    const { raw } = await paypoint({ apiKey: 'second', wire: { api_key_header: 'X-Second' } });
    const headers = { ...key, 'x-second': 'second' };
    expect((await raw('GET', `${api}/batches?PageNumber=1`, { headers })).status).toBe(200);
  },
  async amount_unit() {
    const { create, refused, simulator, clock, list, batchOf } = await paypoint({
      wire: { amount_unit: 'minor' },
    });
    const { id } = await create({ Amount: 4250 });
    expect(await refused('POST', '/requests', { ...newLink, Amount: 42.5 })).toEqual([400, 'Amount']);
    simulator.act({ action: 'partial', link: id, amount: 5 });
    await batchOf(line('R1', '42.50'), line('R2', '4250'));
    clock.at += 32 * second;
    expect(await list('Amount=4250')).toMatchObject([
      { Amount: 4250, AmountPaid: 5 },
      { ClientTransactionRef: 'R2' },
    ]);
  },
  async min_amount_minor() {
    const { create, refused } = await paypoint({ wire: { min_amount_minor: 100 } });
    await create({ Amount: 1 });
    expect(await refused('POST', '/requests', { ...newLink, Amount: 0.99 })).toEqual([400, 'Amount']);
  },
  async max_amount_minor() {
    const { create, refused } = await paypoint({ wire: { max_amount_minor: 5000 } });
    await create({ Amount: 50 });
    expect(await refused('POST', '/requests', { ...newLink, Amount: 50.01 })).toEqual([400, 'Amount']);
  },
  async create_status() {
    const { call } = await paypoint({ wire: { create_status: 200 } });
    expect((await call('POST', '/requests', newLink)).status).toBe(200);
    expect((await call('POST', '/batches', { FileName: 'x' })).status).toBe(200);
  },
  async validation_status() {
    const { refused, call } = await paypoint({ wire: { validation_status: 422 } });
    expect(await refused('POST', '/requests', { ...newLink, Amount: 0 })).toEqual([422, 'Amount']);
    expect((await call('POST', '/requests', '{')).status).toBe(422);
    expect((await call('GET', '/requests')).status).toBe(422);
  },
  async duplicate_status() {
    const { call } = await paypoint({ wire: { duplicate_status: 422 } });
    await call('POST', '/requests', newLink);
    expect((await call('POST', '/requests', newLink)).status).toBe(422);
  },
  async state_conflict_status() {
    const { create, cancel, simulator, newBatch, confirm, call } = await paypoint({
      wire: { state_conflict_status: 423 },
    });
    const { id } = await create();
    simulator.act({ action: 'pay', link: id });
    expect((await cancel(id)).status).toBe(423);
    const batch = await newBatch();
    expect((await confirm(batch.id)).status).toBe(423);
    expect((await call('GET', `/batches/${batch.id}/failures`)).status).toBe(423);
  },
  async not_found_status() {
    const { cancel, confirm } = await paypoint({ wire: { not_found_status: 410 } });
    expect([(await cancel('x')).status, (await confirm('x')).status]).toEqual([410, 410]);
  },
  async reference_pattern() {
    const { create, refused } = await paypoint({ wire: { reference_pattern: '^[0-9]{3}$' } });
    await create({ ClientTransactionRef: '123', AccountReference: '456' });
    expect(await refused('POST', '/requests', newLink)).toEqual([
      400,
      'ClientTransactionRef',
      'AccountReference',
    ]);
  },
  async text_max() {
    const { refused } = await paypoint({ wire: { text_max: 3 } });
    const texts = { Reason: 'four', Passphrase: 'four' };
    expect(await refused('POST', '/requests', { ...newLink, ...texts })).toEqual([
      400,
      'Reason',
      'Passphrase',
    ]);
    expect(await refused('POST', '/batches', { FileName: 'four' })).toEqual([400, 'FileName']);
  },
  async name_max() {
    const { refused } = await paypoint({ wire: { name_max: 2 } });
    const Customer = { ...newLink.Customer, Title: 'Mrs' };
    expect(await refused('POST', '/requests', { ...newLink, Customer })).toEqual([
      400,
      'Customer.Title',
      'Customer.FirstName',
      'Customer.LastName',
    ]);
  },
  async email_max() {
    const { refused } = await paypoint({ wire: { email_max: 14 } });
    expect(await refused('POST', '/requests', newLink)).toEqual([400, 'Customer.EmailAddress']);
  },
  async phone_format() {
    const { create, refused } = await paypoint({ wire: { phone_format: 'e164' } });
    await create({ Customer: { ...newLink.Customer, MobileNumber: '+447700900123' } });
    expect(await refused('POST', '/requests', newLink)).toEqual([400, 'Customer.MobileNumber']);
    const Customer = { ...newLink.Customer, MobileNumber: '+33612345678' };
    expect(await refused('POST', '/requests', { ...newLink, Customer })).toEqual([
      400,
      'Customer.MobileNumber',
    ]);
  },
  async send_methods() {
    const send_methods = { none: 'Nobody', both: 'SmsAndEmail' };
    const { create, refused, simulator } = await paypoint({ wire: { send_methods } });
    await create({ SendMethod: 'SmsAndEmail' });
    await create({ SendMethod: 'Sms' });
    expect(await refused('POST', '/requests', newLink)).toEqual([400, 'SendMethod']);
    expect(simulator.ledger().map(({ messages }) => messages.length)).toEqual([2, 1]);
  },
  async native_send() {
    for (const [native_send, sent] of [
      ['always', 1],
      ['never', 0],
    ] as const) {
      const { create, refused, simulator, clock, batchOf } = await paypoint({ wire: { native_send } });
      await create({ SendMethod: undefined });
      expect(await refused('POST', '/requests', newLink)).toEqual([400, 'SendMethod']);
      const id = await batchOf(line('R1', '1.00', ''), line('R2', '1.00', 'Sms'));
      clock.at += 2 * second;
      expect(simulator.batches().find((one) => one.id === id)?.failures).toMatchObject([
        { reference: 'R2', reason: 'SendMethod is not a known property' },
      ]);
      expect(simulator.ledger().map(({ messages }) => messages.length)).toEqual([sent, sent]);
    }
  },
  async duplicate_reference() {
    const { call, simulator, clock, batchOf } = await paypoint({ wire: { duplicate_reference: 'ignore' } });
    await call('POST', '/requests', newLink);
    expect((await call('POST', '/requests', newLink)).status).toBe(201);
    await batchOf(line('REF-0'));
    clock.at += 2 * second;
    expect(simulator.ledger()).toHaveLength(3);
  },
  async unknown_property() {
    const { create, refused, call } = await paypoint({ wire: { unknown_property: 'ignore' } });
    await create({ Colour: 'red', Customer: { ...newLink.Customer, Colour: 'red' } });
    expect(await refused('GET', '/batches?PageNumber=1&Colour=red')).toEqual([200]);
    // What is not known does not count as a parameter.
    expect((await call('GET', '/requests?Colour=red')).status).toBe(400);
  },
  async list_needs_parameter() {
    const { create, clock, list } = await paypoint({ wire: { list_needs_parameter: false } });
    await create();
    clock.at += 30 * second;
    expect(await list('')).toHaveLength(1);
  },
  async update_statuses() {
    const { create, cancel } = await paypoint({ wire: { update_statuses: ['Withdrawn', 'Expired'] } });
    const { id } = await create();
    expect((await cancel(id)).status).toBe(400);
    expect((await cancel(id, { Status: 'Withdrawn' })).json.Status).toBe('Withdrawn');
    expect((await cancel(id, { Status: 'Expired' })).status).toBe(409);
  },
  async status_map() {
    const { create, cancel, raw, simulator } = await paypoint({ wire: { status_map: { gone: 'expired' } } });
    const { id, page } = await create();
    expect(simulator.act({ action: 'status', link: id, status: 'Gone' }).state).toBe('expired');
    expect([(await raw('GET', page)).status, (await cancel(id)).status]).toEqual([410, 409]);
    expect(simulator.act({ action: 'status', link: id, status: 'Withdrawn' }).state).toBe('cancelled');
  },
  async list_lag_seconds() {
    const { create, list } = await paypoint({ wire: { list_lag_seconds: 0 } });
    await create();
    expect(await list('CustomerName=ada')).toHaveLength(1);
  },
};

test.each(Object.entries(cases))('%s', (_key, run) => run());

test('every key of the profile has its test, and nothing else is one', () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(defaultWire).sort());
  for (const wrong of [
    { colour: 'red' },
    { amount_unit: 'pounds' },
    { names: { colour: 'x' } },
    { names: { amount: '' } },
    { paths: { create: 'requests' } },
    { paths: 1 },
    { reference_pattern: '[' },
    { status_map: { paid: 'rich' } },
    { base_path: 'v1' },
  ])
    expect(() => wireProfile(wrong)).toThrow();
  expect(wireProfile({ status_map: { gone: 'expired' } }).status_map).toMatchObject({
    gone: 'expired',
    paid: 'paid',
  });
});
