import * as z from 'zod/mini';
import type { Link } from '../../lib/links/model/link.ts';
import { fixtures as felloh } from '../../local/providers/felloh/fixtures.ts';
import { fixtures as fortis } from '../../local/providers/fortis/fixtures.ts';
import type { Simulated } from '../../local/simulators.ts';
import { type Servers, simulatedOf } from './servers.ts';

/** What the simulators' own words for a link's state have in common. */
export type TheirState = 'open' | 'processing' | 'partly_paid' | 'paid' | 'closed' | 'expired';

/** A provider link as its provider has it. */
export interface Theirs {
  id: string;
  url: string;
  state: TheirState;
  /** All that the ledger says. */
  entry: Readonly<Record<string, unknown>>;
}

/** One provider as the table of scenarios needs it: what it can do, and who is asked what became of its links. */
export interface Bench extends Traits {
  provider: string;
  connection: string;
  simulated: Simulated;
  /** Every link that the provider ever made, oldest first. */
  ledger(): Theirs[];
  isFor(theirs: Pick<Theirs, 'entry'>, link: Pick<Link, 'id' | 'code'>): boolean;
  madeFor(link: Pick<Link, 'id' | 'code'>): Theirs[];
  /** A payer, or his bank, does something on the page. Throws where the page does not let him. */
  act(link: Pick<Link, 'providerUrl'>, doing: Doing): void;
  fail(fault: object): void;
  configure(settings: object): void;
}

export interface Doing {
  action: string;
  method?: string;
}

/** What a provider can do. */
export interface Traits {
  /** What a create is on the wire. */
  create: string;
  /** The payer pays all of it. */
  pay: Doing;
  /** The payer does his part, and the bank has not yet done its own. */
  payLater?: Doing;
  /** What a payer does so that the page can no longer be closed; absent: it always can. */
  hold?: Doing;
  /** What the link is once the provider was asked about a payment. */
  paid: readonly string[];
  /** What the provider is asked to change; absent: our own side alone changes something. */
  change?: object;
  /** Whether the provider has made the change. */
  changed?(entry: Theirs['entry']): boolean;
  /** Who sends when the provider is the sender: a call of its own, or the create itself. */
  native?: 'call' | 'create';
  /** A booking that can be assigned. */
  booking: { id: string };
  notifies: boolean;
  /** Only lists: the timer asks a sweep (`sweeps.test.ts`). */
  lists?: true;
}

const TRAITS: Readonly<Record<string, Traits>> = {
  felloh: {
    create: 'PUT /agent/payment-links',
    pay: { action: 'pay', method: 'card' },
    payLater: { action: 'pay', method: 'open_banking' },
    hold: { action: 'open' },
    paid: ['paid'],
    booking: { id: felloh.booking.id },
    notifies: true,
  },
  allpay: {
    create: 'POST /CreateLinks',
    pay: { action: 'pay' },
    hold: { action: 'open' },
    paid: ['paid'],
    change: { amount: 9_500 },
    changed: ({ amount }) => amount === 9_500,
    native: 'call',
    booking: { id: 'B-1' },
    notifies: false,
    lists: true,
  },
  fortis: {
    create: 'POST /v2/paylinks',
    pay: { action: 'pay', method: 'card' },
    payLater: { action: 'pay', method: 'bank' },
    paid: ['paid'],
    change: { amount: 9_500 },
    changed: ({ amount }) => amount === 9_500,
    native: 'call',
    booking: { id: fortis.contact.id },
    notifies: true,
  },
  paypoint: {
    create: 'POST /paybylink/v1/requests',
    pay: { action: 'pay' },
    paid: ['paid'],
    native: 'create',
    booking: { id: 'B-1' },
    notifies: false,
  },
  smarterpay: {
    create: 'POST /service.svc/paymentlink',
    pay: { action: 'pay' },
    payLater: { action: 'pay_pending' },
    // The link alone proves no money: that needs the facts of a notification.
    paid: ['processing', 'paid'],
    change: { metadata: { order: '43' } },
    changed: ({ metadata }) => metadata === '{"order":"43"}',
    booking: { id: 'B-1' },
    notifies: true,
  },
};

const STATES: Readonly<Record<string, TheirState>> = {
  open: 'open',
  pending: 'open',
  active: 'open',
  processing: 'processing',
  partly_paid: 'partly_paid',
  paid: 'paid',
  deleted: 'closed',
  cancelled: 'closed',
  inactive: 'closed',
  expired: 'expired',
};

type Callable = (...given: never[]) => unknown;
const callable = <T extends Callable>() => z.custom<T>((value) => typeof value === 'function');
const Simulator = z.object({
  ledger: callable<() => readonly Record<string, unknown>[]>(),
  act: callable<(act: object) => unknown>(),
  fail: callable<(fault: object) => unknown>(),
  configure: callable<(settings: object) => void>(),
});
const Entry = z.looseObject({ id: z.string(), url: z.string(), state: z.string() });

export function benchOf(servers: Servers, provider: string): Bench {
  const simulated = simulatedOf(servers, provider);
  const simulator = z.parse(Simulator, simulated.simulator);
  const isFor: Bench['isFor'] = ({ entry }, { id, code }) =>
    [entry.reference, entry.our_reference].some((reference) => String(reference ?? '').startsWith(id)) ||
    String(entry.success_url ?? '').includes(`/p/${code}/`);
  return {
    ...traitsOf(provider),
    provider,
    connection: simulated.connection,
    simulated,
    ledger: () => simulator.ledger().map(theirs),
    isFor,
    madeFor: (link) =>
      simulator
        .ledger()
        .filter((entry) => isFor({ entry }, link))
        .map(theirs),
    act: ({ providerUrl = '' }, doing) => void simulator.act({ link: providerUrl, ...doing }),
    fail: (fault) => void simulator.fail(fault),
    configure: (settings) => simulator.configure(settings),
  };
}

export function traitsOf(provider: string): Traits {
  const traits = TRAITS[provider];
  if (!traits) throw new Error(`nothing is known of ${provider}`);
  return traits;
}

function theirs(given: Record<string, unknown>): Theirs {
  const entry = z.parse(Entry, given);
  const state = STATES[entry.state];
  if (!state) throw new Error(`a state unheard of: ${entry.state}`);
  return { id: entry.id, url: entry.url, state, entry };
}
