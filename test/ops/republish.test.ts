import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, expect, it, vi } from 'vitest';
import type { Batch } from '../../lib/batches/model/batch.ts';
import { type BatchDraft, saveBatch } from '../../lib/batches/save.ts';
import { systemClock } from '../../lib/clock.ts';
import { saveLink } from '../../lib/links/save.ts';
import { aLink } from '../../lib/messages/link-fixture.ts';
import { listBatchEvents } from '../../lib/table/batch-events.ts';
import { listEvents } from '../../lib/table/events.ts';
import { eventKey, linkKey } from '../../lib/table/keys.ts';
import { startFiles } from '../support/start-files.ts';
import { startTable } from '../support/start-table.ts';

const [{ table, url, close }, files] = await Promise.all([startTable(), startFiles(systemClock)]);
afterAll(() => Promise.all([close(), files.close()]));

vi.stubEnv('LOG_LEVEL', 'SILENT');
const deps = { table, clock: systemClock };
const org = 'org_1';
const actor = { by: 'key:key_1', requestId: 'R1' };
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const HOUR = 3_600_000;

/** The command in a process of its own, as people run it. */
async function republish(...args: string[]): Promise<{ code: number; told: string }> {
  const env = {
    ...process.env,
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_S3: files.url,
    TABLE_NAME: table.name,
  };
  const command = new URL('../../ops/republish.ts', import.meta.url).pathname;
  return promisify(execFile)(process.execPath, [command, ...args], { env }).then(
    ({ stdout }) => ({ code: 0, told: stdout }),
    ({ code, stdout, stderr }) => ({ code, told: `${stdout}${stderr}` }),
  );
}

async function batchThatRan(): Promise<Batch> {
  const draft: BatchDraft = {
    org,
    id: 'bat_01KCC00000000000000000000A',
    status: 'awaiting_upload',
    createdAt: Date.now(),
    fileName: 'arrears.csv',
    maxBytes: 1000,
    endsAt: Date.now() + HOUR,
    connection: 'felloh-main',
    provider: 'felloh',
    family: { root: 'bat_01KCC00000000000000000000A' },
  };
  const scanned = { chunks: 1, rows: 7, at: Date.now() };
  let batch = await saveBatch(deps, undefined, draft, actor, 'create');
  for (const change of [
    { status: 'validating' as const },
    { scanned },
    { status: 'ready' as const },
    { status: 'processing' as const },
    { status: 'completed' as const },
  ]) {
    if (!batch) throw new Error('somebody was faster');
    batch = await saveBatch(deps, batch, { ...batch, ...change }, actor, 'work');
  }
  if (!batch) throw new Error('somebody was faster');
  return batch;
}

it('tells the events of links and batches that the stream has lost, from the command line, and says so', async () => {
  const batch = await batchThatRan();
  const { version: _v, writer: _w, cause, status: _s, updatedAt: _u, ...draft } = aLink({ org });
  const link = await saveLink(deps, undefined, draft, cause);
  const first = await republish('--since', ago(HOUR), '--until', ago(-HOUR));
  expect(first).toMatchObject({ code: 0 });
  expect(first.told).toContain('2 links and batches changed since, 6 events, 6 restored, 0 deliveries made');

  const { events } = await listBatchEvents(table, org, batch.id);
  expect(events.map(({ type, by, requestId }) => [type, by, requestId])).toEqual(
    ['batch.created', 'batch.uploaded', 'batch.ready', 'batch.confirmed', 'batch.completed'].map((type) => [
      type,
      actor.by,
      'R1',
    ]),
  );
  expect(events.map(({ data }) => data)).toMatchObject([
    { status: 'awaiting_upload', connection: 'felloh-main' },
    { status: 'validating' },
    { status: 'ready', rows: 7 },
    { status: 'processing', rows: 7 },
    { status: 'completed', rows: 7 },
  ]);
  expect((await listEvents(table, org, link?.id ?? '')).events).toMatchObject([
    { type: 'link.created', by: 'key' },
  ]);

  const again = await republish('--since', ago(HOUR), '--until', ago(-HOUR));
  expect(again.told).toContain('Nothing was missing.');
  const before = await republish('--since', ago(2 * HOUR), '--until', ago(HOUR));
  expect(before.told).toContain(' 0 events, 0 restored');
});

it('puts what it tells at the end of the feed, whatever the clock of the machine that it runs on', async () => {
  const began = Date.now();
  for (const [id, minutes] of [
    ['01KCC0000000000000000000030', -30],
    ['01KCC0000000000000000000031', 30],
  ] as const) {
    const { version: _v, writer: _w, cause, status: _s, updatedAt: _u, ...draft } = aLink({ org, id });
    await saveLink(deps, undefined, draft, cause);
    const wrong = `const real=Date.now;Date.now=()=>real()+${minutes * 60_000}`;
    vi.stubEnv('NODE_OPTIONS', `--import=data:text/javascript,${encodeURIComponent(wrong)}`);
    const ran = await republish('--since', ago(2 * HOUR), '--until', ago(-2 * HOUR));
    vi.stubEnv('NODE_OPTIONS', '');
    expect(ran.told).toContain(' 1 restored');
    const query = { TableName: table.name, KeyConditionExpression: 'pk = :pk' };
    const values = { ':pk': { S: eventKey(org, id, 1, 0).pk } };
    const { Items = [] } = await table.client.send(
      new QueryCommand({ ...query, ExpressionAttributeValues: values }),
    );
    const [place] = Items.flatMap(({ feed_at }) => feed_at?.S ?? []);
    const publishedAt = Number(place?.slice(0, 15));
    expect(publishedAt).toBeGreaterThanOrEqual(began);
    expect(publishedAt).toBeLessThan(Date.now() + 1_500);
  }
});

it('tells the records that Lambda has given up on, whole', async () => {
  const link = aLink({ org, id: '01KCC0000000000000000000020', version: 2 });
  const image = (value: object) =>
    marshall({ ...linkKey(org, link.id), ...value }, { removeUndefinedValues: true });
  const cancelled = { ...link, version: 3, stage: 'cancelled', status: 'cancelled', cancelledAt: 1 };
  const record = {
    eventName: 'MODIFY',
    dynamodb: {
      Keys: marshall({ ...linkKey(org, link.id) }),
      OldImage: image(link),
      NewImage: image(cancelled),
      SequenceNumber: '1001',
    },
  };
  const broken = {
    dynamodb: { ...record.dynamodb, NewImage: image({ version: 4 }), SequenceNumber: '1002' },
  };
  const put = (name: string, payload: unknown) =>
    files.files.client.send(
      new PutObjectCommand({
        Bucket: files.files.bucket,
        Key: `aws/lambda/publish/shard-1/2026/03/01/${name}`,
        Body: JSON.stringify({ version: '1.0', payload }),
      }),
    );
  await put('a', JSON.stringify({ Records: [record] }));
  await put('b', { Records: [broken, record] });
  const ran = await republish('--since', ago(HOUR), '--failed-records', files.files.bucket);
  expect(ran.told).toContain('2 of 3 failed records told');
  expect(ran.told).toContain('Record 1002 fails still: $ZodError');
  expect(ran.code).toBe(1);
  expect((await listEvents(table, org, link.id)).events.map(({ id, type }) => `${id} ${type}`)).toEqual([
    `${link.id}.3.0 link.cancelled`,
  ]);
});

it('names what it cannot read, and goes on', async () => {
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: marshall({ ...linkKey(org, '01KCC0000000000000000000010'), updatedAt: Date.now() }),
    }),
  );
  const ran = await republish('--since', ago(HOUR), '--until', ago(-HOUR));
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.told).toContain('Not read by this version: O#org_1#0 L#01KCC0000000000000000000010');
  expect(ran.told).toContain('Nothing was missing.');
});

it.each([
  [[], '--since must be an instant'],
  [['--since', 'yesterday'], '--since must be an instant'],
  [['--since', '2020-01-01T00:00:00Z'], '14 days ago at most'],
  [['--since', ago(HOUR), '--until', ago(2 * HOUR)], '--until must be after --since'],
])('refuses %j', async (args, says) => {
  const ran = await republish(...args);
  expect(ran.code).toBe(2);
  expect(ran.told).toContain(says);
});
