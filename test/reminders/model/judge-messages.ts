import { DAY, MINUTE } from '../../support/wall-clock.ts';
import type { Life } from '../month/lives.ts';
import type { Sent, Snapshot } from '../month/record.ts';
import type { World } from '../month/world.ts';
import { BY_DAY, dateAt, isWithin, zonesOf } from './hours.ts';
import type { Verdict } from './verdict.ts';

/** Clocks of workers are at most this far apart. */
const APART_MS = 5 * MINUTE;
/** A sweep of the last five minutes counts as the check, by one clock; a wake ends within a minute of it. */
const SWEEP_MS = 5 * MINUTE + MINUTE;

/** Holds each message that has left against what may leave. */
export function judgeMessages(world: World, lives: readonly Life[], verdict: Verdict): void {
  const byLink = new Map(lives.flatMap((life) => life.ids.map((id) => [id, life] as const)));
  const left = world.record.sent.filter(({ taken }) => taken);
  if (left.length !== world.outbox.list().length)
    verdict.wrong(`${left.length} messages were seen, ${world.outbox.list().length} are in the outbox`);
  const once = new Set<string>();
  const contacts = new Map<string, Sent[]>();
  const chains = new Map<Life, Set<string>>();
  for (const sent of left) {
    const life = byLink.get(sent.link);
    const claim = world.record.claims.get(sent.message);
    if (!life || !claim) {
      verdict.wrong(`${sent.message} is about no link, or was never claimed`);
      continue;
    }
    const say = (what: string) =>
      verdict.wrong(`link ${sent.link} (story ${life.story.nth}), ${claim.kind} by ${sent.channel}: ${what}`);
    const reminds = claim.kind === 'reminder';
    if (reminds !== /\bremind/i.test(sent.text)) say('the text is of the other kind');
    const about = [sent.link, sent.channel, claim.kind, ...(reminds ? [claim.step, claim.since] : [])].join();
    if (once.has(sent.message) || once.has(about)) say('sent twice');
    once.add(sent.message).add(about);
    const zones = zonesOf(life.story.person);
    if (!isWithin(sent.seenAt, zones, BY_DAY))
      say(`outside of the day at ${new Date(sent.seenAt).toISOString()}`);
    if (reminds && !isWithin(sent.seenAt, zones, claim.window))
      say(`outside of its window at ${new Date(sent.seenAt).toISOString()}`);
    if (!isWithin(sent.at, zones, BY_DAY)) verdict.count('sent by a wrong clock just outside of the day');
    if (isSuppressed(lives, life, sent)) say('sent to a suppressed contact');
    if (reminds && isPaused(life, sent)) say('sent while it was paused');
    if (isOver(world, life, sent, say) && !reminds) say('first message about a link that is over');
    verdict.count(`sent: ${claim.kind} by ${sent.channel}`);
    if (!reminds) continue;
    if (life.story.provider === 'allpay') judgeSweep(world, sent, say);
    else if (sent.gap === undefined) say('no provider has answered before it');
    contacts.set(`${sent.org} ${sent.to}`, [...(contacts.get(`${sent.org} ${sent.to}`) ?? []), sent]);
    chains.set(life, (chains.get(life) ?? new Set()).add(`${sent.link} ${claim.step} ${claim.since}`));
  }
  for (const [life, steps] of chains)
    if (steps.size > 3)
      verdict.wrong(`story ${life.story.nth} has reminded ${steps.size} times: ${[...steps].join('; ')}`);
  for (const all of contacts.values()) judgeContact(all, byLink, verdict);
}

/** One a calendar day and three in seven days, whatever links they are about. */
function judgeContact(all: Sent[], byLink: ReadonlyMap<string, Life>, verdict: Verdict): void {
  const sorted = all.toSorted((a, b) => a.seenAt - b.seenAt);
  sorted.forEach((sent, n) => {
    const [zone = 'UTC'] = zonesOf(byLink.get(sent.link)?.story.person ?? {});
    const before = sorted[n - 1];
    if (before && dateAt(before.seenAt, zone) === dateAt(sent.seenAt, zone))
      verdict.wrong(
        `two reminders on ${dateAt(sent.seenAt, zone)} of ${zone}: ${[before, sent].map(nameOf).join(', ')}`,
      );
    const third = sorted[n - 3];
    if (third && sent.seenAt - third.seenAt < 7 * DAY - APART_MS)
      verdict.wrong(`four reminders in seven days: the last about ${sent.link}`);
  });
}

function nameOf({ link, message, seenAt }: Sent): string {
  return `${link} ${message} at ${new Date(seenAt).toISOString()}`;
}

function isSuppressed(lives: readonly Life[], life: Life, sent: Sent): boolean {
  return lives.some(
    ({ organisation, story, done }) =>
      organisation.id === life.organisation.id &&
      (sent.channel === 'sms' ? story.person.phone : story.person.email) === sent.to &&
      done.some(
        ({ kind, act, order }) =>
          kind === 'suppress' &&
          act?.kind === 'suppress' &&
          act.channel === sent.channel &&
          order < sent.begun,
      ),
  );
}

/** Of the one connection that an organisation has at allpay. */
function sweptBefore({ record }: World, { org }: Sent, order: number): Snapshot | undefined {
  return record.snapshots.findLast((one) => one.org === org && one.order < order);
}

function judgeSweep(world: World, sent: Sent, say: (what: string) => void): void {
  const last = sweptBefore(world, sent, sent.order);
  if (!last) say('no provider has answered before it');
  else if (last.finishedAt < sent.seenAt - SWEEP_MS) say('the sweep before it is too old');
}

/** Whether it had been paused before whoever sent it began, or the link whose place it took. */
function isPaused({ ids, done }: Life, sent: Sent): boolean {
  const mine = ids.slice(0, ids.indexOf(sent.link) + 1);
  const last = done.findLast(
    ({ kind, outcome, link, order }) =>
      /^(pause|resume)$/.test(kind) &&
      (outcome === 'done' || (outcome === 'unknown' && kind === 'resume')) &&
      mine.includes(link) &&
      order < sent.begun,
  );
  return last?.kind === 'pause';
}

/** Whether the link was over, as everybody could know, before whoever sent it began. */
function isOver(world: World, { story, done }: Life, sent: Sent, say: (what: string) => void): boolean {
  const mine = done.filter(({ link, order }) => link === sent.link && order < sent.begun);
  // Of a provider that only lists: before what was read last, when whoever sent it began, was begun to be read.
  const before =
    story.provider === 'allpay' ? (sweptBefore(world, sent, sent.begun)?.begun ?? 0) : sent.begun;
  const money = world.record.paid.filter(({ link, order }) => link === sent.link && order < before);
  const paid = money.reduce((sum, { amount }) => sum + amount, 0);
  const isReminder = world.record.claims.get(sent.message)?.kind === 'reminder';
  const elsewhere = mine.some(({ kind, outcome }) => kind === 'elsewhere' && outcome === 'done');
  if (isReminder && paid >= story.amount) say('sent although the provider would have told that it was paid');
  if (isReminder && paid > 0 && paid < story.amount && story.provider !== 'allpay') {
    world.record.count('reminder of what is left');
    const whole = (story.amount / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 });
    if (sent.text.includes(`£${whole}`)) say('the whole amount although some was paid');
  }
  if (isReminder && elsewhere) say('sent although it was paid by other means');
  const began = mine.findLast(
    ({ kind, outcome }) => /^(begin|settle|bounce)$/.test(kind) && outcome === 'done',
  );
  if (isReminder && began?.kind === 'begin' && paid === 0) say('sent while a payment was under way');
  const ended = mine.some(({ kind, outcome }) => /^(cancel|supersede)$/.test(kind) && outcome === 'done');
  if (isReminder && ended) say('sent after it was cancelled or superseded');
  return ended || elsewhere;
}
