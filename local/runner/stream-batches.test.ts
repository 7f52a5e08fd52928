import { expect, test } from 'vitest';
import { type BatchResult, runBatch } from './stream-batches.ts';
import type { StreamRecord } from './table-stream.ts';

const records = (...numbers: string[]): StreamRecord[] =>
  numbers.map((SequenceNumber) => ({
    eventID: SequenceNumber,
    eventName: 'INSERT',
    dynamodb: { SequenceNumber },
  }));

/** Runs a batch against a function that answers by the sequence numbers it is given. */
async function run(
  batch: StreamRecord[],
  rules: { bisect: boolean; maxAttempts: number },
  answer: (numbers: string[]) => BatchResult,
) {
  const invoked: string[] = [];
  const settled: string[] = [];
  const given: string[] = [];
  const numbersOf = (some: StreamRecord[]) => some.map(({ dynamodb }) => dynamodb.SequenceNumber);
  await runBatch(batch, {
    ...rules,
    invoke: async (some) => {
      invoked.push(numbersOf(some).join(''));
      return answer(numbersOf(some));
    },
    settled: ({ dynamodb }) => void settled.push(dynamodb.SequenceNumber),
    giveUp: async (some, attempts) => void given.push(`${numbersOf(some).join('')} after ${attempts}`),
    wait: async () => {},
  });
  return { invoked, settled, given };
}

test('halving a failing batch leaves the one bad record alone with all its tries, and the rest done in order', async () => {
  const bad = (numbers: string[]): BatchResult =>
    numbers.includes('3') ? { done: false, from: 0 } : { done: true };
  const { invoked, settled, given } = await run(
    records('1', '2', '3', '4'),
    { bisect: true, maxAttempts: 3 },
    bad,
  );
  expect(invoked).toEqual(['1234', '12', '34', '3', '3', '3', '4']);
  expect(given).toEqual(['3 after 3']);
  expect(settled).toEqual(['2', '3', '4']);
});

test('a named failure settles what comes before it and goes on from there', async () => {
  let failures = 2;
  const { invoked, settled } = await run(
    records('1', '2', '3'),
    { bisect: false, maxAttempts: -1 },
    (numbers) => {
      const at = numbers.indexOf('2');
      return at >= 0 && failures-- > 0 ? { done: false, from: at } : { done: true };
    },
  );
  expect(invoked).toEqual(['123', '23', '23']);
  expect(settled).toEqual(['1', '3']);
});
