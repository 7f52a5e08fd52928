import type { Act } from '../control.ts';
import { Refusal } from './answers.ts';
import { dayBefore } from './dates.ts';
import {
  authorise,
  capture,
  chargeBack,
  checkPayable,
  chosenMethod,
  fail,
  move,
  pay,
  settle,
} from './payer.ts';
import {
  type Channel,
  type Fortis,
  find,
  isPaid,
  isPending,
  type Link,
  linkState,
  newId,
  refunded,
  type Transaction,
  today,
  transactionsOf,
  voided,
} from './state.ts';

export interface Acted {
  link: string;
  state: string;
  /** The transaction acted on. */
  transaction?: { id: string; status_id: number };
}

type Action = (fortis: Fortis, link: Link, input: Act) => Transaction | undefined;

/** The payer's, the bank's, the merchant's in the portal, and what the sheet leaves open. */
const acts: Readonly<Record<string, Action>> = {
  open: (fortis, link) => {
    checkPayable(fortis, link);
    return undefined;
  },
  pay: (fortis, link, { method, amount }) => {
    checkPayable(fortis, link);
    return pay(fortis, link, chosenMethod(link, method), amount);
  },
  authorise: (fortis, link, { method, amount }) => {
    checkPayable(fortis, link);
    return authorise(fortis, link, chosenMethod(link, method), amount);
  },
  fail: (fortis, link, { method, amount }) => {
    checkPayable(fortis, link);
    return fail(fortis, link, chosenMethod(link, method), amount);
  },
  cancel: (fortis, link) => {
    checkPayable(fortis, link);
    return undefined;
  },
  settle: (fortis, link, input) => {
    const transaction = named(fortis, link, input, (one) => isPending(fortis, one));
    settle(fortis, transaction);
    return transaction;
  },
  charge_back: (fortis, link, input) => {
    const transaction = named(fortis, link, input, (one) => isPaid(fortis, one) || isPending(fortis, one));
    chargeBack(fortis, transaction);
    return transaction;
  },
  complete: (fortis, link, input) => {
    const transaction = named(fortis, link, input, (one) => isHeld(fortis, one));
    capture(fortis, transaction);
    return transaction;
  },
  void: (fortis, link, input) => {
    const fits = (one: Transaction) => isHeld(fortis, one) || isPaid(fortis, one) || isPending(fortis, one);
    const transaction = named(fortis, link, input, fits);
    move(fortis, transaction, voided, 'void_date');
    return transaction;
  },
  refund: (fortis, link, input) => {
    const transaction = named(fortis, link, input, (one) => isPaid(fortis, one));
    move(fortis, transaction, refunded);
    return transaction;
  },
  /** Any transaction status, 999 by default. */
  status: (fortis, link, input) => {
    const transaction = named(fortis, link, input, () => true);
    move(fortis, transaction, Number(input.status ?? 999));
    return transaction;
  },
  /** Any `status_id` of the paylink, 7 by default. */
  paylink_status: (_, link, { status }) => {
    link.status_id = Number(status ?? 7);
    return undefined;
  },
  delete: ({ clock }, link) => {
    link.deleted_at = clock.now();
    return undefined;
  },
  /** Yesterday was the last day. */
  expire: (fortis, link) => {
    link.expire_date = dayBefore(today(fortis));
    return undefined;
  },
  deactivate: (_, link) => {
    link.active = 0;
    return undefined;
  },
  /** The address of a channel, `method` `email` or `sms`. */
  blacklist: (fortis, link, { method }) => {
    if (method !== 'email' && method !== 'sms') throw new Refusal(422, 'method must be email or sms');
    blacklist(fortis, method, method === 'email' ? link.email : link.cell_phone);
    return undefined;
  },
};

export const actions = Object.keys(acts);

/** Acts without a browser. Throws a Refusal with the page's status where the page would refuse. */
export function act(fortis: Fortis, input: Act): Acted {
  const action = find(acts, input.action);
  if (!action) throw new Refusal(422, `action must be one of ${actions.join(', ')}`);
  if (input.status !== undefined && !/^\d{1,9}$/.test(input.status))
    throw new Refusal(422, 'status must be a number');
  const link = linkNamed(fortis, input.link ?? '');
  const transaction = action(fortis, link, input);
  fortis.changed();
  return {
    link: link.id,
    state: linkState(fortis, link),
    ...(transaction ? { transaction: { id: transaction.id, status_id: transaction.status_id } } : {}),
  };
}

function linkNamed({ state }: Fortis, name: string): Link {
  const link = find(state.links, /[0-9a-f]{24}/.exec(name)?.[0] ?? '');
  if (!link) throw new Refusal(404, 'link must be the id or the page url of a paylink');
  return link;
}

/** The latest that the action can be about, or just the one that the input names. */
function named(
  fortis: Fortis,
  link: Link,
  { transaction: id }: Act,
  fits: (transaction: Transaction) => boolean,
): Transaction {
  const found = transactionsOf(fortis, link).findLast(
    (one) => (id === undefined || one.id === id) && fits(one),
  );
  if (!found) throw new Refusal(409, 'the paylink has no transaction for this action');
  return found;
}

function isHeld({ wire }: Fortis, { status_id }: Transaction): boolean {
  return wire().authorised_status_ids.includes(status_id);
}

function blacklist({ state, clock }: Fortis, channel: Channel, address: string | null): void {
  if (address === null) throw new Refusal(409, `the paylink has no address for ${channel}`);
  state.blacklist[channel][address] = {
    id: newId(),
    isBlacklisted: true,
    detail: 'The recipient does not want messages.',
    created_ts: Math.floor(clock.now() / 1000),
  };
}
