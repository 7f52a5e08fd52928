import { describe, expect, it } from 'vitest';
import type { Provider } from '../../lib/providers/contract.ts';
import { checkLimits, valuesOf } from '../../lib/providers/limits.ts';
import { describeFaults } from './describe-faults.ts';
import { describeNotifications } from './describe-notifications.ts';
import {
  failureOf,
  numbered,
  type ProviderHarness,
  type Rig,
  type Simulator,
  shownBy,
  withRig,
} from './harness.ts';

/** Tests of the suite that do not hold for a provider, each with the reason. */
export interface Skip {
  reason: string;
  tests: readonly string[];
}

/** Registers one case of the suite. */
export type Case<Sim extends Simulator> = (
  name: string,
  work: (rig: Rig<Sim>) => Promise<void>,
  wire?: Readonly<Record<string, unknown>>,
) => void;

/** The same cases for every provider, each against its strict simulator. */
export function describeProvider<Sim extends Simulator>(
  provider: Provider,
  harness: ProviderHarness<Sim>,
  { skip = [] }: { skip?: readonly Skip[] } = {},
): void {
  const skipped = new Set(skip.flatMap(({ tests }) => tests));
  const known = new Set<string>();
  const testCase: Case<Sim> = (name, work, wire) => {
    known.add(name);
    if (!skipped.has(name)) it(name, () => withRig(provider, harness, work, wire));
  };

  describe(`${provider.name} keeps the provider contract`, () => {
    describe('create', () => describeCreate(harness, testCase));
    describe('read', () => describeRead(harness, testCase));
    describe('status', () => describeStatuses(harness, testCase));
    describe('recovery', () => describeRecovery(harness, testCase));
    describe('failures', () => describeFaults(provider, harness, testCase));
    if (harness.notifications) {
      describe('notifications', () => describeNotifications(harness, testCase));
    }
    describe('before the network', () => describeLimits(provider, harness));
    it('has cases of notifications if the provider notifies', () => {
      expect(harness.notifications !== undefined).toBe(provider.verifyNotification !== undefined);
    });
    it('skips only tests that there are', () => {
      expect([...skipped].filter((name) => !known.has(name))).toEqual([]);
    });
  });
}

function describeCreate<Sim extends Simulator>(harness: ProviderHarness<Sim>, testCase: Case<Sim>): void {
  testCase('is exactly this request, once', async ({ provider, sim, call, input, sent }) => {
    await provider.createLink(input, call());
    const made = sim.calls().filter(({ operation }) => operation === harness.wireOperations.createLink);
    expect(made).toEqual([expect.objectContaining(harness.createOnWire)]);
    expect(sent(harness.wireOperations.createLink)).toBe(1);
  });

  testCase('gives the id and the page of the link that was made', async ({ provider, sim, call, input }) => {
    const created = await provider.createLink(input, call());
    const [made] = sim.ledger();
    expect(created.providerUrl).toBe(made?.url);
    if (created.providerLinkId !== null) expect(created.providerLinkId).toBe(made?.id);
  });

  testCase('twenty at once are twenty links', async ({ provider, sim, call, input }) => {
    const inputs = Array.from({ length: 20 }, (_, n) => numbered(input, n));
    const made = await Promise.all(inputs.map((each) => provider.createLink(each, call())));
    expect(new Set(made.map(({ providerUrl }) => providerUrl)).size).toBe(20);
    expect(sim.ledger()).toHaveLength(20);
  });
}

function describeRead<Sim extends Simulator>(harness: ProviderHarness<Sim>, testCase: Case<Sim>): void {
  testCase('agrees with what was created', async ({ provider, sim, clock, call, input, ref }) => {
    const created = await provider.createLink(input, call());
    clock.advance(harness.readLagMs ?? 0);
    const link = await provider.fetchLink?.(ref(created), call());
    const providerLinkId = created.providerLinkId ?? sim.ledger()[0]?.id;
    expect(link).toMatchObject({ ...created, providerLinkId, money: input.money });
  });

  testCase(
    'a list tells every link once, over pages',
    async ({ provider, sim, clock, call, input }) => {
      if (!provider.listLinks) return;
      for (let n = 0; n < 7; n += 1) {
        await provider.createLink(numbered(input, n), call());
        clock.advance(1000);
      }
      const ids = sim.ledger().map(({ id }) => id);
      clock.advance(harness.listLagMs);
      const listed: (string | null)[] = [];
      for (let cursor: string | undefined, pages = 0; pages < 20; pages += 1) {
        const filter = {
          ...harness.listFilter,
          ...(harness.pageSize !== undefined && { pageSize: harness.pageSize }),
          ...(cursor !== undefined && { cursor }),
        };
        const page = await provider.listLinks(filter, call());
        listed.push(...page.links.map(({ providerLinkId }) => providerLinkId));
        cursor = page.cursor;
        if (cursor === undefined) break;
      }
      if (harness.unordered) expect(listed.sort()).toEqual(ids.sort());
      else expect(listed).toEqual(ids.reverse());
    },
    harness.smallPages,
  );

  testCase(
    'the connection check proves the credentials, and changes nothing',
    async ({ provider, sim, call }) => {
      await provider.checkAccount?.(call());
      expect(sim.ledger()).toEqual([]);
      expect(sim.calls().length).toBeGreaterThan(0);
    },
  );
}

function describeStatuses<Sim extends Simulator>(harness: ProviderHarness<Sim>, testCase: Case<Sim>): void {
  for (const row of harness.statuses) {
    testCase(row.name, async ({ provider, sim, clock, call, input: sample, ref }) => {
      const input = { ...sample, ...(row.options && { options: row.options }) };
      const created = await provider.createLink(input, call());
      clock.advance(harness.readLagMs ?? 0);
      row.act?.(sim, created, clock);
      const link = await provider.fetchLink?.(ref(created, input), call());
      expect(link?.observation).toMatchObject({ observedAt: clock.now() });
      const expected = { flags: undefined, ...row.observed };
      const seen = Object.keys(expected).map((name) => [name, Reflect.get(link?.observation ?? {}, name)]);
      expect(Object.fromEntries(seen)).toStrictEqual(expected);
    });
  }
}

function describeRecovery<Sim extends Simulator>(harness: ProviderHarness<Sim>, testCase: Case<Sim>): void {
  testCase('finds the link of a create whose answer was lost, and only that', async (rig) => {
    const { provider, sim, clock, call, input, wanted } = rig;
    const other = twin(input);
    await provider.createLink(other, call());
    sim.fail({ operation: harness.wireOperations.createLink ?? 'any', kind: 'reset', when: 'after' });
    const search = wanted(input);
    const error = await failureOf(provider.createLink(input, call()), { ...harness, input });
    expect(error.kind).toBe('outcome-unknown');
    clock.advance(harness.listLagMs + 1000);
    const found = await provider.findByReference?.(search, call());
    expect(found?.map(({ providerLinkId }) => providerLinkId)).toEqual([sim.ledger()[1]?.id]);
    expect(found?.[0]?.providerUrl).toBe(sim.ledger()[1]?.url);
  });

  testCase('finds nothing where nothing was made, however alike the others are', async (rig) => {
    const { provider, clock, call, input, wanted } = rig;
    await provider.createLink(twin(input), call());
    await provider.createLink(twin(twin(input)), call());
    const search = wanted(input);
    clock.advance(harness.listLagMs + 1000);
    expect(await provider.findByReference?.(search, call())).toEqual([]);
  });

  testCase('finds a link that was paid meanwhile as paid', async (rig) => {
    const paid = harness.statuses.find(({ observed }) => observed.status === 'paid');
    const { provider, sim, clock, call, input: sample, wanted } = rig;
    const input = { ...sample, ...(paid?.options && { options: paid.options }) };
    const search = wanted(input);
    const created = await provider.createLink(input, call());
    paid?.act?.(sim, created, clock);
    clock.advance(harness.listLagMs + 1000);
    const [found] = (await provider.findByReference?.(search, call())) ?? [];
    expect(found?.observation.status).toBe('paid');
  });
}

/** Alike in everything but what makes it another link of ours: its reference and its unguessable urls. */
function twin(input: Rig<Simulator>['input']): Rig<Simulator>['input'] {
  const other = (url: string) => url.replace('/p/', '/p/X');
  const { success, failure, cancel } = input.redirects;
  return {
    ...input,
    reference: `${input.reference.slice(1)}X`,
    redirects: { success: other(success), failure: other(failure), cancel: other(cancel) },
  };
}

function describeLimits<Sim extends Simulator>(provider: Provider, harness: ProviderHarness<Sim>): void {
  it.each(harness.refusals)('refuses $name', ({ body, pointers }) => {
    const options = body.provider_options;
    const closed =
      typeof options === 'object' && options !== null ? provider.checkOptions({ ...options }) : [];
    const issues = [
      ...checkLimits(provider.limits, valuesOf(body), Date.parse('2026-03-02T09:15:04Z')),
      ...closed,
    ];
    expect(issues.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('an account shows no credential, however it is printed', () => {
    const shown = shownBy({ account: provider.openAccount(harness.configAt('http://127.0.0.1:9')) });
    for (const secret of harness.secrets) expect(shown).not.toContain(secret);
  });

  it('a base url that is not published needs the leave of the deployment', () => {
    expect(() =>
      provider.openAccount({ ...harness.configAt('http://127.0.0.1:9'), baseUrls: 'fixed' }),
    ).toThrow('the connection does not fit its provider: /settings/base_url');
  });
}
