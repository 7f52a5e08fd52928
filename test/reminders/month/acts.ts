import * as z from 'zod/mini';
import { NewLinkBody, toNewLink } from '../../../lib/api/links-create.ts';
import { backFromProvider } from '../../../lib/links/back.ts';
import { cancelLink } from '../../../lib/links/cancel.ts';
import { createLink } from '../../../lib/links/create.ts';
import type { Link } from '../../../lib/links/model/link.ts';
import { checkNewLink } from '../../../lib/links/new-link.ts';
import { openLink } from '../../../lib/links/open.ts';
import { recordPayment } from '../../../lib/links/record-payment.ts';
import { supersedeLink } from '../../../lib/links/supersede.ts';
import { valuesOf } from '../../../lib/providers/limits.ts';
import { pauseReminders, putPlan, resumeReminders } from '../../../lib/reminders/change.ts';
import { getLink } from '../../../lib/table/links.ts';
import { type Ended, type Invocation, invoke } from './invocation.ts';
import { type Done, headOf, type Life, successorOf } from './lives.ts';
import type { Act, Story } from './script.ts';
import { suppress } from './suppress.ts';
import { actAt, type World } from './world.ts';

/** How whoever acts for callers fares: clock, and death. */
type Fares = (what: string, life: Life) => Invocation;

/** The link of a story is asked for. */
export async function create(world: World, life: Life, fares: Fares): Promise<void> {
  const link = headOf(life);
  const body = bodyOf(world, life.story);
  const ended = await invoke(fares('create', life), async () => {
    const deps = world.linkDeps();
    const { terms, opened } = await checkNewLink(deps, life.organisation.id, toNewLink(body), valuesOf(body));
    return createLink(deps, actorOf(life), { linkId: link, terms, opened });
  });
  note(world, life, { kind: 'create', link }, ended);
}

/** One thing that the customer, the bank or the merchant does. */
export async function perform(world: World, seed: string, life: Life, act: Act, fares: Fares): Promise<void> {
  const id = headOf(life);
  const known = await getLink(world.table, life.organisation.id, id);
  if (!known) return;
  const { provider } = known;
  const acts = (action: string, more: { amount?: number; method?: string } = {}) =>
    actAt(world.simulated, provider, { action, link: refOf(known), ...more });
  const calls = async (work: () => Promise<unknown>) =>
    note(world, life, { kind: act.kind, link: id, act }, await invoke(fares(act.kind, life), work));
  const actor = actorOf(life);
  switch (act.kind) {
    case 'open':
      return calls(() => openLink(world.linkDeps(), known.code));
    case 'pay':
    case 'begin': {
      const begins = act.kind === 'begin';
      const left = life.story.amount - paidOn(world, id);
      const did = begins
        ? acts(...beginning(provider))
        : acts('pay', left < life.story.amount ? { amount: left } : {});
      note(world, life, { kind: act.kind, link: id, act }, did ? { answered: true } : { failed: 'refused' });
      if (did && !begins) pays(world, id, left);
      if (did && act.back)
        await invoke(fares('back', life), () => backFromProvider(world.linkDeps(), known.code));
      return;
    }
    case 'settle':
    case 'bounce': {
      const did = acts(act.kind === 'bounce' && provider !== 'fortis' ? 'settle_fail' : 'settle');
      note(world, life, { kind: act.kind, link: id, act }, did ? { answered: true } : { failed: 'refused' });
      if (did && (act.kind === 'settle' || provider === 'fortis')) pays(world, id, life.story.amount);
      return;
    }
    case 'part': {
      const amount = Math.floor(life.story.amount * act.share);
      const did =
        provider !== 'smarterpay' &&
        provider !== 'fortis' &&
        acts(provider === 'felloh' ? 'pay' : 'partial', { amount });
      note(world, life, { kind: 'part', link: id, act }, did ? { answered: true } : { failed: 'refused' });
      if (did) pays(world, id, amount);
      return;
    }
    case 'cancel':
      return calls(() => cancelLink(world.linkDeps(), actor, id));
    case 'supersede': {
      const successorId = successorOf(seed, life, world.clock.now());
      await calls(() =>
        supersedeLink(world.linkDeps(), actor, id, {
          successorId,
          termsFor: async (old) => termsOf(old),
        }),
      );
      life.ids.push(successorId);
      return;
    }
    case 'elsewhere': {
      const receivedOn = new Date(world.clock.now()).toISOString().slice(0, 10);
      const amount = life.story.amount - paidOn(world, id);
      if (amount <= 0) return;
      const payment = { reference: `slip-${life.story.nth}`, amount, method: 'bank_transfer', receivedOn };
      return calls(() => recordPayment(world.linkDeps(), actor, id, payment));
    }
    case 'pause':
      return calls(() => pauseReminders(world.linkDeps(), actor, id));
    case 'resume':
      return calls(() => resumeReminders(world.linkDeps(), actor, id));
    case 'put':
      return calls(() => putPlan(world.linkDeps(), actor, id, act.plan));
    case 'suppress':
      await suppress(world, life, act.channel);
      return note(world, life, { kind: 'suppress', link: id, act }, { answered: true });
    default:
      return act satisfies never;
  }
}

/** Money that has come to the provider. */
export function pays(world: World, link: string, amount: number, between = false): void {
  const { record, clock } = world;
  record.paid.push({ link, amount, at: clock.now(), order: record.next(), ...(between ? { between } : {}) });
}

/** Minor units that have come so far. */
export function paidOn({ record }: World, link: string): number {
  return record.paid.reduce((sum, paid) => sum + (paid.link === link ? paid.amount : 0), 0);
}

export function refOf({ providerLinkId, providerUrl }: Pick<Link, 'providerLinkId' | 'providerUrl'>): string {
  return providerLinkId ?? providerUrl ?? '';
}

function beginning(provider: string): [string, { method?: string }] {
  return ['pay', { method: provider === 'felloh' ? 'open_banking' : 'bank' }];
}

function actorOf({ organisation }: Life) {
  return { org: organisation.id, by: 'key:example' };
}

function note(
  world: World,
  life: Life,
  what: Pick<Done, 'kind' | 'link'> & { act?: Act },
  ended: Ended<unknown>,
): void {
  const outcome = 'answered' in ended ? 'done' : 'killed' in ended ? 'unknown' : 'refused';
  world.record.count(`${what.kind} ${outcome}`);
  life.done.push({ ...what, outcome, at: world.clock.now(), order: world.record.next() });
}

/** What the new link is to be: as the old one. */
function termsOf(old: Link) {
  const { connection, provider, amount, currency, expiresAt, description, customer, dueOn, channels } = old;
  const { sender, plan } = old;
  return {
    connection,
    provider,
    amount,
    currency,
    expiresAt,
    ...(sender === undefined ? {} : { sender }),
    ...(description === undefined ? {} : { description }),
    ...(customer === undefined ? {} : { customer }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(channels === undefined ? {} : { channels }),
    ...(plan === undefined ? {} : { plan }),
  };
}

function bodyOf({ simulated }: World, story: Story): NewLinkBody {
  const { provider, person, amount, expiresAt, dueOn, channels, plan } = story;
  return z.parse(NewLinkBody, {
    connection: simulated.find((one) => one.provider === provider)?.connection ?? '',
    amount,
    currency: provider === 'fortis' ? 'USD' : 'GBP',
    description: 'Council tax',
    customer: {
      name: 'Ada Byron',
      ...(person.email ? { email: person.email } : {}),
      ...(person.phone ? { phone: person.phone } : {}),
      ...(person.timezone ? { timezone: person.timezone } : {}),
      ...(provider === 'allpay' || provider === 'paypoint'
        ? { reference: `TEN${1_000_000 + story.nth}` }
        : {}),
    },
    ...(dueOn === undefined ? {} : { due_on: dueOn }),
    ...(expiresAt === undefined ? {} : { expires_at: new Date(expiresAt).toISOString() }),
    delivery: { channels: [...channels] },
    reminders: plan,
  });
}
