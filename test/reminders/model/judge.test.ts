import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, wallAt } from '../../support/wall-clock.ts';
import { calm } from '../month/faults.ts';
import type { Done } from '../month/lives.ts';
import type { Claim, Sent } from '../month/record.ts';
import { zonesOf } from './hours.ts';
import { judge, type Lived, live } from './run-model.ts';

/** A month in which nothing goes wrong; each test lets one thing of it have been otherwise. */
let lived: Lived;

beforeAll(async () => {
  lived = await live({ seed: '1', links: 40, faults: calm });
}, 120_000);

afterAll(() => lived?.world.close());

function copied(): Lived {
  const { world, lives, stored } = lived;
  const { record } = world;
  const { sent, paid, claims, suppressed, snapshots, counts } = structuredClone({
    sent: record.sent,
    paid: record.paid,
    claims: record.claims,
    suppressed: record.suppressed,
    snapshots: record.snapshots,
    counts: record.counts,
  });
  return {
    world: { ...world, record: { ...record, sent, paid, claims, suppressed, snapshots, counts } },
    lives: structuredClone(lives),
    stored: structuredClone(stored),
  };
}

/** The first reminder that left and is like this, with what is known of it. */
function reminder({ world, lives }: Lived, like: (found: Found) => boolean = () => true): Found {
  for (const sent of world.record.sent) {
    const claim = world.record.claims.get(sent.message);
    const life = lives.find(({ ids }) => ids.includes(sent.link));
    const found = claim?.kind === 'reminder' && sent.taken && life && { sent, claim, life };
    if (found && like(found)) return found;
  }
  throw new Error('the month has no such reminder');
}

interface Found {
  sent: Sent;
  claim: Claim;
  life: Lived['lives'][number];
}

const isAt =
  (provider: string) =>
  ({ life, sent }: Found) =>
    life.story.provider === provider && life.ids[0] === sent.link && life.story.plan !== 'none';

function wrongs(change: (lived: Lived) => void): readonly string[] {
  const other = copied();
  change(other);
  return judge(other).faults;
}

/** Before whoever sent it began. */
function earlier({ life, sent }: Found, done: Pick<Done, 'kind' | 'act'>): void {
  life.done.push({ ...done, link: sent.link, outcome: 'done', at: sent.at - HOUR, order: sent.begun - 0.5 });
}

/** The same at another time, as if of another step. */
function again({ world }: Lived, { sent, claim }: Found, laterMs: number): void {
  const message = `${sent.message}-${laterMs}`;
  world.record.claims.set(message, { ...claim, step: (claim.step ?? 0) + 10 + laterMs / HOUR });
  world.record.sent.push({ ...sent, message, at: sent.at + laterMs, seenAt: sent.seenAt + laterMs });
}

function moved(found: Found, fits: (wall: Date) => boolean): void {
  const { sent, life } = found;
  const [zone = 'UTC'] = zonesOf(life.story.person);
  while (!fits(new Date(wallAt(sent.seenAt, zone)))) sent.seenAt += 15 * MINUTE;
}

it('finds nothing wrong with the month as it was', () => {
  expect(judge(lived).faults).toEqual([]);
});

describe('a message', () => {
  it('outside of the day', () => {
    const told = wrongs((other) => moved(reminder(other), (wall) => wall.getUTCHours() === 2));
    expect(told).toContainEqual(expect.stringMatching(/reminder by .*: outside of the day/));
  });

  it('outside of its window', () => {
    const told = wrongs((other) => {
      const found = reminder(other, ({ claim, life }) => {
        return !claim.window.days.includes('sun') && life.story.person.timezone !== undefined;
      });
      moved(found, (wall) => wall.getUTCDay() === 0 && wall.getUTCHours() === 10);
    });
    expect(told).toContainEqual(expect.stringMatching(/outside of its window/));
  });

  it('twice', () => {
    const told = wrongs(({ world }) => world.record.sent.push({ ...reminder(lived).sent }));
    expect(told).toContainEqual(expect.stringMatching(/sent twice/));
    expect(told).toContainEqual(expect.stringMatching(/were seen, .* are in the outbox/));
  });

  it.each([1, 2])('twice, in the name of another message of the same step (%i)', (nth) => {
    const told = wrongs(({ world }) => {
      const { sent, claim } = reminder(lived);
      world.record.claims.set(`other-${nth}`, claim);
      world.record.sent.push({ ...sent, message: `other-${nth}`, seenAt: sent.seenAt + nth * 9 * DAY });
    });
    expect(told).toContainEqual(expect.stringMatching(/sent twice/));
  });

  it('that was never claimed', () => {
    const told = wrongs((other) => other.world.record.claims.delete(reminder(other).sent.message));
    expect(told).toContainEqual(expect.stringMatching(/was never claimed/));
  });

  it('with the words of the other kind', () => {
    const told = wrongs((other) => {
      reminder(other).sent.text = 'Please pay.';
    });
    expect(told).toContainEqual(expect.stringMatching(/the text is of the other kind/));
  });

  it.each(['sms', 'email'] as const)('to a suppressed contact by %s', (channel) => {
    const told = wrongs((other) => {
      const found = reminder(other, ({ sent }) => sent.channel === channel);
      earlier(found, { kind: 'suppress', act: { kind: 'suppress', at: 0, channel } });
    });
    expect(told).toContainEqual(expect.stringMatching(/sent to a suppressed contact/));
  });
});

describe('a reminder', () => {
  it.each(['felloh', 'allpay', 'paypoint', 'smarterpay', 'fortis'])('after a payment at %s', (provider) => {
    const told = wrongs((other) => {
      const { sent, life } = reminder(other, isAt(provider));
      const { paid, snapshots } = other.world.record;
      const swept = snapshots.findLast(({ org, order }) => org === sent.org && order < sent.begun);
      const order = provider === 'allpay' ? (swept?.begun ?? 0) : sent.begun;
      paid.push({ link: sent.link, amount: life.story.amount, at: sent.at, order: order - 0.5 });
    });
    expect(told).toContainEqual(expect.stringMatching(/the provider would have told that it was paid/));
  });

  it('of the whole amount after a part of it was paid', () => {
    const told = wrongs((other) => {
      const { sent } = reminder(other, (found) => isAt('felloh')(found) && found.sent.text.includes('£'));
      other.world.record.paid.push({ link: sent.link, amount: 100, at: sent.at, order: sent.begun - 0.5 });
    });
    expect(told).toContainEqual(expect.stringMatching(/the whole amount although some was paid/));
  });

  it('for which nobody was asked', () => {
    const told = wrongs((other) => {
      delete reminder(other, isAt('felloh')).sent.gap;
    });
    expect(told).toContainEqual(expect.stringMatching(/no provider has answered before it/));
  });

  it('for which nothing was swept', () => {
    const told = wrongs(({ world }) => void world.record.snapshots.splice(0));
    expect(told).toContainEqual(expect.stringMatching(/no provider has answered before it/));
  });

  it('after a sweep that is too old', () => {
    const told = wrongs(({ world }) => {
      for (const one of world.record.snapshots) one.finishedAt -= 7 * MINUTE;
    });
    expect(told).toContainEqual(expect.stringMatching(/the sweep before it is too old/));
  });

  it.each([
    ['elsewhere', /paid by other means/],
    ['begin', /while a payment was under way/],
    ['cancel', /after it was cancelled or superseded/],
    ['supersede', /after it was cancelled or superseded/],
    ['pause', /while it was paused/],
  ] as const)('after %s', (kind, says) => {
    const told = wrongs((other) => earlier(reminder(other), { kind }));
    expect(told).toContainEqual(expect.stringMatching(says));
  });

  it('of a link that took the place of a paused one', () => {
    const told = wrongs((other) => {
      const found = reminder(other, ({ life, sent }) => life.ids[0] === sent.link);
      found.life.ids.unshift('paused-before');
      earlier({ ...found, sent: { ...found.sent, link: 'paused-before' } }, { kind: 'pause' });
    });
    expect(told).toContainEqual(expect.stringMatching(/while it was paused/));
  });

  it('more than one a day, three in seven days, three a link', () => {
    const day = wrongs((other) => again(other, reminder(other), 5 * MINUTE));
    expect(day).toContainEqual(expect.stringMatching(/two reminders on/));
    const more = wrongs((other) => {
      const found = reminder(other);
      for (const days of [1, 2, 3]) again(other, found, days * DAY);
    });
    expect(more).toContainEqual(expect.stringMatching(/four reminders in seven days/));
    expect(more).toContainEqual(expect.stringMatching(/has reminded [456] times/));
  });
});

describe('what is stored', () => {
  /** Of a link that ended unpaid with the product's plan, whose first step went. */
  const ended = ({ stored, world }: Lived) => {
    const link = stored.find(
      ({ id, status, plan, reminders }) =>
        status === 'expired' &&
        plan === 'default' &&
        reminders?.done?.some(({ step, state }) => step === 0 && state === 'sent') &&
        !world.record.paid.some((paid) => paid.link === id),
    );
    const end = link?.reminders?.done?.find(({ step }) => step === 0);
    if (!link || !end) throw new Error('the month has no such link');
    return { link, end };
  };

  it('lacks a link', () => {
    const told = wrongs((other) => {
      other.stored = other.stored.filter(({ id }) => id !== ended(other).link.id);
    });
    expect(told).toContainEqual(expect.stringMatching(/is not there, and create was done/));
  });

  it.each(['paid', 'active', 'cancelled', 'processing', 'failed', 'creating'] as const)(
    'says %s of a link that has expired',
    (status) => {
      const told = wrongs((other) => {
        ended(other).link.status = status;
      });
      expect(told).toContainEqual(expect.stringMatching(new RegExp(`is ${status}, and should be expired`)));
    },
  );

  it.each(['expired', 'active', 'cancelled', 'partially_paid'] as const)(
    'says %s of a paid one',
    (status) => {
      const told = wrongs(({ stored }) => {
        for (const link of stored) if (link.status === 'paid') link.status = status;
      });
      expect(told).toContainEqual(expect.stringMatching(new RegExp(`is ${status}, and should be paid`)));
    },
  );

  it('says nothing of a step', () => {
    const told = wrongs((other) => {
      const { link } = ended(other);
      if (link.reminders) link.reminders.done = link.reminders.done?.filter(({ step }) => step !== 0) ?? [];
    });
    expect(told).toContainEqual(expect.stringMatching(/step 0 was due .* nothing says why it did not go/));
  });

  it.each([
    ['paid', /it is not paid/],
    ['processing', /no payment was under way/],
    ['opted_out', /nobody is suppressed/],
    ['frequency_cap', /nobody has been reminded too often/],
    ['window_missed', /nothing kept it from going/],
    ['provider_check_failed', /the provider has answered all the time/],
    ['expired', /it was not over/],
    ['cancelled', /it was not cancelled/],
    ['because', /no such reason/],
  ])('says without ground that a step was skipped: %s', (reason, says) => {
    const told = wrongs((other) => {
      const { link, end } = ended(other);
      Object.assign(end, { state: 'skipped', reason });
      const { record } = other.world;
      const mine = record.sent.filter((sent) => sent.link === link.id);
      for (const sent of mine) record.sent.splice(record.sent.indexOf(sent), 1);
    });
    expect(told).toContainEqual(expect.stringMatching(says));
  });

  it('says that a step was sent which never left, went early, or days late', () => {
    const none = wrongs((other) => {
      const { link } = ended(other);
      for (const sent of other.world.record.sent) if (sent.link === link.id) sent.taken = false;
    });
    expect(none).toContainEqual(expect.stringMatching(/step 0 sent : nothing has left/));
    const early = wrongs((other) => {
      ended(other).end.at -= DAY;
    });
    expect(early).toContainEqual(expect.stringMatching(/it went before its moment/));
    const late = wrongs((other) => {
      ended(other).end.at += HOUR;
    });
    expect(late).toContainEqual(expect.stringMatching(/it went at another time/));
  });

  it('has something left over', () => {
    const told = wrongs((other) => {
      const { link } = ended(other);
      const long = other.world.clock.now() - 2 * HOUR;
      link.dueAt = long;
      link.op = { kind: 'cancel', attempt: 1, startedAt: long, until: long };
      link.sends = [
        { id: 'left', channel: 'sms', kind: 'first', state: 'queued', queuedAt: long, until: long },
      ];
    });
    expect(told).toContainEqual(expect.stringMatching(/has messages left over/));
    expect(told).toContainEqual(expect.stringMatching(/has an operation left over: cancel/));
    expect(told).toContainEqual(expect.stringMatching(/is due since/));
  });
});
