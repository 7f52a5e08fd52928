import type { Link } from '../../../lib/links/model/link.ts';
import { DAY } from '../../support/wall-clock.ts';
import { createFaults, type Faults } from '../month/faults.ts';
import { liveMonth, type MonthOptions } from '../month/live.ts';
import type { Life } from '../month/lives.ts';
import { createRandom } from '../month/random.ts';
import type { Sent } from '../month/record.ts';
import { type Story, storyOf } from '../month/script.ts';
import { storedLinks } from '../month/stored.ts';
import type { World } from '../month/world.ts';
import { judgeLinks } from './judge-links.ts';
import { judgeMessages } from './judge-messages.ts';
import { createVerdict } from './verdict.ts';

/** Clocks change in these 60 days in fifteen of the twenty zones. */
const SPRING = Date.UTC(2026, 2, 2);
const DAYS = 60;
/** Links begin in the first 28 days and live 30; then what was left open by the last faults is settled. */
const TO_SETTLE = 5;

export interface ModelRun {
  seed: string;
  links: number;
  start?: number;
  days?: number;
  faults?: Faults;
  stories?: readonly Story[];
  progress?: MonthOptions['progress'];
}

export interface ModelResult {
  faults: readonly string[];
  counts: ReadonlyMap<string, number>;
  /** From the check's last answer to the send, of each reminder. */
  gaps: NonNullable<Sent['gap']>[];
  links: number;
}

/** A month that was lived through, with what is stored of it. */
export interface Lived {
  world: World;
  lives: readonly Life[];
  stored: readonly Link[];
}

/** Lives through it, and holds all of it against the model. */
export async function runModel(options: ModelRun): Promise<ModelResult> {
  const lived = await live(options);
  try {
    return judge(lived);
  } finally {
    await lived.world.close();
  }
}

/** Lives through it. Whoever calls closes the world. */
export async function live(options: ModelRun): Promise<Lived> {
  const { seed, links, start = SPRING, days = DAYS, progress } = options;
  const random = createRandom(seed);
  const faults = options.faults ?? createFaults(random, start, days);
  const stories = options.stories ?? Array.from({ length: links }, (_, nth) => storyOf(random, nth, start));
  const { world, lives } = await liveMonth({
    seed,
    stories,
    start,
    end: start + (days + TO_SETTLE) * DAY,
    faults,
    ...(progress ? { progress } : {}),
  });
  return { world, lives, stored: await storedLinks(world) };
}

/** Holds all that has happened against the model. */
export function judge({ world, lives, stored }: Lived): ModelResult {
  const verdict = createVerdict();
  judgeMessages(world, lives, verdict);
  judgeLinks(world, lives, stored, verdict);
  const gaps = world.record.sent.flatMap(({ gap, message }) =>
    gap && world.record.claims.get(message)?.kind === 'reminder' ? [gap] : [],
  );
  return {
    faults: verdict.faults,
    counts: new Map([...verdict.counts, ...world.record.counts]),
    gaps,
    links: stored.length,
  };
}
