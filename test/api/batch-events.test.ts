import { afterAll, beforeAll, expect, it } from 'vitest';
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

const told = async (id: string) => (await steps.call('GET', `/${id}/events`)).body.data;
const typesOf = async (id: string) => (await told(id)).map(({ type }: { type: string }) => type);

it('a batch has a timeline of what happened to it, each once, and nothing of leases', async () => {
  const { id, upload } = await steps.create();
  const made = await steps.image(id);
  await steps.tell(undefined, made);
  await fetch(upload.url, { method: 'POST', body: formOf(upload.fields, fileOf(2)) });
  await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm_upload`, requestId: 'R1' });
  const uploaded = await steps.image(id);
  await steps.tell(made, uploaded);
  await steps.until(id, ({ status }) => status === 'ready');
  const ready = await steps.image(id);
  await steps.tell(uploaded, ready);
  await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm`, body: {} });
  const confirmed = await steps.image(id);
  await steps.tell(ready, confirmed);
  await steps.until(id, ({ status }) => status === 'completed');
  const completed = await steps.image(id);
  // Many versions lie between; the one that told of the change is the one that is told.
  await steps.tell(confirmed, completed);
  await steps.tell(confirmed, completed);
  await steps.tell(completed, { ...completed, version: { N: '900' }, leaseUntil: { N: '5' } });

  expect(await typesOf(id)).toEqual([
    'batch.created',
    'batch.uploaded',
    'batch.ready',
    'batch.confirmed',
    'batch.completed',
  ]);
  const [first, second, third] = await told(id);
  expect(first).toMatchObject({
    id: `${id}.1.0`,
    object: 'event',
    batch_id: id,
    version: 1,
    by: `key:${world.adminKey.id}`,
    text: 'The batch was made and waits for its file.',
    data: { status: 'awaiting_upload', connection: 'felloh-main' },
  });
  expect(second.request_id).toBe('R1');
  expect(third).toMatchObject({ by: 'timer', data: { rows: 2 } });
  const page = await steps.call('GET', `/${id}/events?page_token=${second.id}`);
  expect(page.body.data[0].id).toBe(third.id);
  const bad = await steps.call('GET', `/${id}/events?page_token=nothing`);
  expect([bad.status, bad.body.code]).toEqual([400, 'page_token_invalid']);
});

it('tells of a cancel when it is asked for, and when the last row has ended', async () => {
  const id = await steps.validated(fileOf(2, () => false, 'STOP'));
  const ready = await steps.image(id);
  await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm`, body: {} });
  const confirmed = await steps.image(id);
  await steps.tell(ready, confirmed);
  await steps.call('POST', `/${id}/cancel`);
  const cancelled = await steps.image(id);
  await steps.tell(confirmed, cancelled);
  expect(await typesOf(id)).toEqual(['batch.confirmed', 'batch.cancelled']);
  await steps.until(id, ({ completed_at }) => completed_at !== null);
  const over = await steps.image(id);
  for (let times = 0; times < 2; times++) await steps.tell(cancelled, over);
  await steps.tell(over, { ...over, version: { N: '900' }, leaseUntil: { N: '5' } });
  expect(await typesOf(id)).toEqual(['batch.confirmed', 'batch.cancelled', 'batch.stopped']);
});

it('tells both at once of a batch that was never confirmed', async () => {
  const { id } = await steps.create();
  const made = await steps.image(id);
  await steps.call('POST', `/${id}/cancel`);
  const after = await steps.image(id);
  await steps.tell(made, after);
  expect(await typesOf(id)).toEqual(['batch.cancelled', 'batch.stopped']);
  const [first, second] = await told(id);
  expect([first.id, second.id]).toEqual([`${id}.${first.version}.0`, `${id}.${first.version}.1`]);
});

it('tells why a file was refused, and where', async () => {
  const id = await steps.validated(`${HEADER}INV-1,1000,GBP,Ada,"ada@example.com\r\n`);
  const after = await steps.image(id);
  await steps.tell({ ...after, status: { S: 'validating' }, version: { N: '1' } }, after);
  expect(await told(id)).toEqual([
    expect.objectContaining({
      type: 'batch.rejected',
      reason: 'unclosed_quote',
      text: 'The file was refused: a quote that opens is never closed (line 2).',
      data: { status: 'rejected', connection: 'felloh-main', line: 2 },
    }),
  ]);
});

it('tells of chunks and sums nothing', async () => {
  const id = await steps.validated(fileOf(1, () => false, 'ONE'));
  const after = await steps.image(id);
  const pk = { S: `O#${world.organisation.id}#B#${id}` };
  await steps.tell(undefined, { ...after, pk, sk: { S: 'C#00001' }, keys: { B: 'AAAA' } });
  await steps.tell(undefined, { ...after, pk, sk: { S: 'S' } });
  expect(await told(id)).toEqual([]);
});

function formOf(fields: Record<string, string>, file: string): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([file]), 'arrears.csv');
  return body;
}
