import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../lib/ids.ts';
import { postFile } from '../support/start-files.ts';
import { startWorld, type World } from '../support/world.ts';
import { batchSteps, fileOf, HEADER } from './batch-steps.ts';

let world: World;
let steps: ReturnType<typeof batchSteps>;
beforeAll(async () => {
  world = await startWorld();
  steps = batchSteps(world);
});
afterAll(async () => {
  steps.close();
  await world.close();
});

const isDone = ({ completed_at }: { completed_at: string | null }) => completed_at !== null;

describe('POST /v1/batches', () => {
  it('gives a batch that waits for its file, and a form that takes it', async () => {
    const answer = await steps.call('POST', '', {
      file_name: 'arrears.csv',
      defaults: { connection: 'felloh-main', currency: 'GBP', expires_in_days: 14 },
      columns: { 'Invoice no.': 'reference', Notes: null },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      object: 'batch',
      status: 'awaiting_upload',
      file_name: 'arrears.csv',
      connection: 'felloh-main',
      provider: 'felloh',
      mode: null,
      retry_of: null,
      auto_confirm: false,
      confirmed_at: null,
      rejection: null,
      existing: 0,
      totals: [],
      errors: [],
      counts: { rows: 0, valid: 0, invalid: 0, queued: 0, link_created: 0 },
      progress: { done: 0, of: 0, rows_per_second: null, seconds_left: null },
      upload: { method: 'POST', max_bytes: 100_000_000 },
    });
    expect(Date.parse(answer.body.upload.expires_at)).toBeGreaterThan(Date.now());
    expect((await postFile(answer.body.upload, HEADER)).ok).toBe(true);
  });

  it('is made once for its Idempotency-Key', async () => {
    const request = {
      method: 'POST',
      path: '/v1/batches',
      body: { file_name: 'once.csv' },
      headers: { 'idempotency-key': 'one-file' },
    };
    const first = await world.ok(request);
    const again = await world.ok(request);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await world.call({ ...request, body: { file_name: 'other.csv' } });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('gives a new form with each read, until the file has come', async () => {
    const { id } = await steps.create();
    const { body } = await steps.call('GET', `/${id}`);
    expect((await postFile(body.upload, fileOf(1))).ok).toBe(true);
    await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm_upload` });
    expect((await steps.call('GET', `/${id}`)).body.upload).toBeNull();
  });

  it('takes no other file than the one whose sha256 is told', async () => {
    const file = fileOf(2);
    const sha256 = createHash('sha256').update(file).digest('hex').toUpperCase();
    const { upload } = await steps.create({ sha256 });
    expect((await postFile(upload, `${file}\n`)).ok).toBe(false);
    expect((await postFile(upload, file)).ok).toBe(true);
  });

  it.each<[string, unknown, string, string]>([
    ['file_name', undefined, '/file_name', 'required'],
    ['file_name', '', '/file_name', 'too_short'],
    ['sha256', 'abc', '/sha256', 'wrong_format'],
    ['defaults', { colour: 'red' }, '/defaults/colour', 'unknown_field'],
    ['defaults', { reference: 'INV-1' }, '/defaults/reference', 'unknown_field'],
    ['defaults', { amount: 0 }, '/defaults/amount', 'too_small'],
    ['defaults', { on_duplicate: 'return_existing' }, '/defaults/on_duplicate', 'not_allowed'],
    ['defaults', { connection: 'no-such' }, '/defaults/connection', 'unknown_connection'],
    ['columns', { Notes: 5 }, '/columns/Notes', 'wrong_type'],
    ['retry_of', 'x', '/retry_of', 'wrong_format'],
    ['retry_of', newId(1), '/retry_of', 'unknown_batch'],
    ['mode', 'turbo', '/mode', 'not_allowed'],
    ['mode', 'provider', '/mode', 'capability_not_supported'],
  ])('with %s = %j is refused at %s: %s', async (name, value, pointer, code) => {
    const answer = await steps.call('POST', '', { file_name: 'a.csv', [name]: value });
    expect([answer.status, answer.body.code], answer.text).toEqual([422, 'validation_error']);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it('refuses a retry of a batch that was never confirmed', async () => {
    const { id } = await steps.create();
    const answer = await steps.call('POST', '', { file_name: 'a.csv', retry_of: id });
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ pointer: '/retry_of', code: 'not_confirmed' }),
    ]);
  });

  it('refuses a card number in what all rows share, and lets a phone, a reference of allpay and a checksum pass', async () => {
    const refused = await steps.call('POST', '', {
      file_name: 'a.csv',
      defaults: { description: 'card 4111 1111 1111 1111' },
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'card_number_refused']);
    expect(refused.body.errors[0].pointer).toBe('/defaults/description');
    await steps.create({
      sha256: `${'4111111111111111'}${'a'.repeat(48)}`,
      defaults: {
        customer: { phone: '+447700900123' },
        provider_options: { payment_reference_number: '4111111111111111' },
      },
    });
  });
});

describe('the life of a batch', () => {
  it('is validated, shows what is wrong, runs when it is confirmed, and tells what each row became', async () => {
    const lines = `${fileOf(5, (row) => row === 2)}INV-1,900,GBP,Ada Byron,ada@example.com\r\n`;
    const id = await steps.uploaded(lines);
    const begun = await steps.call('POST', `/${id}/confirm_upload`);
    expect([begun.status, begun.body.status]).toEqual([202, 'validating']);
    const ready = await steps.until(id, ({ status }) => status === 'ready');
    const again = await steps.call('POST', `/${id}/confirm_upload`);
    expect([again.status, again.body.status]).toEqual([200, 'ready']);
    expect(ready).toMatchObject({
      counts: { rows: 6, valid: 4, invalid: 1, duplicate: 1 },
      totals: [{ currency: 'GBP', amount: 1_001 + 1_003 + 1_004 + 1_005 }],
      estimate: { sms: 0, email: 0, sms_segments: 0 },
      errors: [
        { row: 2, line: 3, field: 'amount' },
        { row: 6, line: 7, code: 'duplicate_row', field: null },
      ],
      progress: { done: 6, of: 6 },
    });
    const rows = await steps.call('GET', `/${id}/rows`);
    expect(rows.body.data.map(({ row, state }: { row: number; state: string }) => [row, state])).toEqual([
      [1, 'valid'],
      [2, 'invalid'],
      [3, 'valid'],
      [4, 'valid'],
      [5, 'valid'],
      [6, 'duplicate'],
    ]);
    expect(rows.body.data[5]).toMatchObject({ line: 7, first_row: 1, link_id: null, reference: 'INV-1' });

    const unaccepted = await steps.call('POST', `/${id}/confirm`);
    expect([unaccepted.status, unaccepted.body.code]).toEqual([422, 'validation_error']);
    expect(unaccepted.body.errors[0]).toMatchObject({
      pointer: '/accept_errors',
      code: 'errors_not_accepted',
    });
    expect(world.felloh.calls().filter(({ method }) => method === 'PUT')).toHaveLength(0);

    const confirm = {
      method: 'POST',
      path: `/v1/batches/${id}/confirm`,
      body: { accept_errors: true },
      headers: { 'idempotency-key': 'go' },
    };
    const confirmed = await world.ok(confirm);
    expect([confirmed.status, confirmed.body.status]).toEqual([202, 'processing']);
    expect((await world.ok(confirm)).text).toBe(confirmed.text);
    expect((await steps.call('POST', `/${id}/confirm`, { accept_errors: true })).status).toBe(202);
    const done = await steps.until(id, isDone);
    expect(done).toMatchObject({
      status: 'completed_with_errors',
      counts: { rows: 6, valid: 0, invalid: 1, duplicate: 1, queued: 0, creating: 0, link_created: 4 },
      progress: { done: 4, of: 4, seconds_left: null },
    });
    expect((await steps.call('POST', `/${id}/confirm`, { accept_errors: true })).status).toBe(200);
    const made = await steps.call('GET', `/${id}/rows?state=link_created`);
    expect(made.body.data).toHaveLength(4);
    const link = await world.ok({ method: 'GET', path: `/v1/links/${made.body.data[0].link_id}` });
    expect(link.body).toMatchObject({ reference: 'INV-1', amount: 1_001, status: 'active' });
  });

  it('tells 409 with the states for what cannot be done', async () => {
    const { id } = await steps.create();
    const early = await steps.call('POST', `/${id}/confirm_upload`);
    expect([early.status, early.body]).toEqual([
      409,
      expect.objectContaining({ code: 'conflict_state', from: 'awaiting_upload', to: 'validating' }),
    ]);
    const unready = await steps.call('POST', `/${id}/confirm`);
    expect([unready.status, unready.body]).toEqual([
      409,
      expect.objectContaining({ code: 'conflict_state', from: 'awaiting_upload', to: 'processing' }),
    ]);
    const nothing = await steps.call('POST', `/${id}/retry`);
    expect([nothing.status, nothing.body]).toEqual([
      409,
      expect.objectContaining({ code: 'conflict_state', from: 'awaiting_upload', to: 'processing' }),
    ]);
    const cancelled = await steps.call('POST', `/${id}/cancel`);
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
    expect((await steps.call('POST', `/${id}/cancel`)).status).toBe(200);
    const late = await steps.call('POST', `/${id}/confirm_upload`);
    expect([late.status, late.body.from]).toEqual([409, 'cancelled']);
  });

  it('refuses a file whole, with the line and the reason', async () => {
    const id = await steps.validated(`${HEADER}INV-1,1000,GBP,Ada,"ada@example.com\r\n`);
    const { body } = await steps.call('GET', `/${id}`);
    expect(body).toMatchObject({ status: 'rejected', rejection: { code: 'unclosed_quote', line: 2 } });
    const refused = await steps.call('POST', `/${id}/confirm`);
    expect([refused.status, refused.body.from]).toEqual([409, 'rejected']);
    expect((await steps.call('POST', `/${id}/cancel`)).body.code).toBe('conflict_state');
  });

  it('does not take the same content twice without force', async () => {
    const file = fileOf(1, () => false, 'TWICE');
    const first = await steps.validated(file, { auto_confirm: true });
    await steps.until(first, isDone);
    const second = await steps.validated(file);
    expect((await steps.call('GET', `/${second}`)).body.rejection.code).toBe('duplicate_file');
    const third = await steps.validated(file, { force: true });
    expect((await steps.call('GET', `/${third}`)).body.status).toBe('ready');
    await steps.call('POST', `/${third}/cancel`);
  });

  it('refuses a send_at at which every link is over', async () => {
    const { id } = await steps.create();
    const send_at = new Date(Date.now() + 367 * 86_400_000).toISOString();
    const answer = await steps.call('POST', `/${id}/confirm`, { send_at });
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/send_at', code: 'too_late' })]);
  });

  it('runs rows once more that failed for a passing reason, under the same ids', async () => {
    const other = {
      ...world.connection,
      credentials: { ...world.connection.credentials, private_key: 'wrong' },
    };
    await world.ok({ method: 'PUT', path: '/v1/connections/felloh-other', body: other });
    const file = fileOf(2, () => false, 'LATER');
    const id = await steps.validated(file, { defaults: { connection: 'felloh-other' } });
    await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm`, body: {} });
    const failed = await steps.until(id, isDone);
    expect(failed).toMatchObject({ status: 'completed_with_errors', counts: { failed: 2, link_created: 0 } });
    const rows = await steps.call('GET', `/${id}/rows?state=failed`);
    expect(rows.body.data[0].errors).toEqual([
      { code: 'credentials', field: null, detail: "The provider refused the connection's credentials." },
    ]);
    const right = { ...world.connection };
    await world.ok({ method: 'PUT', path: '/v1/connections/felloh-other', body: right });
    const retried = await steps.call('POST', `/${id}/retry`);
    expect([retried.status, retried.body.status]).toEqual([202, 'processing']);
    expect((await steps.call('POST', `/${id}/retry`)).status).toBe(202);
    const done = await steps.until(id, isDone);
    expect(done).toMatchObject({ status: 'completed', counts: { failed: 0, link_created: 2 } });
    const after = await steps.call('GET', `/${id}/rows?state=link_created`);
    const ids = (answer: typeof rows) => answer.body.data.map(({ link_id }: { link_id: string }) => link_id);
    expect(ids(after)).toEqual(ids(rows));
  });
});

describe('GET /v1/batches', () => {
  it('lists the newest first, page by page, with counts', async () => {
    const ids = [await steps.create(), await steps.create(), await steps.create()]
      .map(({ id }) => id)
      .reverse();
    const first = await steps.call('GET', '?page_size=2');
    expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    expect(first.body.data[0]).toMatchObject({ object: 'batch', counts: { rows: 0 } });
    expect(first.body.data[0]).not.toHaveProperty('upload');
    const next = await steps.call('GET', `?page_size=2&page_token=${first.body.next_page_token}`);
    expect(next.body.data[0].id).toBe(ids[2]);
    const all = await steps.call('GET', '?page_size=1000');
    expect(all.body.next_page_token).toBeNull();
    const done = all.body.data.filter(
      ({ counts }: { counts: { link_created: number } }) => counts.link_created,
    );
    expect(done.length).toBeGreaterThan(0);
    const bad = await steps.call('GET', '?page_token=abc');
    expect([bad.status, bad.body.code]).toEqual([400, 'page_token_invalid']);
  });
});

describe('GET /v1/batches/template.csv', () => {
  it.each(['allpay', 'felloh', 'fortis', 'paypoint', 'smarterpay'])('is a file for %s', async (provider) => {
    const answer = await steps.call('GET', `/template.csv?provider=${provider}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="template.csv"');
    expect(answer.text).toMatch(/^reference,.*\r\n.*\r\n$/);
  });

  it.each(['', '?provider=acme'])('is refused for %s', async (query) => {
    const answer = await steps.call('GET', `/template.csv${query}`);
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_error']);
    expect(answer.body.errors[0].pointer).toBe('/query/provider');
  });
});
