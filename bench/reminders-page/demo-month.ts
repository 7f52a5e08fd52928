import type { OutboxMessage } from '../../local/aws/outbox/outbox.ts';
import { liveMonth } from '../../test/reminders/month/live.ts';
import { createRandom } from '../../test/reminders/month/random.ts';
import { storyOf } from '../../test/reminders/month/script.ts';
import { storedLinks } from '../../test/reminders/month/stored.ts';
import type { World } from '../../test/reminders/month/world.ts';
import { type Figures, figuresOf, type Turn } from './figures.ts';
import { pageOf } from './page.ts';

const DAY_MS = 86_400_000;
/** Clocks change in it in fifteen zones. */
const START = Date.UTC(2026, 2, 2);
/** Links begin in the first of them, live for 30 days at most, and are over in the last. */
const BEGIN_DAYS = 6;
const DAYS = 38;

export interface DemoMonth {
  figures: Figures;
  html: string;
  outbox: readonly OutboxMessage[];
}

/** A month of links on the virtual clock, without faults, and the page that draws it. */
export async function demoMonth({
  links,
  seed,
  progress,
}: {
  links: number;
  seed: string;
  /** Days gone and what has happened. */
  progress?(day: number, of: number, world: World): void;
}): Promise<DemoMonth> {
  const random = createRandom(seed);
  const turns: Turn[] = [];
  let shown = -1;
  const month = await liveMonth({
    seed,
    start: START,
    end: START + DAYS * DAY_MS,
    stories: Array.from({ length: links }, (_, nth) => storyOf(random, nth, START, BEGIN_DAYS)),
    begun: ({ record, clock }) =>
      record.onWrite(({ id, status }) => void turns.push({ link: id, status, at: clock.now() })),
    progress: (now, world) => {
      const day = Math.floor((now - START) / DAY_MS);
      if (day !== shown) progress?.(day, DAYS, world);
      shown = day;
    },
  });
  try {
    const stored = await storedLinks(month.world);
    const figures = figuresOf(month, stored, turns, { start: START, days: DAYS });
    return { figures, html: pageOf(figures), outbox: [...month.world.outbox.list()] };
  } finally {
    await month.world.close();
  }
}
