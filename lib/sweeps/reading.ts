import { getSweep, getSweptPage, putSweptPage } from '../table/sweeps.ts';
import type { SweepDeps } from './deps.ts';
import type { Sweep, SweepRun } from './model/sweep.ts';
import type { SweptLink } from './model/swept-link.ts';
import { type SweepDraft, saveSweep } from './save.ts';

/** A worker has gone on or died within this time: its function lives for 60 s. */
const LEASE_MS = 65_000;

/** Nothing more is begun after this; a call may take 15 s. */
const WORK_MS = 25_000;

/** What has lain for longer is read anew, and so is what was not gone on with at the first try: pages may have shifted. */
const TOO_OLD_MS = 5 * 60_000;

/** So many links fit into one item, whatever they say. */
const PER_ITEM = 3_000;

/** A reading that this worker has claimed, and what it holds of it. */
export interface Reading {
  /** As last saved. */
  sweep: Sweep;
  run: SweepRun;
  /** Of all pages so far. */
  links: SweptLink[];
  /** Those of them that would be lost with the worker. */
  unkept: SweptLink[];
  keptAt: number;
  /** Epoch ms after which nothing more is begun. */
  until: number;
}

/** Why a reading did not come to its end here: the time is over, or another worker took this one for dead. */
export type Stopped = 'later' | 'overtaken';

/** Takes the sweep for this worker, with what an earlier one has kept. `undefined`: somebody else was faster. */
export async function claimReading(
  deps: SweepDeps,
  due: Sweep,
  failures: number,
): Promise<Reading | undefined> {
  const now = deps.clock.now();
  const goesOn = due.run && failures < 2 && now - due.run.until < TOO_OLD_MS;
  const { rests: _, ...former } = goesOn && due.run ? due.run : newRun(now);
  const run = { ...former, until: now + LEASE_MS };
  const sweep = await saveSweep(deps, due, { ...due, run, ...(failures ? { failures } : {}) });
  if (!sweep) return undefined;
  const links = await keptLinks(deps, sweep, run);
  return {
    sweep,
    run: links ? run : { ...newRun(now), until: run.until },
    links: links ?? [],
    unkept: [],
    keptAt: now,
    until: now + WORK_MS,
  };
}

/** Keeps what was read, so that another worker could go on; `rests`: so that one does. */
export async function keepReading(
  deps: SweepDeps,
  reading: Reading,
  { rests = false }: { rests?: boolean } = {},
): Promise<boolean> {
  const { sweep, unkept } = reading;
  const now = deps.clock.now();
  let { kept } = reading.run;
  for (let from = 0; from < unkept.length; from += PER_ITEM) {
    await putSweptPage(deps.table, sweep, reading.run.startedAt, kept, unkept.slice(from, from + PER_ITEM));
    kept += 1;
  }
  const run: SweepRun = {
    ...reading.run,
    kept,
    ...(rests ? { rests, until: now } : { until: now + LEASE_MS }),
  };
  const saved = await saveReading(deps, reading, ({ failures, ...current }) => ({
    ...current,
    run,
    // A worker whose time is over has not failed.
    ...(rests || !failures ? {} : { failures }),
  }));
  if (!saved) return false;
  Object.assign(reading, { run, unkept: [], keptAt: now });
  return true;
}

/** How often a save is tried again on a sweep for which others ask meanwhile. */
const TRIES = 5;

/** Saves what this worker made of the sweep. `undefined`: another worker has taken it over, nothing was written. */
export async function saveReading(
  deps: SweepDeps,
  reading: Reading,
  change: (sweep: Sweep) => SweepDraft,
): Promise<Sweep | undefined> {
  const lease = reading.sweep.run?.until;
  let current: Sweep | undefined = reading.sweep;
  for (let attempt = 0; attempt < TRIES && current?.run?.until === lease; attempt++) {
    if (!current) return undefined;
    const saved = await saveSweep(deps, current, change(current));
    if (saved) {
      reading.sweep = saved;
      return saved;
    }
    current = await getSweep(deps.table, current.org, current.connection);
  }
  return undefined;
}

function newRun(now: number): SweepRun {
  return { startedAt: now, until: now, pages: 0, kept: 0 };
}

/** `undefined`: some of it is gone. */
async function keptLinks(deps: SweepDeps, sweep: Sweep, { startedAt, kept }: SweepRun) {
  const links: SweptLink[] = [];
  for (let page = 0; page < kept; page++) {
    const found = await getSweptPage(deps.table, sweep, startedAt, page);
    if (!found) return undefined;
    links.push(...found);
  }
  return links;
}
