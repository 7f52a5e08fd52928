import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inTurn } from '../../lib/in-turn.ts';
import { batchEventKey, eventKey, linkKey } from '../../lib/table/keys.ts';
import { eventOfRecord } from '../../lib/webhooks/event-record.ts';
import type { Delivery } from '../../lib/webhooks/model/delivery.ts';
import { claimed, MOST_TRIES, nextTry, passedOver } from '../../lib/webhooks/model/tries.ts';
import { retryAfterMs } from '../../lib/webhooks/retry-after.ts';

const NOW = Date.UTC(2026, 10, 20, 9, 30);
const event = { id: 'X.2.0', type: 'link.paid', at: NOW, version: 2, data: { status: 'paid', amount: 1 } };

/** A record as the stream gives it: through JSON. */
const recordOf = (key: object, image: object, old?: object) =>
  JSON.parse(
    JSON.stringify({
      dynamodb: {
        Keys: marshall({ ...key }),
        NewImage: marshall({ ...key, ...image }),
        ...(old ? { OldImage: marshall({ ...key, ...old }) } : {}),
      },
    }),
  );

it('events of links and of batches are told, once they are put', () => {
  const ofLink = { ...event, linkId: 'L1', reference: 'INV-1', by: 'key:K1', requestId: 'R1' };
  const { by: _, requestId: __, ...told } = ofLink;
  expect(eventOfRecord(recordOf(eventKey('ORG1', 'L1', 2, 0), ofLink))).toEqual({ org: 'ORG1', event: told });
  const ofBatch = { ...event, batchId: 'B1', type: 'batch.completed', by: 'timer' };
  expect(eventOfRecord(recordOf(batchEventKey('ORG1', 'B1', 2, 0), ofBatch))?.event).toMatchObject({
    batchId: 'B1',
    type: 'batch.completed',
  });
  expect(eventOfRecord(recordOf(eventKey('ORG1', 'L1', 2, 0), ofLink, ofLink))).toBeUndefined();
  expect(eventOfRecord(recordOf(linkKey('ORG1', 'L10'), ofLink))).toBeUndefined();
  expect(eventOfRecord({ dynamodb: {} })).toBeUndefined();
});

it.each([
  ['120', 120_000],
  [' 5 ', 5_000],
  ['0', 0],
  ['Fri, 20 Nov 2026 09:31:00 GMT', 60_000],
  ['Fri, 20 Nov 2026 09:29:00 GMT', 0],
  ['-5', 0],
  ['1e9', 0],
  ['soon', 0],
  ['2026-11-20', 0],
  ['', 0],
])('Retry-After: %j', (retryAfter, expected) => {
  expect(retryAfterMs({ status: 503, retryAfter }, NOW)).toBe(expected);
});

it('the tries of an outage, each a tenth more or less, last about three days', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
      let at = NOW;
      let tries = 1;
      for (let step = 1; ; step++, tries++) {
        const next = nextTry({ step }, at, chance);
        if (!next?.nextAt) break;
        expect(next.nextAt).toBeGreaterThan(at);
        at = next.nextAt;
      }
      expect(tries).toBe(MOST_TRIES);
      expect((at - NOW) / 3_600_000).toBeGreaterThan(68);
      expect((at - NOW) / 3_600_000).toBeLessThan(84);
    }),
  );
});

it('a wish is heeded up to a day, and never shortens a distance', () => {
  expect(nextTry({ step: 1 }, NOW, 0.5, 60_000)?.nextAt).toBe(NOW + 60_000);
  expect(nextTry({ step: 1 }, NOW, 0.5, 9e9)?.nextAt).toBe(NOW + 86_400_000);
  expect(nextTry({ step: 5 }, NOW, 0.5, 1_000)?.nextAt).toBe(NOW + 5 * 3_600_000);
});

it('whatever pauses there are, a delivery comes to its last step, and that one is tried', () => {
  const fresh: Delivery = {
    org: 'O',
    endpoint: 'E',
    id: 'D',
    event,
    state: 'pending',
    tries: 0,
    step: 0,
    attempts: [],
    createdAt: NOW,
    version: 1,
    writer: 'w',
  };
  fc.assert(
    fc.property(fc.infiniteStream(fc.boolean()), (closed) => {
      let delivery = fresh;
      let writes = 0;
      for (const isClosed of closed) {
        writes += 1;
        const over = isClosed ? passedOver(delivery, NOW, NOW + 300_000, 0.5) : undefined;
        if (over) {
          const { waited: _, ...rest } = delivery;
          delivery = { ...rest, ...over };
          continue;
        }
        const { waited: _, ...rest } = delivery;
        delivery = { ...rest, ...claimed(delivery, NOW) };
        if (!nextTry(delivery, NOW, 0.5)) break;
      }
      expect(delivery.step).toBe(MOST_TRIES);
      expect(delivery.tries).toBeGreaterThanOrEqual(1);
      expect(delivery.tries).toBeLessThanOrEqual(MOST_TRIES);
      expect(writes).toBeLessThanOrEqual(2 * MOST_TRIES);
    }),
  );
});

it('so many of one name at a time, and the others go on', async () => {
  const turn = inTurn(3);
  let under = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setTimeout(resolve, 5));
    under -= 1;
  };
  const failing = turn('a', () => Promise.reject(new Error('no'))).catch(() => 'failed');
  await Promise.all(Array.from({ length: 20 }, () => turn('a', work)));
  expect([most, under, await failing]).toEqual([3, 0, 'failed']);
  let other = false;
  const stuck = turn('b', () => new Promise<void>((resolve) => setTimeout(resolve, 50)));
  await turn('c', async () => {
    other = true;
  });
  expect(other).toBe(true);
  await stuck;
});
