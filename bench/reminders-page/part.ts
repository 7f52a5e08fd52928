import * as z from 'zod/mini';
import type { OutboxMessage } from '../../local/aws/outbox/outbox.ts';
import { liveMonth } from '../../test/reminders/month/live.ts';
import { createRandom } from '../../test/reminders/month/random.ts';
import { storyOf } from '../../test/reminders/month/script.ts';
import { storedLinks } from '../../test/reminders/month/stored.ts';
import { type Figures, figuresOf, type Turn } from './figures.ts';

const DAY_MS = 86_400_000;
/** Clocks change in it in fifteen zones. */
const START = Date.UTC(2026, 2, 2);
/** Links begin in the first of them, live for 30 days at most, and are over in the last. */
const BEGIN_DAYS = 6;
export const DAYS = 38;

/** The links of every `of`-th organisation, `nth` of these parts; organisations have nothing in common. */
export const Share = z.object({
  seed: z.string(),
  /** The first link's number, and how many there are. */
  first: z.int(),
  links: z.int(),
  nth: z.int(),
  of: z.int(),
});
export type Share = z.infer<typeof Share>;

export interface Part {
  figures: Figures;
  outbox: readonly OutboxMessage[];
}

/** How far a part is: days gone, messages sent. */
export interface Progress {
  day: number;
  sent: number;
}

export function storiesOf({ seed, first, links, nth, of }: Share) {
  const random = createRandom(seed);
  return Array.from({ length: links }, (_, n) => storyOf(random, first + n, START, BEGIN_DAYS)).filter(
    ({ org }) => org % of === nth,
  );
}

/** A part of a month on the virtual clock, without faults, in this thread. */
export async function livePart(share: Share, progress: (now: Progress) => void): Promise<Part> {
  const turns: Turn[] = [];
  let shown = -1;
  const month = await liveMonth({
    seed: share.seed,
    start: START,
    end: START + DAYS * DAY_MS,
    isQuick: true,
    stories: storiesOf(share),
    begun: ({ record, clock }) =>
      record.onWrite(({ id, status }) => void turns.push({ link: id, status, at: clock.now() })),
    progress: (now, { record }) => {
      const day = Math.floor((now - START) / DAY_MS);
      if (day !== shown) progress({ day, sent: record.sent.length });
      shown = day;
    },
  });
  try {
    const stored = await storedLinks(month.world);
    const figures = figuresOf(month, stored, turns, { start: START, days: DAYS });
    return { figures, outbox: [...month.world.outbox.list()] };
  } finally {
    await month.world.close();
  }
}
