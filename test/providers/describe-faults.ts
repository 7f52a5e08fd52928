import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import type { Provider } from '../../lib/providers/contract.ts';
import type { ProviderErrorKind } from '../../lib/providers/errors.ts';
import { createSession } from '../../lib/providers/session.ts';
import type { Case } from './describe-provider.ts';
import { failureOf, type OperationName, type ProviderHarness, type Rig, type Simulator } from './harness.ts';

type Fault = Omit<Parameters<Simulator['fail']>[0], 'operation'>;
type Effect = 'read' | 'write' | 'create';

const EFFECTS: Readonly<Record<OperationName, Effect>> = {
  createLink: 'create',
  fetchLink: 'read',
  listLinks: 'read',
  findByReference: 'read',
  cancelLink: 'write',
  deleteLink: 'write',
  assignLink: 'write',
};
const OPERATIONS: readonly OperationName[] = [
  'createLink',
  'fetchLink',
  'listLinks',
  'findByReference',
  'cancelLink',
  'deleteLink',
  'assignLink',
];

const lost = { read: 'unavailable', write: 'outcome-unknown', create: 'outcome-unknown' } as const;
const unreadable = { read: 'bad-response', write: 'bad-response', create: 'outcome-unknown' } as const;
const always = (kind: ProviderErrorKind) => ({ read: kind, write: kind, create: kind });

const CASES: readonly { name: string; fault: Fault; kinds: Readonly<Record<Effect, ProviderErrorKind>> }[] = [
  { name: '400', fault: { kind: 'status', status: 400 }, kinds: always('rejected') },
  { name: '403', fault: { kind: 'status', status: 403 }, kinds: always('credentials') },
  { name: '409', fault: { kind: 'status', status: 409 }, kinds: always('conflict') },
  { name: '422', fault: { kind: 'status', status: 422 }, kinds: always('rejected') },
  { name: '429', fault: { kind: 'status', status: 429 }, kinds: always('rate-limited') },
  { name: '408', fault: { kind: 'status', status: 408 }, kinds: lost },
  { name: '500', fault: { kind: 'status', status: 500 }, kinds: lost },
  { name: '503', fault: { kind: 'status', status: 503 }, kinds: lost },
  { name: '302', fault: { kind: 'status', status: 302 }, kinds: always('bad-response') },
  { name: '500 with HTML', fault: { kind: 'html', status: 500 }, kinds: lost },
  { name: '200 with HTML', fault: { kind: 'html' }, kinds: unreadable },
  { name: 'an empty 200', fault: { kind: 'empty' }, kinds: unreadable },
  { name: 'a truncated 200', fault: { kind: 'truncated' }, kinds: unreadable },
  { name: 'a reset', fault: { kind: 'reset' }, kinds: lost },
  { name: 'no answer in time', fault: { kind: 'hang' }, kinds: lost },
];

/** Whatever comes back: the right kind, never a raw error, and one request on the wire. */
export function describeFaults<Sim extends Simulator>(
  provider: Provider,
  harness: ProviderHarness<Sim>,
  testCase: Case<Sim>,
): void {
  const operations = OPERATIONS.filter((operation) => provider[operation] !== undefined);

  for (const operation of operations) {
    const otherwise = harness.otherwise?.[operation] ?? {};
    for (const when of EFFECTS[operation] === 'read'
      ? (['before'] as const)
      : (['before', 'after'] as const)) {
      for (const { name, fault, kinds } of CASES) {
        testCase(`${operation}: ${name}, ${when} the effect`, async (rig) => {
          const { created, sentBefore } = await prepared(rig, harness, operation);
          rig.sim.fail({ ...fault, when, operation: wireName(harness, operation) });
          const run = rig.run(operation, created, deadlineOf(fault));
          const effect = EFFECTS[operation];
          const lostWrite = kinds === unreadable && effect === 'write' && harness.unreadableWrite;
          const kind =
            otherwise[`${name}, ${when} the effect`] ?? otherwise[name] ?? (lostWrite || kinds[effect]);
          if (kind === 'done') await run;
          else {
            const error = await failureOf(run, harness);
            expect(error.kind).toBe(kind);
            expect(error.facts.retryAfterMs).toBeUndefined();
          }
          expect(rig.sent(wireName(harness, operation)) - sentBefore).toBe(1);
          if (operation === 'createLink') expect(rig.sim.ledger()).toHaveLength(when === 'after' ? 1 : 0);
        });
      }
    }
    describeRefusals(harness, testCase, operation);
  }

  it.each(operations)('%s: nothing was sent where nobody listens', async (operation) => {
    const account = provider.openAccount(harness.configAt(`http://127.0.0.1:${await closedPort()}`));
    const call = { account, session: createSession(), signal: AbortSignal.timeout(5000), now: Date.now };
    const { input } = harness;
    const ref = { providerLinkId: 'a', money: input.money, options: input.options };
    const runs: Record<OperationName, () => Promise<unknown> | undefined> = {
      createLink: () => provider.createLink(input, call),
      fetchLink: () => provider.fetchLink?.(ref, call),
      listLinks: () => provider.listLinks?.(harness.listFilter ?? {}, call),
      findByReference: () => provider.findByReference?.({ input, attemptedAt: Date.now() }, call),
      cancelLink: () => provider.cancelLink?.(ref, call),
      deleteLink: () => provider.deleteLink?.(ref, call),
      assignLink: () => provider.assignLink?.(ref, input.booking ?? {}, call),
    };
    expect((await failureOf(Promise.resolve(runs[operation]()), harness)).kind).toBe('unavailable');
  });
}

/** Statuses that mean more than their number: 401, 404, and 429 that says when. */
function describeRefusals<Sim extends Simulator>(
  harness: ProviderHarness<Sim>,
  testCase: Case<Sim>,
  operation: OperationName,
): void {
  const wireOperation = wireName(harness, operation);

  testCase(`${operation}: 401, and again`, async (rig) => {
    const { created, sentBefore } = await prepared(rig, harness, operation);
    rig.sim.fail({ kind: 'status', status: 401, times: 2, operation: wireOperation });
    expect((await failureOf(rig.run(operation, created), harness)).kind).toBe('credentials');
    expect(rig.sent(wireOperation) - sentBefore).toBe(harness.refreshesToken ? 2 : 1);
  });

  if (harness.refreshesToken) {
    testCase(`${operation}: 401 once is met with a fresh token`, async (rig) => {
      const { created, sentBefore } = await prepared(rig, harness, operation);
      rig.sim.fail({ kind: 'status', status: 401, operation: wireOperation });
      await rig.run(operation, created);
      expect(rig.sent(wireOperation) - sentBefore).toBe(2);
      if (operation === 'createLink') expect(rig.sim.ledger()).toHaveLength(1);
    });
  }

  testCase(`${operation}: 404`, async (rig) => {
    const { created } = await prepared(rig, harness, operation);
    rig.sim.fail({ kind: 'status', status: 404, operation: wireOperation });
    const expected = harness.notFound[operation];
    if (expected === 'done') await rig.run(operation, created);
    else expect((await failureOf(rig.run(operation, created), harness)).kind).toBe(expected);
  });

  testCase(`${operation}: 429 with Retry-After`, async (rig) => {
    const { created } = await prepared(rig, harness, operation);
    rig.sim.fail({ kind: 'status', status: 429, retry_after: 7, operation: wireOperation });
    const error = await failureOf(rig.run(operation, created), harness);
    expect([error.kind, error.facts.retryAfterMs]).toEqual(['rate-limited', 7000]);
  });

  testCase(`${operation}: without time left nothing is sent`, async (rig) => {
    const { created } = await prepared(rig, harness, operation);
    const sent = rig.sim.calls().length;
    expect((await failureOf(rig.run(operation, created, AbortSignal.abort()), harness)).kind).toBe(
      'unavailable',
    );
    expect(rig.sim.calls()).toHaveLength(sent);
  });
}

async function prepared<Sim extends Simulator>(
  { provider, call, clock, input, sent }: Rig<Sim>,
  harness: ProviderHarness<Sim>,
  operation: OperationName,
) {
  // Warms what is kept (a token), so that the fault meets the operation itself.
  await provider.listLinks?.(harness.listFilter ?? {}, call());
  if (operation === 'createLink') {
    return {
      created: { providerLinkId: null, providerUrl: '' },
      sentBefore: sent(wireName(harness, operation)),
    };
  }
  const created = await provider.createLink(input, call());
  clock.advance(harness.listLagMs + 1000);
  return { created, sentBefore: sent(wireName(harness, operation)) };
}

function wireName<Sim extends Simulator>(
  { wireOperations }: ProviderHarness<Sim>,
  operation: OperationName,
): string {
  return wireOperations[operation] ?? 'any';
}

/** Short only where the answer never comes. */
function deadlineOf({ kind }: Fault): AbortSignal {
  return AbortSignal.timeout(kind === 'hang' ? 150 : 5000);
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
