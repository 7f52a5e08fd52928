import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check, checked } from '../../lib/links/check.ts';
import { exceptionsOf } from '../../lib/links/model/exceptions.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { observe } from '../../lib/links/model/observe.ts';
import { amountPaid, mayBecome, statusOf } from '../../lib/links/model/status.ts';
import type { Flag, Observation, ObservedStatus } from '../../lib/observation.ts';
import { allpay } from '../../lib/providers/allpay/index.ts';
import type { CreatedProviderLink, Provider } from '../../lib/providers/contract.ts';
import { felloh } from '../../lib/providers/felloh/index.ts';
import { fortis } from '../../lib/providers/fortis/index.ts';
import { paypoint } from '../../lib/providers/paypoint/index.ts';
import { smarterpay } from '../../lib/providers/smarterpay/index.ts';
import { captureLogs, type Logs } from '../faults/logs.ts';
import { allpayHarness } from './allpay-harness.ts';
import { fellohHarness } from './felloh-harness.ts';
import { fortisHarness } from './fortis-harness.ts';
import { type ProviderHarness, type Rig, type Simulator, withRig } from './harness.ts';
import { paypointHarness } from './paypoint-harness.ts';
import { smarterpayHarness } from './smarterpay-harness.ts';
import {
  ASKED,
  allpayReading,
  fellohReading,
  fortisReading,
  paypointReading,
  smarterpayReading,
  T0,
} from './wire-readings.ts';

const RUNS = 1000;

const link: Link = {
  org: 'org',
  id: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0',
  code: 'c',
  version: 3,
  writer: 'w',
  cause: { by: 'key:1', what: 'create' },
  connection: 'main',
  provider: 'any',
  amount: ASKED,
  currency: 'GBP',
  expiresAt: T0 + 30 * 24 * 3_600_000,
  stage: 'open',
  status: 'active',
  createdAt: T0,
  updatedAt: T0,
};
/** Of our own doing: a fact may come before or after it. */
const standings: readonly Partial<Link>[] = [
  {},
  { stage: 'cancelled', cancelledAt: T0 + 150_000 },
  { stage: 'expired', expiredAt: T0 + 150_000 },
];

const seenAll = (standing: Partial<Link>, seen: readonly Observation[]) =>
  seen.reduce<Link>((known, one) => observe(known, one), { ...link, ...standing });
const pictureOf = (known: Link) => ({
  facts: known.facts ?? {},
  status: statusOf(known),
  paid: amountPaid(known),
  exceptions: exceptionsOf(known),
});

interface Told {
  name: string;
  reading: fc.Arbitrary<Observation>;
  /** All that the sheet's table can say. */
  statuses: readonly ObservedStatus[];
  flags: readonly Flag[];
}

describe.each<Told>([
  {
    name: 'allpay',
    reading: allpayReading(),
    statuses: ['active', 'partially_paid', 'paid'],
    flags: ['amount_unconfirmed', 'provider_status_unknown'],
  },
  {
    name: 'Felloh',
    reading: fellohReading(),
    statuses: ['active', 'processing', 'partially_paid', 'paid', 'expired'],
    flags: ['amount_mismatch', 'authorised', 'overpaid', 'provider_status_unknown'],
  },
  {
    name: 'Fortis',
    reading: fortisReading(),
    statuses: ['active', 'processing', 'paid', 'expired', 'cancelled'],
    flags: [
      'amount_mismatch',
      'amount_unconfirmed',
      'authorised',
      'charged_back',
      'provider_status_unknown',
      'refunded',
      'voided',
    ],
  },
  {
    name: 'PayPoint',
    reading: paypointReading(),
    statuses: ['active', 'processing', 'partially_paid', 'paid', 'expired', 'cancelled'],
    flags: ['amount_unconfirmed', 'provider_status_unknown', 'undelivered'],
  },
  {
    name: 'SmarterPay',
    reading: smarterpayReading(),
    statuses: ['active', 'processing', 'paid', 'expired'],
    flags: ['amount_mismatch', 'amount_unconfirmed', 'provider_status_unknown'],
  },
])('what $name tells', ({ reading, statuses, flags }) => {
  it('holds every status and flag of its sheet here, and no other', () => {
    const seen = fc.sample(reading, { numRuns: 3000, seed: 1 });
    const said = (of: readonly (string | undefined)[]) =>
      [...new Set(of)].filter((one) => one !== undefined).sort();
    expect(said(seen.map(({ status }) => status))).toEqual([...statuses].sort());
    expect(said(seen.flatMap(({ flags: raised = [] }) => raised))).toEqual([...flags].sort());
  });

  it('late, early and repeated ends in the same facts, status, money and exceptions', () => {
    const readings = fc.array(reading, { minLength: 1, maxLength: 7 });
    const orders = readings.chain((seen) =>
      fc.tuple(
        fc.constant(seen),
        fc.shuffledSubarray([...seen, ...seen, ...seen], {
          minLength: seen.length * 3,
          maxLength: seen.length * 3,
        }),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...standings), orders, (standing, [once, again]) => {
        const picture = pictureOf(seenAll(standing, once));
        expect(pictureOf(seenAll(standing, again))).toEqual(picture);
        expect(pictureOf(seenAll(standing, once.toReversed()))).toEqual(picture);
      }),
      { numRuns: RUNS },
    );
  });

  it('only makes transitions of the table, and never takes paid or money back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...standings), fc.array(reading, { maxLength: 8 }), (standing, seen) => {
        let known = seenAll(standing, []);
        for (const one of seen) {
          const next = observe(known, one);
          const [from, to] = [statusOf(known), statusOf(next)];
          expect(mayBecome(from, to), `${from} → ${to}`).toBe(true);
          expect(amountPaid(next)).toBeGreaterThanOrEqual(amountPaid(known));
          known = next;
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('with an unknown status keeps ours, and is an exception', () => {
    const unknown = reading.filter(
      ({ status, flags: raised, amountPaid }) =>
        status === undefined && !amountPaid && raised?.includes('provider_status_unknown') === true,
    );
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 4 }), unknown, (seen, odd) => {
        const [before, known] = [seenAll({}, seen), seenAll({}, [...seen, odd])];
        expect(statusOf(known)).toBe(statusOf(before));
        expect(exceptionsOf(known).map(({ code }) => code)).toContain('provider_status_unknown');
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

describe('a check', () => {
  let logs: Logs;
  beforeEach(() => {
    logs = captureLogs();
  });
  afterEach(() => logs.release());
  const told = () => logs.text().split('"code":"PROVIDER_STATUS_UNKNOWN"').length - 1;

  checks(allpay, allpayHarness, (sim, created) => sim.act({ action: 'delete', link: created.providerUrl }));
  checks(felloh, fellohHarness, (sim, created) => sim.act({ action: 'delete', link: created.providerUrl }));
  checks(fortis, fortisHarness, (_sim, created, rig) =>
    rig.provider.deleteLink?.(rig.ref(created), rig.call()),
  );
  checks(paypoint, paypointHarness, (sim, created) =>
    sim.act({ action: 'delete', link: created.providerUrl }),
  );
  checks(smarterpay, smarterpayHarness, (sim, created) =>
    sim.act({ action: 'delete', link: created.providerUrl }),
  );

  function checks<Sim extends Simulator>(
    provider: Provider,
    harness: ProviderHarness<Sim>,
    vanish: (sim: Sim, created: CreatedProviderLink, rig: Rig<Sim>) => unknown,
  ): void {
    /** A link of ours that has been there for an hour, and the way to look at it. */
    async function arranged(rig: Rig<Sim>) {
      const { input, call, clock } = rig;
      const created = await rig.provider.createLink(input, call());
      const ours: Link = {
        ...link,
        id: input.reference.slice(0, -1),
        provider: provider.id,
        amount: input.money.amount,
        currency: input.money.currency,
        createdAt: clock.now(),
        expiresAt: input.expiresAt,
        providerUrl: created.providerUrl,
        providerOptions: input.options,
        ...(created.providerLinkId !== null && { providerLinkId: created.providerLinkId }),
      };
      clock.advance(3_600_000);
      const { account, session, signal } = call();
      const opened = {
        provider,
        account,
        session,
        limits: provider.limits,
        connection: connectionOf(provider),
      };
      return { ours, created, look: (known: Link) => check({ clock, signal }, opened, known) };
    }

    it(`of ${provider.name} tells an unknown status once per read, and keeps ours`, () =>
      withRig(provider, harness, async (rig) => {
        const { ours, created, look } = await arranged(rig);
        const row = harness.statuses.find(({ observed }) =>
          observed.flags?.includes('provider_status_unknown'),
        );
        expect(row?.act).toBeDefined();
        row?.act?.(rig.sim, created, rig.clock);
        for (const times of [1, 2, 3]) {
          const found = await look(ours);
          if (!found || 'failed' in found) throw new Error('it was not read');
          expect(told()).toBe(times);
          const known = { ...ours, ...checked(ours, found) };
          expect(statusOf(known)).toBe('active');
          expect(exceptionsOf(known).map(({ code }) => code)).toEqual(['provider_status_unknown']);
        }
      }));

    it(`of a link that vanished from ${provider.name} never makes it paid, cancelled or expired`, () =>
      withRig(provider, harness, async (rig) => {
        const { ours, created, look } = await arranged(rig);
        await vanish(rig.sim, created, rig);
        const found = await look(ours);
        if (!found || 'failed' in found) throw new Error('it was not read');
        expect(found.missing).toBe(true);
        const known = { ...ours, ...checked(ours, found) };
        expect(statusOf(known)).toBe('active');
        expect(exceptionsOf(known).map(({ code }) => code)).toEqual(['provider_missing']);
        expect(told()).toBe(0);
        for (const page of [
          await provider.listLinks?.(harness.listFilter ?? {}, rig.call()),
          await provider.sweep?.({ openSince: 0 }, rig.call()),
        ]) {
          expect(page?.links ?? []).toEqual([]);
        }
      }));

    if (provider.id !== 'allpay') return;
    it('of a link that allpay lists no more once it is paid is missing, not paid', () =>
      withRig(
        provider,
        harness,
        async (rig) => {
          const { ours, created, look } = await arranged(rig);
          harness.statuses
            .find(({ observed }) => observed.status === 'paid')
            ?.act?.(rig.sim, created, rig.clock);
          const found = await look(ours);
          if (!found || 'failed' in found) throw new Error('it was not read');
          expect(found.missing).toBe(true);
          expect(statusOf({ ...ours, ...checked(ours, found) })).toBe('active');
        },
        { paid_links_listed: false },
      ));
  }
});

/** Only its account is looked at by a check. */
function connectionOf({ id }: Provider) {
  return {
    org: 'org',
    id: 'main',
    provider: id,
    settings: {},
    credentials: '',
    expiresInDays: 30,
    hookToken: 'h',
    version: 1,
    writer: 'w',
    createdAt: T0,
    updatedAt: T0,
  };
}
