import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { OutboxMessage } from '../../local/aws/outbox/outbox.ts';
import { type Figures, joined } from './figures.ts';
import { pageOf } from './page.ts';
import { DAYS, livePart, type Part, type Progress, type Share, storiesOf } from './part.ts';

export interface DemoMonth {
  figures: Figures;
  html: string;
  outbox: readonly OutboxMessage[];
}

export interface DemoOptions {
  links: number;
  seed: string;
  /** The number of the first link; by it and the seed it has its story. */
  first?: number;
  /** How many live at a time; no more than organisations. */
  threads?: number;
  progress?(now: Progress & { of: number }): void;
}

/** A month of links on the virtual clock, without faults, and the page that draws it. */
export async function demoMonth(options: DemoOptions): Promise<DemoMonth> {
  const { links, seed, first = 0, threads = availableParallelism() } = options;
  const whole = { seed, first, links, nth: 0, of: 1 };
  const organisations = new Set(storiesOf(whole).map(({ org }) => org)).size;
  const of = Math.max(1, Math.min(threads, organisations));
  const known = new Map<number, Progress>();
  const parts = await Promise.all(
    Array.from({ length: of }, (_, nth) =>
      (of === 1 ? livePart : inThread)({ ...whole, nth, of }, (progress) => {
        known.set(nth, progress);
        const all = [...known.values()];
        if (all.length < of) return;
        const sent = all.reduce((sum, one) => sum + one.sent, 0);
        options.progress?.({ day: Math.min(...all.map(({ day }) => day)), of: DAYS, sent });
      }),
    ),
  );
  const figures = joined(parts.map((part) => part.figures));
  return { figures, html: pageOf(figures), outbox: parts.flatMap(({ outbox }) => outbox) };
}

type Told = { progress: Progress } | { part: Part };

function inThread(share: Share, progress: (now: Progress) => void): Promise<Part> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./part-worker.ts', import.meta.url), { workerData: share });
    worker.on('message', (told: Told) => {
      if ('part' in told) resolve(told.part);
      else progress(told.progress);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a part of the month ended with ${code}`)));
  });
}
