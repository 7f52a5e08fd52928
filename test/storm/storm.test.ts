import { expect, it } from 'vitest';
import { describeStorm, HEADING, storm } from './storm.ts';

it('a tick storm is bounded: 600 links due in one minute at 4 calls a second', {
  timeout: 180_000,
}, async () => {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const options = { links: 600, others: 20, callsPerSecond: 4, environments: 20, say };
  const result = await storm(options);
  process.stdout.write(`\n${[HEADING, ...lines, describeStorm(options, result)].join('\n')}\n\n`);

  expect(result.unchecked, 'no link starves').toBe(0);
  expect([result.calls, result.otherCalls], 'each is asked for once').toEqual([600, 20]);
  expect(result.mostInOneSecond).toBeLessThanOrEqual(4);
  expect(result.drainedAfterMinutes).toBeLessThan(25);
  expect(result.othersAfterMinutes, 'another organisation’s links go on').toBeLessThan(3);
  expect(result.longestQueue).toBeLessThanOrEqual(16_000);
  expect(result.unitsPerLink).toBeLessThan(10);
});
