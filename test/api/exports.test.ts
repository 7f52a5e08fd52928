import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getExport, putExport } from '../../lib/table/exports.ts';
import { aBody, startWorld, type World } from '../support/world.ts';
import { batchSteps } from './batch-steps.ts';

let world: World;
let steps: ReturnType<typeof batchSteps>;
beforeAll(async () => {
  world = await startWorld();
  steps = batchSteps(world);
});
afterAll(async () => {
  steps?.close();
  await world?.close();
});

const call = (method: string, path: string, body?: unknown, more: object = {}) =>
  world.call({ method, path: `/v1/exports${path}`, ...(body === undefined ? {} : { body }), ...more });
const create = async (body: object = {}) => {
  const answer = await call('POST', '', { paid_from: '2026-01-01', ...body });
  expect(answer.status, answer.text).toBe(202);
  return answer.body;
};
const work = () => steps.deliver('batches');

async function paid(more: object): Promise<string> {
  const body = { ...aBody, delivery: { channels: [] }, ...more };
  const { id, amount } = (await world.ok({ method: 'POST', path: '/v1/links', body })).body;
  const payment = { amount, method: 'cash', received_on: '2026-11-20', reference: `R-${id}` };
  await world.ok({ method: 'POST', path: `/v1/links/${id}/external_payments`, body: payment });
  return id;
}

describe('an export', () => {
  it('goes from the request to the file', async () => {
    const id = await paid({ reference: 'INV-1', amount: 12_500, metadata: { order: '42' } });
    await paid({ reference: 'INV-2', amount: 5_000 });
    await world.ok({ method: 'POST', path: '/v1/links', body: { ...aBody, reference: 'INV-3' } });
    const asked = { reference: 'INV-1', status: ['paid'], metadata: { order: '42' }, amount_min: 1 };
    const made = await create({ kind: 'links', ...asked, delimiter: ';' });
    expect(made).toMatchObject({
      object: 'export',
      kind: 'links',
      status: 'queued',
      filters: asked,
      delimiter: ';',
      bom: false,
      progress: { looked_at: 0, rows: 0, fraction: 0, seconds_left: null },
      totals: [],
      file: null,
      failure: null,
      started_at: null,
      completed_at: null,
    });
    const early = await call('GET', `/${made.id}/file`);
    expect([early.status, early.body.code]).toEqual([409, 'report_not_ready']);
    expect(early.headers['retry-after']).toBeDefined();
    await work();
    const { body: done } = await call('GET', `/${made.id}`);
    expect(done).toMatchObject({
      status: 'completed',
      paid_from: '2026-01-01T00:00:00.000Z',
      progress: { looked_at: 3, rows: 1, fraction: 1, seconds_left: null },
      totals: [{ currency: 'GBP', links: 1, amount: 12_500, amount_paid: 12_500, amount_unknown: 0 }],
      file: { rows: 1, name: expect.stringMatching(/^paid-links-2026-01-01-to-\d{4}-\d\d-\d\d\.csv$/) },
    });
    const kept = Date.parse(done.file.expires_at) - Date.parse(done.completed_at);
    expect(kept).toBe(90 * 24 * 3_600_000);

    const { status, headers } = await call('GET', `/${made.id}/file`);
    expect(status).toBe(303);
    const file = await fetch(headers.location ?? '');
    expect(file.headers.get('content-disposition')).toContain(`filename="${done.file.name}"`);
    const [header, row, ...rest] = (await file.text()).split('\r\n');
    expect(header).toMatch(/^link_id;status;reference;/);
    expect(row?.startsWith(`${id};paid;INV-1;`)).toBe(true);
    expect(rest).toEqual(['']);
  });

  it('is made once for one key, and listed newest first', async () => {
    const body = { paid_from: '2026-01-01' };
    const headers = { 'idempotency-key': 'march' };
    const first = await call('POST', '', body, { headers });
    const again = await call('POST', '', body, { headers });
    expect(again.text).toBe(first.text);
    const other = await call('POST', '', { ...body, bom: true }, { headers });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const newer = await create();
    const page = (await call('GET', '?page_size=1')).body;
    expect(page.data.map(({ id }: { id: string }) => id)).toEqual([newer.id]);
    const next = (await call('GET', `?page_size=1&page_token=${page.next_page_token}`)).body;
    expect(next.data.map(({ id }: { id: string }) => id)).toEqual([first.body.id]);
    await work();
  });

  it('is cancelled while it is under way', async () => {
    const { id } = await create();
    expect((await call('POST', `/${id}/cancel`)).body.status).toBe('cancelled');
    expect((await call('POST', `/${id}/cancel`)).body.status).toBe('cancelled');
    await work();
    const { body } = await call('GET', `/${id}`);
    expect(body).toMatchObject({ status: 'cancelled', file: null });
    const file = await call('GET', `/${id}/file`);
    expect([file.status, file.body.code, file.body.from]).toEqual([409, 'conflict_state', 'cancelled']);
  });

  it('is expired after 90 days', async () => {
    const { id } = await create();
    await work();
    const late = await call('POST', `/${id}/cancel`);
    expect([late.status, late.body.code, late.body.from]).toEqual([409, 'conflict_state', 'completed']);
    const one = await getExport(world.table, world.organisation.id, id);
    if (!one) throw new Error('it is gone');
    const endedAt = Date.now() - 90 * 24 * 3_600_000;
    await putExport(world.table, { ...one, endedAt, version: one.version + 1 }, one.version);
    expect((await call('GET', `/${id}`)).body.status).toBe('expired');
    const file = await call('GET', `/${id}/file`);
    expect([file.status, file.body.code, file.body.from]).toEqual([409, 'conflict_state', 'expired']);
  });

  it('waits where five are under way', async () => {
    const made = [];
    for (let n = 0; n < 5; n += 1) made.push(await create());
    const sixth = await call('POST', '', { paid_from: '2026-01-01' });
    expect([sixth.status, sixth.body.code, sixth.headers['retry-after']]).toEqual([
      409,
      'operation_in_progress',
      '60',
    ]);
    await call('POST', `/${made[0].id}/cancel`);
    await create();
    await work();
  });

  const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
  it.each<[string, object, string, string]>([
    ['no beginning', { paid_from: undefined }, '/paid_from', 'required'],
    ['what is no instant', { paid_from: 'March' }, '/paid_from', 'wrong_format'],
    ['a day that there is not', { paid_from: '2026-02-30' }, '/paid_from', 'wrong_format'],
    ['an instant without a zone', { paid_to: '2026-02-01T00:00:00' }, '/paid_to', 'wrong_format'],
    ['an end in the future', { paid_to: TOMORROW }, '/paid_to', 'too_late'],
    ['an end before the beginning', { paid_to: '2025-12-31' }, '/paid_from', 'too_late'],
    ['another kind', { kind: 'batches' }, '/kind', 'not_allowed'],
    ['another delimiter', { delimiter: '|' }, '/delimiter', 'not_allowed'],
    ['an unknown status', { status: ['refunded'] }, '/status/0', 'not_allowed'],
    ['a sort', { sort: 'created_at' }, '/sort', 'unknown_field'],
    ['an amount below zero', { amount_min: -1 }, '/amount_min', 'too_small'],
  ])('is refused with %s', async (_, change, pointer, code) => {
    const answer = await call('POST', '', { paid_from: '2026-01-01', ...change });
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_error']);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer, code })]);
  });
});
