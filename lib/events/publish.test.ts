import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { handler } from '../../functions/events/publish.ts';
import { startTable } from '../../test/support/start-table.ts';
import type { Link } from '../links/model/link.ts';
import { aLink } from '../messages/link-fixture.ts';
import { listEvents } from '../table/events.ts';
import { linkKey } from '../table/keys.ts';

const { table, url, close } = await startTable();
vi.stubEnv('TABLE_NAME', table.name);
vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', url);
vi.stubEnv('AWS_REGION', 'eu-west-2');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');

afterAll(async () => {
  vi.unstubAllEnvs();
  await close();
});

let link: Link;
let sequence = 0;
beforeEach(() => {
  link = aLink({ id: `01KCC000000000000000000${String(++sequence).padStart(3, '0')}0`, version: 2 });
});

/** A record as the stream gives it: through JSON. */
function recordOf(before: Link | undefined, after: Link): DynamoDBRecord {
  const image = (value: Link) =>
    marshall({ ...linkKey(value.org, value.id), ...value, due_key: 'D#01', due_at: 7 });
  return JSON.parse(
    JSON.stringify({
      eventName: before ? 'MODIFY' : 'INSERT',
      dynamodb: {
        Keys: marshall({ ...linkKey(after.org, after.id) }),
        NewImage: image(after),
        ...(before ? { OldImage: image(before) } : {}),
        SequenceNumber: `${1000 + after.version}`,
      },
    }),
  );
}
const publish = (...Records: DynamoDBRecord[]) => handler({ Records } satisfies DynamoDBStreamEvent);
const told = async () =>
  (await listEvents(table, link.org, link.id)).events.map(({ id, type }) => `${id} ${type}`);

it('keeps the events of each change once, however often it is told', async () => {
  const creating: Link = { ...link, version: 1, stage: 'creating', status: 'creating' };
  const paid: Link = { ...link, version: 3, status: 'paid', facts: { paidAt: 5, flags: { overpaid: 5 } } };
  const records = [recordOf(undefined, creating), recordOf(creating, link), recordOf(link, paid)];
  expect(await publish(...records)).toEqual({ batchItemFailures: [] });
  await publish(...records);
  expect(await told()).toEqual([
    `${link.id}.1.0 link.creating`,
    `${link.id}.2.0 link.created`,
    `${link.id}.3.0 link.paid`,
    `${link.id}.3.1 link.exception`,
  ]);
});

it('passes over a timer that was moved on an item that nobody can read', async () => {
  const record = recordOf(link, link);
  const unreadable = { ...record.dynamodb?.NewImage, amount: { S: 'much' } };
  const Images = { OldImage: unreadable, NewImage: { ...unreadable, due_at: { N: '8' } } };
  expect(await publish({ ...record, dynamodb: { ...record.dynamodb, ...Images } })).toEqual({
    batchItemFailures: [],
  });
  expect(await told()).toEqual([]);
  const written = { ...Images, NewImage: { ...unreadable, version: { N: '3' } } };
  const failed = await publish({ ...record, dynamodb: { ...record.dynamodb, ...written } });
  expect(failed.batchItemFailures).toHaveLength(1);
});

it('pages through them', async () => {
  const versions = [3, 4, 5, 6, 7].map(
    (version): Link => ({ ...link, version, metadata: { n: String(version) } }),
  );
  await publish(...versions.map((after, index) => recordOf(versions[index - 1] ?? link, after)));
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listEvents(table, link.org, link.id, { limit: 2, ...(after ? { after } : {}) });
    expect(page.events.length).toBeLessThanOrEqual(2);
    seen.push(...page.events.map(({ id }) => id));
    after = page.next;
  } while (after);
  expect(seen).toEqual([3, 4, 5, 6, 7].map((version) => `${link.id}.${version}.0`));
  const foreign = await listEvents(table, link.org, link.id, { after: 'other.1.0' });
  expect(foreign.events).toHaveLength(5);
});

it('ignores whatever is no link, and what is removed', async () => {
  const other = recordOf(undefined, link);
  const Keys = marshall({ pk: 'O#ORG1', sk: 'C#felloh-main' });
  const removed = recordOf(link, link);
  delete removed.dynamodb?.NewImage;
  const { batchItemFailures } = await publish(
    JSON.parse(JSON.stringify({ ...other, dynamodb: { ...other.dynamodb, Keys } })),
    removed,
    {},
  );
  expect(batchItemFailures).toEqual([]);
  expect(await told()).toEqual([]);
});

it('goes on from the first record that it cannot read, and keeps the others', async () => {
  const cancelled: Link = { ...link, version: 3, stage: 'cancelled', status: 'cancelled' };
  const broken = recordOf(link, { ...link, version: 4 });
  delete broken.dynamodb?.NewImage?.code;
  const alsoBroken = recordOf(link, { ...link, version: 5 });
  delete alsoBroken.dynamodb?.NewImage?.org;
  expect(await publish(recordOf(link, cancelled), broken, alsoBroken)).toEqual({
    batchItemFailures: [{ itemIdentifier: '1004' }],
  });
  expect(await told()).toEqual([`${link.id}.3.0 link.cancelled`]);
});
