import { expect, test } from 'vitest';
import examples from './examples.json' with { type: 'json' };
import { blob, paypoint, second } from './test-client.ts';
import { defaultWire } from './wire.ts';

/** The same keys in the same order, and the same kinds of values. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (value === null || typeof value !== 'object') return value === null ? null : typeof value;
  return Object.entries(value).map(([key, inner]) => [key, shape(inner)]);
}

const path = (url: string | undefined, id: string) => {
  const { pathname, search } = new URL(url ?? '');
  return `${pathname}${search}`.replace(/^\/(pay|uploads)\b/, '').replace(id, '{id}');
};

test('the default wire profile is the sheet’s', () => {
  expect(defaultWire).toEqual(examples.wire);
});

test('a request for payment: create, list, update', async () => {
  const { clock, call, list, raw } = await paypoint();
  const created = await call('POST', '/requests', examples.create.request);
  expect([created.status, shape(created.json)]).toEqual([201, shape(examples.create.answer)]);
  const { RequestId: id, LongUrl, ShortUrl } = created.json;
  expect(created.json).toEqual({ ...examples.create.answer, RequestId: id, LongUrl, ShortUrl });
  expect(path(LongUrl, id)).toBe(path(examples.create.answer.LongUrl, examples.create.answer.RequestId));
  expect(path(ShortUrl, id)).toMatch(/^\/[A-Za-z0-9]{8}$/);

  clock.at = Date.parse('2026-03-02T09:40:12.900Z');
  await raw('GET', LongUrl);
  const query = `ClientTransactionRef=${examples.create.request.ClientTransactionRef}`;
  const [example] = examples.list.answer.Requests;
  expect(await list(query)).toEqual([{ ...example, RequestId: id, LongUrl, ShortUrl }]);
  const listed = await call('GET', `/requests?${query}`);
  expect([listed.status, shape(listed.json)]).toEqual([200, shape(examples.list.answer)]);

  const cancelled = await call('PUT', `/requests/${id}`, { ...examples.update.request, RequestId: id });
  expect([cancelled.status, cancelled.json]).toEqual([200, { ...examples.update.answer, RequestId: id }]);
});

test('a batch: create, upload, confirm, status, list, failures', async () => {
  const { clock, simulator, call, put, newBatch } = await paypoint();
  const created = await call('POST', '/batches', examples.batch_create.request);
  expect([created.status, shape(created.json)]).toEqual([201, shape(examples.batch_create.answer)]);
  const { BatchId: id, UploadUrl } = created.json;
  const wanted = path(
    examples.batch_create.answer.UploadUrl,
    examples.batch_create.answer.BatchId,
  ).replaceAll('c2ltdWxhdG9y', '');
  expect(path(UploadUrl, id).replace(/(?<=sig=).*/, '')).toBe(wanted);

  const [header = '', sample = ''] = examples.file.split('\n');
  const bad = sample
    .replace('01KJQ59ZX1R3T5V7W9Y2A4C6E8', '01KJQ5A2M4S6W8Y0B1D3F5H7JK')
    .replace('077', '017');
  const good = sample.replace('01KJQ59ZX1R3T5V7W9Y2A4C6E8', '01KJQ5ANOTHER');
  const uploaded = await put(UploadUrl, `${[header, sample, bad, good].join('\r\n')}\r\n`, blob);
  expect([uploaded.status, uploaded.text]).toEqual([201, '']);

  clock.at = Date.parse('2026-03-02T09:15:41.950Z');
  const confirmed = await call('POST', `/batches/${id}/confirm`, {
    ...examples.batch_confirm.request,
    BatchId: id,
  });
  expect([confirmed.status, confirmed.json]).toEqual([
    200,
    { ...examples.batch_confirm.answer, BatchId: id },
  ]);
  expect(simulator.nextAt()).toBe(clock.at + 2 * second);
  clock.at += 2 * second;
  await simulator.runDue();

  const status = { ...examples.batch_status.answer, BatchId: id, CompletedAt: '2026-03-02T09:15:43Z' };
  const got = await call('GET', `/batches/${id}`);
  expect([got.status, got.json]).toEqual([200, status]);
  const listed = await call('GET', '/batches?PageNumber=1');
  expect([listed.status, listed.json]).toEqual([200, { ...examples.batch_list.answer, Batches: [status] }]);
  const failures = await call('GET', `/batches/${id}/failures`);
  expect([failures.status, failures.json]).toEqual([200, { ...examples.batch_failures.answer, BatchId: id }]);
  expect(shape(failures.json)).toEqual(shape(examples.batch_failures.answer));
  expect((await newBatch()).id).not.toBe(id);
});

test('the error bodies', async () => {
  const { call, simulator } = await paypoint();
  const refused = await call('POST', '/requests', { ...examples.create.request, Amount: 42.505 });
  expect([refused.status, refused.json]).toEqual([400, examples.errors.application]);
  simulator.fail({ kind: 'status', status: 429, retry_after: 12 });
  const limited = await call('GET', '/batches?PageNumber=1');
  expect([limited.status, limited.json, limited.headers.get('retry-after')]).toEqual([
    429,
    examples.errors.gateway,
    '12',
  ]);
});
