import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { Observation } from '../../lib/observation.ts';
import type {
  AccountConfig,
  Call,
  CreatedProviderLink,
  ListFilter,
  NewProviderLink,
  Provider,
  ProviderLinkRef,
  WantedLink,
} from '../../lib/providers/contract.ts';
import { ProviderError, type ProviderErrorKind } from '../../lib/providers/errors.ts';
import { createSession } from '../../lib/providers/session.ts';

/** The operations that the suite calls; those that a provider lacks are left out. */
export type OperationName =
  | 'createLink'
  | 'fetchLink'
  | 'listLinks'
  | 'cancelLink'
  | 'deleteLink'
  | 'assignLink'
  | 'findByReference';

/** What the suite must know of one provider and its simulator beyond the contract. */
export interface ProviderHarness<Sim extends Simulator> {
  start(clock: TestClock, wire: Readonly<Record<string, unknown>>): Promise<Sim>;
  config(sim: Sim, wire: Readonly<Record<string, unknown>>): AccountConfig;
  /** The same connection at another base url. */
  configAt(baseUrl: string): AccountConfig;
  input: NewProviderLink;
  /** Exactly what a create of `input` is on the wire. */
  createOnWire: { method: string; path: string; body: unknown };
  /** The simulator's name of the call that each operation makes last. */
  wireOperations: Partial<Record<OperationName, string>>;
  /** What a 404 with the provider's own body means; `done`: the operation resolves. */
  notFound: Partial<Record<OperationName, ProviderErrorKind | 'done'>>;
  /**
   * What a fault means where the sheet says otherwise than usual, by the name of its case, as `409`, or of one moment of it,
   * as `409, after the effect`; `done`: the operation resolves.
   */
  otherwise?: Partial<Record<OperationName, Readonly<Record<string, ProviderErrorKind | 'done'>>>>;
  /** True where a 401 is met with a fresh token and one repeat. */
  refreshesToken: boolean;
  /** Overrides of the wire profile with which seven links take several pages. */
  smallPages: Readonly<Record<string, unknown>>;
  /** Links a page with which seven take several, where the caller says it and not the profile. */
  pageSize?: number;
  /** How long after a create the lists tell it, ms. */
  listLagMs: number;
  /** How long after a create the link itself can be read, where that is by a list, ms; absent: at once. */
  readLagMs?: number;
  /** Lists come in no order that anybody promises. */
  unordered?: true;
  /** A filter that every link of the suite fits, for a provider whose list needs one. */
  listFilter?: ListFilter;
  /** What a 2xx that cannot be read means after a change, where not `bad-response`. */
  unreadableWrite?: 'outcome-unknown';
  /** Every row of the sheet's status table, with what a payer does to get there. */
  statuses: readonly StatusRow<Sim>[];
  /** Values of credentials, which must show nowhere. */
  secrets: readonly string[];
  /** API-shaped create bodies that are refused before the network, each with the pointers of its issues. */
  refusals: readonly { name: string; body: Record<string, unknown>; pointers: readonly string[] }[];
  notifications?: readonly NotificationCase<Sim>[];
}

export interface NotificationCase<Sim extends Simulator> {
  name: string;
  wire: Readonly<Record<string, unknown>>;
  /** Makes the simulator send one about the link to this url. */
  provoke(sim: Sim, webhookUrl: string, created: CreatedProviderLink): void;
  /** What proves the sender: a signature over the body, or a header alone, and then no byte of the body is a fact. */
  proof?: 'signature' | 'authorization';
  /** What one that is a month old is: a signature without a time cannot tell, so it must be only a hint, … */
  stale: 'accepted' | 'refused';
  /** … or hold facts that are as old as what they tell of, so that they are the same whenever it comes. */
  holdsFacts?: true;
}

export interface StatusRow<Sim extends Simulator> {
  name: string;
  options?: Readonly<Record<string, unknown>>;
  act?(sim: Sim, created: CreatedProviderLink, clock: TestClock): void;
  /** Without `observedAt`. `status` absent: ours is kept. Members given as undefined must be absent. */
  observed: { [K in keyof Omit<Observation, 'observedAt'>]?: Observation[K] | undefined };
}

/** The n-th of several links that are alike: each has a reference of its own, which may be its idempotency key. */
export function numbered(input: NewProviderLink, n: number): NewProviderLink {
  return { ...input, reference: `${input.reference.slice(0, -2)}${String(n).padStart(2, '0')}` };
}

/** The part of a simulator that is the same for all. */
export interface Simulator {
  url: string;
  ledger(): readonly { id: string; url: string }[];
  calls(): readonly { operation: string; method: string; path: string; body: unknown }[];
  fail(fault: {
    operation?: string;
    kind: 'status' | 'html' | 'empty' | 'truncated' | 'hang' | 'reset';
    when?: 'before' | 'after';
    times?: number;
    status?: number;
    retry_after?: number;
  }): unknown;
  close(): Promise<void>;
}

export interface TestClock {
  now(): number;
  advance(ms: number): void;
}

function testClock(start: string): TestClock {
  let now = Date.parse(start);
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}

/** One provider with one connection to one fresh simulator. */
export interface Rig<Sim extends Simulator> {
  provider: Provider;
  sim: Sim;
  clock: TestClock;
  call(signal?: AbortSignal): Call<unknown>;
  input: NewProviderLink;
  /** Calls of one operation on the wire. */
  sent(operation: string | undefined): number;
  /** Runs one operation on a link that exists, with arguments that are right. */
  run(operation: OperationName, created: CreatedProviderLink, signal?: AbortSignal): Promise<unknown>;
  ref(created: CreatedProviderLink, input?: NewProviderLink): ProviderLinkRef;
  wanted(input: NewProviderLink): WantedLink;
}

export async function withRig<Sim extends Simulator>(
  provider: Provider,
  harness: ProviderHarness<Sim>,
  work: (rig: Rig<Sim>) => Promise<void>,
  wire: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const clock = testClock('2026-03-02T09:15:04.377Z');
  const sim = await harness.start(clock, wire);
  try {
    await work(rigOf(provider, harness, sim, clock, wire));
  } finally {
    await sim.close();
  }
}

function rigOf<Sim extends Simulator>(
  provider: Provider,
  harness: ProviderHarness<Sim>,
  sim: Sim,
  clock: TestClock,
  wire: Readonly<Record<string, unknown>>,
): Rig<Sim> {
  const account = provider.openAccount(harness.config(sim, wire));
  const session = createSession();
  const { input } = harness;
  const call = (signal: AbortSignal = AbortSignal.timeout(5000)) => ({
    account,
    session,
    signal,
    now: clock.now,
  });
  const ref = ({ providerLinkId, providerUrl }: CreatedProviderLink, given = input) => ({
    providerLinkId,
    providerUrl,
    money: given.money,
    reference: given.reference,
    options: given.options,
  });
  const wanted = (given: NewProviderLink) => ({ input: given, attemptedAt: clock.now() });
  return {
    provider,
    sim,
    clock,
    call,
    input,
    ref,
    wanted,
    sent: (operation) => sim.calls().filter((made) => made.operation === operation).length,
    async run(operation, created, signal) {
      switch (operation) {
        case 'createLink':
          return provider.createLink(input, call(signal));
        case 'listLinks':
          return provider.listLinks?.(harness.listFilter ?? {}, call(signal));
        case 'assignLink':
          return provider.assignLink?.(ref(created), input.booking ?? {}, call(signal));
        case 'findByReference':
          return provider.findByReference?.(wanted(input), call(signal));
        default:
          return provider[operation]?.(ref(created), call(signal));
      }
    },
  };
}

/** The error of a call that must fail, after a look at everything that it shows. */
export async function failureOf(
  work: Promise<unknown>,
  { secrets, input }: { secrets: readonly string[]; input: NewProviderLink },
): Promise<ProviderError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProviderError)) throw new Error(`not a ProviderError: ${inspect(error)}`);
  const shown = shownBy(error);
  const { customer, redirects } = input;
  const personal = [customer.name, customer.email, customer.phone, redirects.success].filter(
    (text) => text !== undefined,
  );
  for (const hidden of [...secrets, ...personal, 'simulator', 'Bearer']) expect(shown).not.toContain(hidden);
  return error;
}

/** All that a logger could print of a value. */
export function shownBy(value: unknown): string {
  return [inspect(value, { depth: 12, showHidden: true }), JSON.stringify(value), String(value)].join('\n');
}
