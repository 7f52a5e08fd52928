import type { Link } from '../../lib/links/model/link.ts';
import { dateAt, zonesOf } from '../../test/reminders/model/hours.ts';
import type { Month } from '../../test/reminders/month/live.ts';
import { wallAt } from '../../test/support/wall-clock.ts';

const DAY_MS = 86_400_000;

/** In the order in which they lie on one another. */
export const STATES = [
  'paid',
  'partially_paid',
  'processing',
  'active',
  'expired',
  'cancelled',
  'failed',
] as const;
export type State = (typeof STATES)[number];

export interface Dot {
  /** Days since the month began, by the zone's own calendar. */
  day: number;
  /** Hours since its midnight. */
  hour: number;
  kind: 'first' | 'reminder';
}

export interface Figures {
  links: number;
  start: number;
  days: number;
  zones: readonly { zone: string; dots: readonly Dot[] }[];
  /** Links by state at the end of each day. */
  states: readonly Readonly<Record<State, number>>[];
  /** Messages by channel and kind. */
  sent: Readonly<Record<'sms' | 'email', Readonly<Record<Dot['kind'], number>>>>;
  /** Steps that ended, by state and reason, most first. */
  steps: readonly { end: string; count: number }[];
}

/** What a status was from when on. */
export interface Turn {
  link: string;
  at: number;
  status: string;
}

export function figuresOf(
  { world, lives }: Month,
  stored: readonly Link[],
  turns: readonly Turn[],
  { start, days }: { start: number; days: number },
): Figures {
  const people = new Map(lives.flatMap(({ ids, story }) => ids.map((id) => [id, story.person] as const)));
  const zones = new Map<string, Dot[]>();
  const sent = { sms: { first: 0, reminder: 0 }, email: { first: 0, reminder: 0 } };
  for (const { link, channel, message, at, taken } of world.record.sent) {
    if (!taken) continue;
    const kind = world.record.claims.get(message)?.kind === 'reminder' ? 'reminder' : 'first';
    sent[channel][kind] += 1;
    const [zone = 'UTC'] = zonesOf(people.get(link) ?? {});
    const wall = wallAt(at, zone);
    const day = (Date.parse(dateAt(at, zone)) - Math.floor(start / DAY_MS) * DAY_MS) / DAY_MS;
    zones.set(zone, [...(zones.get(zone) ?? []), { day, hour: (wall % DAY_MS) / 3_600_000, kind }]);
  }
  const steps = new Map<string, number>();
  for (const { reminders } of stored)
    for (const { state, reason } of reminders?.done ?? []) {
      const end = reason === undefined ? state : `${state}: ${reason}`;
      steps.set(end, (steps.get(end) ?? 0) + 1);
    }
  return {
    links: stored.length,
    start,
    days,
    zones: zonesOfMap(zones),
    states: statesByDay(turns, start, days),
    sent,
    steps: stepsOfMap(steps),
  };
}

/** Of parts that have no link in common, of the same days. */
export function joined(parts: readonly Figures[]): Figures {
  const [first] = parts;
  if (!first) throw new Error('there is nothing to join');
  const zones = new Map<string, Dot[]>();
  const steps = new Map<string, number>();
  for (const part of parts) {
    for (const { zone, dots } of part.zones) zones.set(zone, [...(zones.get(zone) ?? []), ...dots]);
    for (const { end, count } of part.steps) steps.set(end, (steps.get(end) ?? 0) + count);
  }
  const total = (of: (part: Figures) => number) => parts.reduce((all, part) => all + of(part), 0);
  const sent = (channel: 'sms' | 'email') => ({
    first: total((part) => part.sent[channel].first),
    reminder: total((part) => part.sent[channel].reminder),
  });
  return {
    links: total(({ links }) => links),
    start: first.start,
    days: first.days,
    zones: zonesOfMap(zones),
    states: first.states.map((_, day) =>
      countsOf((state) => total((part) => part.states[day]?.[state] ?? 0)),
    ),
    sent: { sms: sent('sms'), email: sent('email') },
    steps: stepsOfMap(steps),
  };
}

function countsOf(count: (state: State) => number): Record<State, number> {
  return {
    paid: count('paid'),
    partially_paid: count('partially_paid'),
    processing: count('processing'),
    active: count('active'),
    expired: count('expired'),
    cancelled: count('cancelled'),
    failed: count('failed'),
  };
}

function zonesOfMap(zones: ReadonlyMap<string, readonly Dot[]>): Figures['zones'] {
  return [...zones].map(([zone, dots]) => ({ zone, dots })).sort((a, b) => (a.zone < b.zone ? -1 : 1));
}

function stepsOfMap(steps: ReadonlyMap<string, number>): Figures['steps'] {
  return [...steps].map(([end, count]) => ({ end, count })).sort((a, b) => b.count - a.count);
}

function statesByDay(turns: readonly Turn[], start: number, days: number): Record<State, number>[] {
  const now = new Map<string, string>();
  const sorted = turns.toSorted((a, b) => a.at - b.at);
  let next = 0;
  return Array.from({ length: days + 1 }, (_, day) => {
    for (let turn = sorted[next]; turn && turn.at <= start + day * DAY_MS; turn = sorted[next]) {
      now.set(turn.link, turn.status);
      next += 1;
    }
    return countsOf((state) => [...now.values()].filter((status) => status === state).length);
  });
}
