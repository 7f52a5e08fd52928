import { expect, it } from 'vitest';
import { countsOf, EVERY_CASE, windowOf } from './model/report.ts';
import { runModel } from './model/run-model.ts';

/** `SEED=… LINKS=…` runs one again; fewer links do not have every case. */
const SEED = process.env.SEED ?? '1';
const LINKS = Number(process.env.LINKS ?? 500);

it(`${LINKS} links over 60 days are as an independent model says, whatever goes wrong`, async () => {
  const result = await runModel({ seed: SEED, links: LINKS });
  process.stdout.write(`\nSeed ${SEED}, ${result.links} links\n${countsOf(result)}\n${windowOf(result)}\n`);
  const missing = LINKS < 500 ? [] : EVERY_CASE.filter((name) => !result.counts.has(name));
  expect(result.faults, `run again with SEED=${SEED}`).toEqual([]);
  expect(missing, 'cases that never came').toEqual([]);
}, 900_000);
