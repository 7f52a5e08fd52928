import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { startTable } from '../../test/support/start-table.ts';
import { fromItem, toItem } from './items.ts';
import { recipientKey } from './keys.ts';
import { reserveSlot } from './recipients.ts';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const DAY = 86_400_000;
const { table, close } = await startTable();
afterAll(close);

let hash = '';
beforeEach(() => {
  hash = `hash-${Math.random()}`;
});
const reserve = (id: string, now = NOW) => reserveSlot(table, 'ORG1', hash, { id, channel: 'sms' }, now);
const key = () => toItem({ ...recipientKey('ORG1', hash) });
async function stored() {
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key: key() }));
  return Item && fromItem(Item);
}

it('keeps the slots of a week, and itself for a day more', async () => {
  expect(await reserve('M1', NOW - 8 * DAY)).toBe('reserved');
  expect(await reserve('M2', NOW - 6 * DAY)).toBe('reserved');
  expect(await reserve('M3')).toBe('reserved');
  expect(await stored()).toMatchObject({
    slots: [
      { id: 'M2', at: NOW - 6 * DAY },
      { id: 'M3', at: NOW },
    ],
    ttl: (NOW + 8 * DAY) / 1000,
    version: 3,
  });
});

it('gives a message one slot, however often it asks', async () => {
  await reserve('M1');
  expect(await reserve('M1', NOW + 1)).toBe('reserved');
  expect(await stored()).toMatchObject({ slots: [{ id: 'M1', at: NOW }], version: 1 });
});

it('counts a reminder that was put off on the day on which it is taken up again', async () => {
  const oneADay = (id: string, now: number) => {
    const allows = (earlier: readonly number[]) => earlier.every((at) => now - at > DAY / 2);
    return reserveSlot(table, 'ORG1', hash, { id, channel: 'sms', reminder: { allows } }, now);
  };
  expect(await oneADay('A', NOW)).toBe('reserved');
  expect(await oneADay('A', NOW + 1)).toBe('reserved');
  expect(await oneADay('A', NOW + DAY)).toBe('reserved');
  expect(await stored()).toMatchObject({ slots: [{ id: 'A', at: NOW + DAY, reminder: true }], version: 2 });
  expect(await oneADay('B', NOW + DAY)).toBe('capped');
  expect(await oneADay('B', NOW + 2 * DAY)).toBe('reserved');
  expect(await oneADay('A', NOW + 2 * DAY + 1)).toBe('capped');
});

it('loses no slot to another that comes at the same time', async () => {
  await Promise.all(['A', 'B', 'C', 'D'].map((id) => reserve(id)));
  const { slots } = (await stored()) as { slots: { id: string }[] };
  expect(slots.map(({ id }) => id).sort()).toEqual(['A', 'B', 'C', 'D']);
});

it('knows its own write whose answer was lost', async () => {
  let puts = 0;
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      const first = context.commandName === 'PutItemCommand' && ++puts === 1;
      const answer = await next(args);
      if (first) throw Object.assign(new Error('lost'), { name: 'TimeoutError', $retryable: {} });
      return answer;
    },
    { step: 'finalizeRequest', name: 'loseFirst', priority: 'low' },
  );
  expect(await reserve('M1')).toBe('reserved');
  table.client.middlewareStack.remove('loseFirst');
  expect(puts).toBe(2);
  expect(await stored()).toMatchObject({ slots: [{ id: 'M1' }], version: 1 });
});

it('reserves nothing on a channel that is suppressed, and keeps what suppresses it', async () => {
  const suppressed = { email: { bounce: { at: NOW } } };
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: { ...key(), ...toItem({ suppressed, slots: [], version: 1, writer: 'w' }) },
    }),
  );
  expect(await reserveSlot(table, 'ORG1', hash, { id: 'M1', channel: 'email' }, NOW)).toBe('suppressed');
  expect(await reserve('M2')).toBe('reserved');
  const item = await stored();
  expect(item).toMatchObject({ suppressed, slots: [{ id: 'M2' }] });
  expect(item).not.toHaveProperty('ttl');
});
