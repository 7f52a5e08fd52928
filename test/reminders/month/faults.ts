import type { Random } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From inclusive, to exclusive, epoch ms. */
export interface Span {
  from: number;
  to: number;
}

/** How a provider answers one call. `late`: after this long. */
export type Manner =
  | { kind: 'well'; takesMs: number }
  | { kind: 'late'; takesMs: number }
  | { kind: 'refused' }
  | { kind: 'broken' };

/** What goes wrong in a world, all of it by the seed. */
export interface Faults {
  /** No tick runs within these. */
  readonly outages: readonly Span[];
  ticksMissing(at: number): boolean;
  /** How often one tick runs. */
  ticks(at: number): number;
  /** What the clock of who works is ahead. */
  skewMs(...names: readonly (string | number)[]): number;
  isDown(provider: string, at: number): boolean;
  downtimes(provider: string): readonly Span[];
  manner(provider: string, at: number, ...names: readonly (string | number)[]): Manner;
  losesHint(...names: readonly (string | number)[]): boolean;
  kill(...names: readonly (string | number)[]): { call: number; death: 'before' | 'after' } | undefined;
  /** What becomes of one request to a channel. */
  channel(...names: readonly (string | number)[]): 'well' | 'throttled' | 'lost' | 'refused';
  /** The customer pays between check and send. */
  paysBetween(message: string): boolean;
}

const NO_SPANS: readonly Span[] = [];

/** Nothing goes wrong. */
export const calm: Faults = {
  outages: NO_SPANS,
  ticksMissing: () => false,
  ticks: () => 1,
  skewMs: () => 0,
  isDown: () => false,
  downtimes: () => NO_SPANS,
  manner: () => ({ kind: 'well', takesMs: 200 }),
  losesHint: () => false,
  kill: () => undefined,
  channel: () => 'well',
  paysBetween: () => false,
};

/** Faults of every kind in `days` days from `start` on. */
export function createFaults(random: Random, start: number, days: number): Faults {
  const spans = (name: string, times: number, lengths: readonly [number, ...number[]]) =>
    Array.from({ length: times }, (_, n) => {
      const from = start + random.between(2 * DAY, days * DAY, name, n);
      return { from, to: from + random.pick(lengths, name, n, 'length') };
    });
  const outages = [
    ...spans('ten minutes', Math.ceil(days / 2), [10 * MINUTE]),
    ...spans('ten hours', Math.ceil(days / 15), [10 * HOUR]),
  ];
  const down = new Map<string, Span[]>();
  const downtimes = (provider: string) => {
    const known = down.get(provider) ?? [
      ...spans(`${provider} down`, Math.ceil(days / 12), [30 * MINUTE, 2 * HOUR, 5 * HOUR]),
      ...(random.chance(0.4, provider, 'gone') ? spans(`${provider} gone`, 1, [55 * HOUR]) : []),
    ];
    down.set(provider, known);
    return known;
  };
  const isDown = (provider: string, at: number) => within(downtimes(provider), at);
  return {
    outages,
    ticksMissing: (at) => within(outages, at),
    ticks: (at) => random.pick([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3], 'tick', at),
    // At most five minutes apart from one another in either direction.
    skewMs: (...names) =>
      names[0] === 'tick' && random.chance(0.9, 'on time', ...names)
        ? 0
        : random.pick([0, 0, 0, 0, 0, 0, 40_000, -40_000, 150_000, -150_000], 'skew', ...names),
    isDown,
    downtimes,
    manner: (provider, at, ...names) => {
      if (isDown(provider, at))
        return random.pick<Manner>(
          [{ kind: 'refused' }, { kind: 'broken' }, { kind: 'late', takesMs: 60_000 }],
          'down',
          ...names,
        );
      return random.chance(0.02, 'late', ...names)
        ? { kind: 'late', takesMs: random.between(5_500, 30_000, 'late by', ...names) }
        : { kind: 'well', takesMs: random.between(80, 900, 'takes', ...names) };
    },
    losesHint: (...names) => random.chance(0.25, 'hint', ...names),
    kill: (...names) =>
      random.chance(0.06, 'kill', ...names)
        ? {
            call: random.between(1, 18, 'killed at', ...names),
            death: random.pick(['before', 'after'], 'death', ...names),
          }
        : undefined,
    channel: (...names) => {
      const share = random.share('channel', ...names);
      if (share < 0.03) return 'throttled';
      return share < 0.05 ? 'lost' : share < 0.06 ? 'refused' : 'well';
    },
    paysBetween: (message) => random.chance(0.04, 'pays between', message),
  };
}

function within(spans: readonly Span[], at: number): boolean {
  return spans.some(({ from, to }) => at >= from && at < to);
}
