import { expect, test } from 'vitest';
import { api, blob, csv, line, newLink, paypoint, second } from './test-client.ts';
import { defaultWire, nameKeys, wireProfile } from './wire.ts';

const key = { 'ocp-apim-subscription-key': 'sim-paypoint-subscription-key' };
const json = { ...key, 'content-type': 'application/json' };

/** One test for each key of the profile, by its name, with another value than the sheet's. */
const cases: Record<string, () => Promise<void>> = {
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
  async paths() {
    const paths = {
      create: '/pay-by-link',
      list: '/pay-by-link/search',
      update: '/pay-by-link/{RequestId}/status',
      batch_create: '/files.new',
      batch_list: '/files',
      batch_confirm: '/confirm/{BatchId}',
      batch_status: '/files/{BatchId}/status',
      batch_failures: '/failures/{BatchId}',
    };
    const { call } = await paypoint({ wire: { paths } });
    const status = async (method: string, path: string, body?: unknown) =>
      (await call(method, path, body)).status;
    const { RequestId } = (await call('POST', '/pay-by-link', newLink)).json;
    expect(await status('GET', '/pay-by-link/search?Amount=1')).toBe(200);
    expect(await status('PUT', `/pay-by-link/${RequestId}/status`, { RequestId, Status: 'Cancelled' })).toBe(
      200,
    );
    const { BatchId } = (await call('POST', '/files.new', { FileName: 'x' })).json;
    expect(await status('POST', '/files-new', { FileName: 'x' })).toBe(404);
    expect(await status('GET', '/files?PageNumber=1')).toBe(200);
    expect(await status('POST', `/confirm/${BatchId}`, { BatchId })).toBe(409);
    expect(await status('GET', `/files/${BatchId}/status`)).toBe(200);
    expect(await status('GET', `/failures/${BatchId}`)).toBe(409);
    const one = await paypoint({ wire: { paths: { list: '/search' } } });
    await one.create();
    expect((await one.call('GET', '/search?Amount=1')).status).toBe(200);
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
  async names() {
    // Every single name is another one, and none of the sheet's is left anywhere.
    const names = Object.fromEntries(nameKeys.map((name) => [name, `x_${name}`]));
    const { clock, raw, call, put, simulator } = await paypoint({ wire: { names } });
    const link = (reference: string) => ({
      x_client_transaction_ref: reference,
      x_amount: 42.5,
      x_account_reference: 'ACC',
      x_passphrase: 'hush-word',
      x_send_method: 'None',
      x_customer: { x_first_name: 'Ada', x_last_name: 'Byron', x_mobile_number: '07700900123' },
    });
    const created = (await call('POST', '/requests', link('R1'))).json;
    const batch = (await call('POST', '/batches', { x_file_name: 'f' })).json;
    const { x_batch_id, x_upload_url } = batch;
    await put(x_upload_url, csv(line('R2'), line('R1')), blob);
    const answers = [
      created,
      batch,
      (
        await call('PUT', `/requests/${created.x_request_id}`, {
          x_request_id: created.x_request_id,
          x_status: 'Cancelled',
        })
      ).json,
      (await call('POST', `/batches/${x_batch_id}/confirm`, { x_batch_id })).json,
    ];
    clock.at += 32 * second;
    for (const path of [
      '/requests?x_customer_name=ada&x_amount=42.5',
      `/batches/${x_batch_id}`,
      '/batches?x_page_number=1',
      `/batches/${x_batch_id}/failures`,
    ])
      answers.push((await raw('GET', api + path, { headers: key })).json);
    const text = JSON.stringify(answers);
    for (const name of Object.values(names))
      if (!['x_passphrase', 'x_customer_name'].includes(name)) expect(text).toContain(`"${name}":`);
    expect(text).not.toMatch(/"[A-Z][A-Za-z]+":/);
    expect(JSON.stringify(simulator.calls())).not.toContain('hush');
    const refused = await call('POST', '/requests', newLink);
    expect(refused.json.Errors[0].Field).toBe('ClientTransactionRef');
    expect(
      (
        await raw('POST', `${api}/requests`, {
          headers: json,
          body: JSON.stringify({ ...link('R9'), x_customer: {} }),
        })
      ).json.Errors[0].Field,
    ).toBe('x_customer.x_first_name');
    const one = await paypoint({ wire: { names: { amount: 'Sum' } } });
    await one.create({ Amount: undefined, Sum: 1 });
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
  async batch_columns() {
    const batch_columns = [
      'Amount',
      'ClientTransactionRef',
      'LastName',
      'FirstName',
      'MobileNumber',
      'AccountReference',
      'Reason',
    ];
    const { clock, put, newBatch, confirm, simulator } = await paypoint({ wire: { batch_columns } });
    const { id, upload } = await newBatch();
    await put(upload, `${batch_columns.join(',')}\r\n1.00,R1,Byron,Ada,07700900123,ACC,Bill`);
    await confirm(id);
    clock.at += 2 * second;
    expect(simulator.ledger()).toMatchObject([{ reference: 'R1', amount: 100, first_name: 'Ada' }]);
    // Columns of names that are nowhere else are told by their place.
    const renamed = defaultWire.batch_columns.map((_, index) => `Column${index}`);
    const other = await paypoint({ wire: { batch_columns: renamed } });
    const batch = await other.newBatch();
    await other.put(batch.upload, `${renamed.join(',')}\r\n${line('R2')}\r\n`);
    await other.confirm(batch.id);
    other.clock.at += 2 * second;
    expect(other.simulator.ledger()).toMatchObject([{ reference: 'R2', mobile_number: '07700900123' }]);
  },
  async batch_max_rows() {
    const { clock, batchOf, simulator } = await paypoint({ wire: { batch_max_rows: 1 } });
    await batchOf(line('R1'));
    await batchOf(line('R2'), line('R3'));
    clock.at += 2 * second;
    expect(simulator.batches().map(({ state }) => state)).toEqual(['done', 'failed']);
  },
  async batch_max_bytes() {
    const batch_max_bytes = Buffer.byteLength(csv(line('R1')));
    const { clock, batchOf, simulator } = await paypoint({ wire: { batch_max_bytes } });
    await batchOf(line('R1'));
    await batchOf(line('R22'));
    clock.at += 2 * second;
    expect(simulator.batches().map(({ state }) => state)).toEqual(['done', 'failed']);
  },
  async batch_page_size() {
    const { call, newBatch } = await paypoint({ wire: { batch_page_size: 2 } });
    for (let n = 0; n < 3; n += 1) await newBatch();
    const { json: page } = await call('GET', '/batches?PageNumber=2');
    expect([page.PageSize, page.Batches.length]).toEqual([2, 1]);
  },
  async upload_url_seconds() {
    const { clock, put, newBatch } = await paypoint({ wire: { upload_url_seconds: 60 } });
    const { upload } = await newBatch();
    clock.at += 60 * second;
    expect((await put(upload, csv(line('R1')))).status).toBe(403);
  },
  async batch_states() {
    const batch_states = { waiting: 'New', uploaded: 'Here', done: 'Done' };
    const { clock, call, put, newBatch, confirm } = await paypoint({ wire: { batch_states } });
    const { id, upload } = await newBatch();
    const status = async () => (await call('GET', `/batches/${id}`)).json.Status;
    const seen = [await status()];
    await put(upload, csv(line('R1')));
    seen.push(await status());
    await confirm(id);
    seen.push(await status());
    clock.at += 2 * second;
    expect([...seen, await status()]).toEqual(['New', 'Here', 'Processing', 'Done']);
  },
  async first_line_number() {
    const { clock, batchOf, simulator } = await paypoint({ wire: { first_line_number: 0 } });
    await batchOf('bad', line('R1'), 'bad');
    clock.at += 2 * second;
    expect(simulator.batches()[0]?.failures.map(({ line_number }) => line_number)).toEqual([0, 2]);
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
