import { expect } from 'vitest';
import { api, blob, csv, line, newLink, paypoint, second } from './test-client.ts';
import { defaultWire, nameKeys } from './wire.ts';

const key = { 'ocp-apim-subscription-key': 'sim-paypoint-subscription-key' };
const json = { ...key, 'content-type': 'application/json' };

/** The keys of paths, names, uploads and batches, each with another value than the sheet's. */
export const shapeCases: Record<string, () => Promise<void>> = {
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
};
