import type { Link } from '../../../lib/links/model/link.ts';
import { DAY, HOUR, MINUTE } from '../../support/wall-clock.ts';
import { paidOn } from '../month/acts.ts';
import { calm, type Span } from '../month/faults.ts';
import type { Life } from '../month/lives.ts';
import { ABOVE } from '../month/organisations.ts';
import type { World } from '../month/world.ts';
import { dateAt, zonesOf } from './hours.ts';
import { CONTRACT_PLAN, type ModelPlan, type Moment, momentOf } from './ideal.ts';
import type { Verdict } from './verdict.ts';

/** Later than this a reminder is missed. */
const LATEST = 48 * HOUR;
/** Clocks apart, spread, and the way of a claim that died. */
const SLACK = 30 * MINUTE;

interface Case {
  world: World;
  life: Life;
  link: Link;
  verdict: Verdict;
}

/** Holds what is stored of each link against what the people around it know. */
export function judgeLinks(
  world: World,
  lives: readonly Life[],
  links: readonly Link[],
  verdict: Verdict,
): void {
  const stored = new Map(links.map((link) => [link.id, link]));
  for (const life of lives)
    for (const id of life.ids) {
      const link = stored.get(id);
      if (!link) judgeMissing(life, id, verdict);
      else {
        judgeState({ world, life, link, verdict });
        judgeSteps({ world, life, link, verdict });
      }
    }
}

function judgeMissing({ story, done, ids }: Life, id: string, verdict: Verdict): void {
  const asked = ids[0] === id ? 'create' : 'supersede';
  const told = done.findLast(({ kind }) => kind === asked);
  if (told?.outcome === 'done')
    verdict.wrong(`story ${story.nth}: ${id} is not there, and ${asked} was done`);
  verdict.count('state: never made');
}

function judgeState({ world, life, link, verdict }: Case): void {
  const { story, done } = life;
  const mine = done.filter((each) => each.link === link.id);
  const did = (kind: string, outcome = 'done') =>
    mine.some((each) => each.kind === kind && each.outcome === outcome);
  const paid = paidOn(world, link.id);
  const expected = new Set<string>();
  const isHead = link.id === life.ids.at(-1);
  if (paid >= story.amount || did('elsewhere')) expected.add('paid');
  else if (did('elsewhere', 'unknown')) expected.add('paid').add('expired');
  else if (did('begin') && !did('settle') && !did('bounce')) expected.add('processing');
  else if (did('cancel') || did('supersede'))
    expected.add(paid ? 'partially_paid' : 'cancelled').add('cancelled');
  else {
    expected.add('expired');
    // It came after the end, or a bank took it back.
    if (paid || did('bounce')) expected.add('partially_paid').add('processing');
    if (did('cancel', 'unknown') || did('supersede', 'unknown') || !isHead) expected.add('cancelled');
    const created = mine.find(({ kind }) => kind === 'create');
    if (created?.outcome !== 'done' || !isHead || life.ids[0] !== link.id)
      expected.add('failed').add('cancelled');
  }
  verdict.count(`state: ${link.status}`);
  if (!expected.has(link.status))
    verdict.wrong(
      `story ${story.nth}: ${link.id} at ${story.provider} is ${link.status}, and should be ${[...expected].join(' or ')}`,
    );
  if (link.sends?.length) verdict.wrong(`story ${story.nth}: ${link.id} has messages left over`);
  if (link.op && !link.op.stuck && link.op.until < world.clock.now() - HOUR)
    verdict.wrong(`story ${story.nth}: ${link.id} has an operation left over: ${link.op.kind}`);
  if (link.dueAt !== undefined && link.dueAt < world.clock.now() - HOUR)
    verdict.wrong(`story ${story.nth}: ${link.id} is due since ${new Date(link.dueAt).toISOString()}`);
}

function planOf({ life, link }: Case): ModelPlan | undefined {
  if (link.plan === undefined) return undefined;
  // Who takes another's place takes its plan over.
  const before = life.ids.slice(0, life.ids.indexOf(link.id) + 1);
  const put = life.done.findLast(
    ({ kind, outcome, link: id }) => kind === 'put' && outcome !== 'refused' && before.includes(id),
  );
  // Which of two it was, where the caller was not told, the link alone knows.
  if (put?.outcome === 'unknown') return link.plan === 'default' ? CONTRACT_PLAN : link.plan;
  const asked = put?.act?.kind === 'put' ? put.act.plan : life.story.plan;
  if (asked === 'none') return undefined;
  if (asked !== 'default') return asked;
  const above = ABOVE[life.story.org % ABOVE.length];
  const given = above?.connection ?? above?.organisation ?? 'default';
  return given === 'default' ? CONTRACT_PLAN : given === 'none' ? undefined : given;
}

function judgeSteps(one: Case): void {
  const { life, link, verdict } = one;
  const plan = planOf(one);
  const ends = link.reminders?.done ?? [];
  if (!plan) {
    verdict.count('plan: none');
    if (ends.length) verdict.wrong(`story ${life.story.nth}: ${link.id} has no plan and steps that ended`);
    return;
  }
  verdict.count(link.plan === 'default' ? 'plan: default' : 'plan: own');
  plan.steps.forEach((step, n) => {
    const zones = zonesOf(life.story.person);
    // Whoever goes to the provider's page by another way has opened it too.
    const openedAt = link.openedAt ?? link.facts?.openedAt;
    const moment = momentOf({ ...link, ...(openedAt === undefined ? {} : { openedAt }) }, step, plan, zones);
    const end = ends.find((each) => each.step === n);
    if (end) {
      verdict.count(`step ${end.state}${end.reason ? `: ${end.reason}` : ''}`);
      const why = untrue(one, end, moment, step.channels);
      if (why)
        verdict.wrong(
          `story ${life.story.nth}: ${link.id} step ${n} ${end.state} ${end.reason ?? ''}: ${why}`,
        );
    } else if (moment && isOwed(one, moment)) {
      verdict.wrong(
        `story ${life.story.nth}: ${link.id} step ${n} was due ${new Date(moment.at).toISOString()}, and nothing says why it did not go`,
      );
    } else verdict.count('step left: the link was over or paused, or its anchor never came');
  });
}

/** The link could remind for so long from the step's moment on that whatever happened must be on record. */
function isOwed(one: Case, { at, back }: Moment): boolean {
  const { link, life } = one;
  if (link.sentAt === undefined && link.status === 'failed') return false;
  const over = overAt(one);
  const paused = pauses(life, link);
  if (paused.some(({ to }) => to === Number.POSITIVE_INFINITY)) return false;
  if (life.ids[0] !== link.id && link.sentAt === undefined) return false;
  if (!back) return at + LATEST + DAY < over;
  return at + 4 * HOUR < over && !disturbed(one, at - HOUR, over);
}

/** From when on nobody was to be reminded, at the latest known to us. */
function overAt({ world, life, link }: Case): number {
  const firsts = [
    link.expiresAt,
    ...world.record.paid.filter((paid) => paid.link === link.id).map(({ at }) => at),
    ...life.done
      .filter(
        ({ kind, outcome, link: id }) =>
          id === link.id && outcome !== 'refused' && /^(cancel|supersede|elsewhere|begin)$/.test(kind),
      )
      .map(({ at }) => at),
  ];
  return Math.min(...firsts);
}

function pauses({ done, ids }: Life, link: Link): Span[] {
  const spans: Span[] = [];
  // Who takes another's place is paused as that one was.
  const before = ids.slice(0, ids.indexOf(link.id) + 1);
  for (const { kind, at, outcome, link: id } of done) {
    if (!before.includes(id) || outcome === 'refused') continue;
    const last = spans.at(-1);
    const isOpen = last?.to === Number.POSITIVE_INFINITY;
    if (kind === 'pause' && !isOpen) spans.push({ from: at, to: Number.POSITIVE_INFINITY });
    if (kind === 'resume' && last && isOpen && outcome === 'done') last.to = at;
  }
  return spans;
}

/** Ticks were missing, or the provider did not answer. */
function disturbed({ world: { faults }, link }: Case, from: number, to: number): boolean {
  return [...faults.outages, ...faults.downtimes(link.provider)].some(
    (span) => span.from - HOUR < to && span.to + HOUR > from,
  );
}

type End = NonNullable<NonNullable<Link['reminders']>['done']>[number];

/** What is not true about the end of a step, if anything. */
function untrue(
  one: Case,
  end: End,
  moment: Moment | undefined,
  channels: readonly string[],
): string | undefined {
  const { world, life, link } = one;
  const { person } = life.story;
  const mine = world.record.sent.filter(
    ({ link: id, message }) => id === link.id && world.record.claims.get(message)?.step === end.step,
  );
  const since = link.reminders?.since ?? link.createdAt;
  if (!moment) return 'its anchor has not happened';
  switch (end.state === 'skipped' ? end.reason : end.state) {
    case 'sent': {
      if (!mine.some(({ taken }) => taken)) return 'nothing has left';
      const early = end.at < moment.at - SLACK && end.at < Math.max(moment.at, moment.wanted) - SLACK;
      if (early && !(moment.back && end.at >= moment.at - SLACK)) return 'it went before its moment';
      if (world.faults === calm && !isPrompt(end.at, moment, since)) return 'it went at another time';
      return end.at > Math.max(moment.at, since) + LATEST + 4 * DAY ? 'it went days too late' : undefined;
    }
    case 'failed':
      return mine.length || /not_begun|sender_died|no_contact/.test(end.reason ?? '')
        ? undefined
        : 'nothing was tried';
    case 'opted_out':
      return channels.some((channel) => isSuppressed(world, life, channel))
        ? undefined
        : 'nobody is suppressed';
    case 'no_contact':
      return channels.some((channel) => (channel === 'sms' ? person.phone : person.email))
        ? 'there is a contact'
        : undefined;
    case 'paid':
      return link.status === 'paid' ? undefined : 'it is not paid';
    case 'processing':
      return life.done.some(({ kind }) => kind === 'begin') ? undefined : 'no payment was under way';
    case 'provider_check_failed':
      return disturbed(one, moment.at - HOUR, end.at) ? undefined : 'the provider has answered all the time';
    case 'frequency_cap':
      return cappedBy(one, end.at, channels);
    case 'window_missed': {
      const paused = pauses(life, link).some(
        ({ from, to }) => from - SLACK <= end.at && to >= moment.wanted - SLACK,
      );
      const early = moment.wanted < since + SLACK || paused;
      // One that slid back goes in the last 20 minutes of its day: the least hindrance takes it out of them.
      const slid = moment.back && world.faults !== calm;
      return early || slid || disturbed(one, moment.at, end.at) ? undefined : 'nothing kept it from going';
    }
    case 'expired':
      return link.expiresAt <= end.at + SLACK || link.facts?.ended ? undefined : 'it was not over';
    case 'cancelled':
      return link.status === 'cancelled' || link.facts?.ended ? undefined : 'it was not cancelled';
    default:
      return 'no such reason';
  }
}

/** Within the 20 minutes over which an opening is spread, and the minute until the tick. */
function isPrompt(at: number, { at: moment, back, wanted }: Moment, since: number): boolean {
  const spread = 20 * MINUTE;
  const slid = back && moment < since ? wanted : moment;
  return at >= slid - (back ? spread : 0) && at <= Math.max(slid, since) + spread + 2 * MINUTE;
}

/** What made one more too many: three of this chain, one of the same day, or three in seven days. */
function cappedBy(
  { world, life, verdict }: Case,
  at: number,
  channels: readonly string[],
): string | undefined {
  const { person } = life.story;
  const [zone = 'UTC'] = zonesOf(person);
  const before = world.record.sent.filter(
    (sent) => world.record.claims.get(sent.message)?.kind === 'reminder' && sent.seenAt < at + SLACK,
  );
  const chain = before.filter(({ link, taken }) => taken && life.ids.includes(link));
  const steps = new Set(chain.map(({ message, link }) => `${link} ${message.slice(0, -1)}`));
  const contacts = channels.map((channel) => (channel === 'sms' ? person.phone : person.email));
  const theirs = before.filter(({ org, to }) => org === life.organisation.id && contacts.includes(to));
  const today = theirs.some(({ seenAt }) => dateAt(seenAt, zone) === dateAt(at, zone));
  const week = theirs.filter(({ seenAt }) => seenAt > at - 7 * DAY - SLACK).length >= 3;
  if (steps.size >= 3 || today || week) return undefined;
  if (world.faults === calm) return 'nobody has been reminded too often';
  verdict.count('capped by a slot whose message never left');
  return undefined;
}

function isSuppressed(world: World, life: Life, channel: string): boolean {
  return world.record.suppressed.has(
    `${life.organisation.id} ${channel} ${channel === 'sms' ? life.story.person.phone : life.story.person.email}`,
  );
}
