import { expect, it } from 'vitest';
import { DAY } from '../support/wall-clock.ts';
import { storiesOfChanges } from './model/changes.ts';
import { countsOf } from './model/report.ts';
import { runModel } from './model/run-model.ts';
import { calm } from './month/faults.ts';
import { createRandom } from './month/random.ts';

const SEED = process.env.SEED ?? '1';

it('steps around each change of a clock from 2025 to 2030, and a day that is skipped, go at their wall time', async () => {
  const stories = storiesOfChanges(createRandom(SEED)).sort((a, b) => a.createdAt - b.createdAt);
  const start = (stories[0]?.createdAt ?? 0) - DAY;
  const days = ((stories.at(-1)?.createdAt ?? 0) - start) / DAY + 22;
  const result = await runModel({ seed: SEED, links: stories.length, stories, start, days, faults: calm });
  const howe = stories.filter(({ person }) => person.timezone === 'Australia/Lord_Howe').length;
  process.stdout.write(`\n${stories.length} links, ${howe} of Lord Howe\n${countsOf(result)}\n`);
  expect(result.faults, `run again with SEED=${SEED}`).toEqual([]);
  expect(result.counts.get('step sent')).toBeGreaterThan(2 * stories.length);
}, 300_000);
