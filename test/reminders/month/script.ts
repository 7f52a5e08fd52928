import type { Anchor, Plan, PlanStep, RemindersChoice } from '../../../lib/links/model/plan.ts';
import { type Person, person } from './people.ts';
import type { Random } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What somebody does about a link, at an instant of world time. */
export type Act = { at: number } & (
  | { kind: 'open' | 'pause' | 'resume' | 'cancel' | 'supersede' | 'elsewhere' }
  | { kind: 'pay' | 'begin'; back: boolean }
  | { kind: 'settle' | 'bounce' }
  | { kind: 'part'; share: number }
  | { kind: 'put'; plan: RemindersChoice }
  | { kind: 'suppress'; channel: 'sms' | 'email' }
);

/** One link as it is asked for, and what will happen to it. */
export interface Story {
  nth: number;
  org: number;
  provider: string;
  person: Person;
  createdAt: number;
  /** Epoch ms; absent: the connection's 30 days. */
  expiresAt?: number;
  /** YYYY-MM-DD */
  dueOn?: string;
  amount: number;
  channels: readonly ('sms' | 'email')[];
  plan: RemindersChoice;
  acts: readonly Act[];
}

/** Links that one organisation has; within 1,000 no two people share a number. */
const PER_ORGANISATION = 500;
const PROVIDERS = ['felloh', 'felloh', 'allpay', 'fortis', 'paypoint', 'smarterpay'] as const;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The story of the n-th link: by the seed and its number alone. Links begin in the first `within` days. */
export function storyOf(random: Random, nth: number, start: number, within = 28): Story {
  const provider = random.pick(PROVIDERS, nth, 'provider');
  const phone = provider === 'paypoint' ? 'british' : 'any';
  // A third of the links are of people who have several.
  const shared = random.chance(0.35, nth, 'shared');
  const number = shared ? 900 + random.between(0, 40, nth, 'who') : nth % PER_ORGANISATION;
  const of = person(random, `${phone}${shared ? 's' : ''}${number}`, number, phone);
  const createdAt = start + random.between(0, within * DAY, nth, 'created');
  const days = random.pick([30, 30, 30, 9, 14, 20, 28], nth, 'days');
  const expiresAt = createdAt + days * DAY + random.between(0, DAY, nth, 'hour');
  const reach = [...(of.phone ? (['sms'] as const) : []), ...(of.email ? (['email'] as const) : [])];
  const story = {
    nth,
    org: Math.floor(nth / PER_ORGANISATION),
    provider,
    person: of,
    createdAt,
    ...(days === 30 ? {} : { expiresAt }),
    ...(random.chance(0.4, nth, 'due')
      ? { dueOn: dateOf(createdAt + random.between(3, 16, nth, 'due in') * DAY) }
      : {}),
    amount: random.between(1_000, 90_000, nth, 'amount'),
    channels: random.chance(0.85, nth, 'both') ? reach : reach.slice(0, 1),
    plan: planOf(random, nth),
  };
  const end = days === 30 ? createdAt + 30 * DAY : expiresAt;
  return { ...story, acts: actsOf(random, story, end) };
}

function planOf(random: Random, nth: number): RemindersChoice {
  const share = random.share(nth, 'plan');
  if (share < 0.5) return 'default';
  return share < 0.62 ? 'none' : ownPlan(random, nth, 'own');
}

/** Steps at every anchor, in windows of an hour to a whole day, some of them on two days of the week alone. */
export function ownPlan(random: Random, nth: number, name: string): Plan {
  const steps = Array.from({ length: random.between(1, 6, nth, name, 'steps') }, (_, n): PlanStep => {
    const anchor = random.pick<Anchor>(
      ['created_at', 'sent_at', 'opened_at', 'due_on', 'expires_at'],
      nth,
      name,
      n,
    );
    const days = random.between(0, 9, nth, name, n, 'days');
    const back = anchor === 'expires_at' || (anchor === 'due_on' && random.chance(0.5, nth, name, n, 'back'));
    const channels = random.pick<readonly ('sms' | 'email')[]>(
      [['sms'], ['email'], ['sms', 'email'], ['email', 'sms']],
      nth,
      name,
      n,
      'channels',
    );
    return { anchor, offset: `${back ? '-' : ''}P${Math.max(days, back ? 1 : 0)}D`, channels: [...channels] };
  });
  const from = random.between(8, 17, nth, name, 'from');
  const to = Math.min(21, from + random.pick([1, 3, 5, 8, 13], nth, name, 'to'));
  const days = DAYS.filter((day) => random.chance(0.75, nth, name, day));
  return {
    steps,
    window: { days: days.length ? days : ['tue', 'thu'], from: hour(from), to: hour(to) },
  };
}

function hour(at: number): string {
  return `${String(at).padStart(2, '0')}:00`;
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function actsOf(random: Random, story: Omit<Story, 'acts'>, end: number): Act[] {
  const { nth, createdAt, provider } = story;
  const life = end - createdAt;
  const when = (name: string, from = 0.02, to = 0.9) =>
    createdAt + Math.floor(life * (from + (to - from) * random.share(nth, name)));
  const acts: Act[] = [];
  const fate = random.share(nth, 'fate');
  if (fate < 0.3) {
    const at = when('pays');
    acts.push({ at, kind: 'open' });
    const paysAt = at + random.between(1, 40, nth, 'minutes') * MINUTE;
    acts.push({ at: paysAt, kind: 'pay', back: random.chance(0.5, nth, 'back') });
  } else if (fate < 0.36) acts.push({ at: when('pays late', 0.9, 1.2), kind: 'pay', back: false });
  else if (fate < 0.42) acts.push({ at: when('pays unseen'), kind: 'pay', back: false });
  else if (fate < 0.5) acts.push({ at: when('opens'), kind: 'open' });
  else if (fate < 0.58) {
    const at = when('part');
    acts.push({ at, kind: 'part', share: 0.2 + 0.6 * random.share(nth, 'share') });
    if (random.chance(0.4, nth, 'rest'))
      acts.push({ at: at + 2 * DAY + HOUR, kind: 'pay', back: random.chance(0.5, nth, 'back') });
  } else if (fate < 0.64 && (provider === 'felloh' || provider === 'fortis')) {
    const at = when('begins', 0.02, 0.6);
    acts.push({ at, kind: 'begin', back: true });
    const settles = random.chance(0.6, nth, 'settles');
    acts.push({ at: at + random.between(1, 5, nth, 'bank') * DAY, kind: settles ? 'settle' : 'bounce' });
  } else if (fate < 0.68) acts.push({ at: when('cancelled'), kind: 'cancel' });
  else if (fate < 0.74) acts.push({ at: when('superseded', 0.05, 0.5), kind: 'supersede' });
  else if (fate < 0.77) acts.push({ at: when('elsewhere'), kind: 'elsewhere' });
  if (random.chance(0.07, nth, 'paused')) {
    const at = when('pause', 0.02, 0.6);
    acts.push({ at, kind: 'pause' });
    if (random.chance(0.8, nth, 'resumed'))
      acts.push({ at: at + random.between(1, 9, nth, 'pause') * DAY, kind: 'resume' });
  }
  if (random.chance(0.07, nth, 'put')) {
    const plan = random.chance(0.2, nth, 'put none') ? 'none' : ownPlan(random, nth, 'put');
    acts.push({ at: when('put at', 0.02, 0.6), kind: 'put', plan });
  }
  if (random.chance(0.05, nth, 'suppressed')) {
    acts.push({
      at: when('suppress', 0.01, 0.4),
      kind: 'suppress',
      channel: random.pick(['sms', 'email'], nth, 'suppress'),
    });
  }
  return acts;
}
