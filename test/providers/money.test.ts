import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf, type Money, toDecimalText } from '../../lib/money.ts';
import { allpay } from '../../lib/providers/allpay/index.ts';
import type { Provider } from '../../lib/providers/contract.ts';
import { felloh } from '../../lib/providers/felloh/index.ts';
import { fortis } from '../../lib/providers/fortis/index.ts';
import { paypoint } from '../../lib/providers/paypoint/index.ts';
import { smarterpay } from '../../lib/providers/smarterpay/index.ts';
import { allpayHarness } from './allpay-harness.ts';
import { fellohHarness } from './felloh-harness.ts';
import { fortisHarness } from './fortis-harness.ts';
import { type ProviderHarness, type Simulator, withRig } from './harness.ts';
import {
  allpayTrip,
  fellohTrip,
  fortisTrip,
  paypointTrip,
  smarterpayTrip,
  type Trip,
} from './money-trips.ts';
import { paypointHarness } from './paypoint-harness.ts';
import { smarterpayHarness } from './smarterpay-harness.ts';

const RUNS = 100_000;
const OVER_HTTP = 200;
const AT_ONCE = 20;

/** Every amount and currency that the provider takes. */
function moneyOf({ limits: { amount, currencies } }: Provider): fc.Arbitrary<Money> {
  return fc.record({ amount: fc.integer(amount), currency: fc.constantFrom(...currencies) });
}

describe(`${RUNS} amounts go out and come back exact`, () => {
  it.each<[string, Provider, Trip, number]>([
    ['allpay', allpay, allpayTrip(), RUNS],
    ['allpay in pence', allpay, allpayTrip({ amount_unit: 'minor' }), RUNS / 10],
    ['Felloh', felloh, fellohTrip(), RUNS],
    ['Fortis', fortis, fortisTrip(), RUNS],
    ['PayPoint', paypoint, paypointTrip(), RUNS],
    ['PayPoint in pence', paypoint, paypointTrip({ amount_unit: 'minor' }), RUNS / 10],
    ['SmarterPay', smarterpay, smarterpayTrip(), RUNS],
    [
      'SmarterPay in pounds',
      smarterpay,
      smarterpayTrip({ amount_unit: 'major_string', webhook_amount_unit: 'major_string' }),
      RUNS / 10,
    ],
  ])('%s', { timeout: 120_000 }, (_, provider, trip, numRuns) => {
    fc.assert(
      fc.property(moneyOf(provider), (money) => {
        const wire = trip.out(money);
        const { asked, paid } = trip.back(money);
        return (
          trip.theirs(wire, money) === money.amount &&
          trip.reads(wire) === money.amount &&
          asked?.amount === money.amount &&
          asked.currency === money.currency &&
          paid === money.amount
        );
      }),
      { numRuns },
    );
  });
});

describe(`${OVER_HTTP} amounts through the simulator`, () => {
  throughSimulator(allpay, allpayHarness);
  throughSimulator(felloh, fellohHarness);
  throughSimulator(fortis, fortisHarness);
  throughSimulator(paypoint, paypointHarness);
  throughSimulator(smarterpay, smarterpayHarness);
});

function throughSimulator<Sim extends Simulator>(provider: Provider, harness: ProviderHarness<Sim>): void {
  it(provider.name, { timeout: 120_000 }, () =>
    withRig(provider, harness, async ({ sim, clock, call, input }) => {
      const { min, max } = provider.limits.amount;
      const ends = provider.limits.currencies.flatMap((currency) =>
        [min, max].map((amount) => ({ amount, currency })),
      );
      const amounts = [...ends, ...fc.sample(moneyOf(provider), OVER_HTTP - ends.length)];
      const wanted = new Map<string, Money>();
      while (amounts.length > 0) {
        const made = amounts.splice(0, AT_ONCE).map(async (money) => {
          const each = `${String(wanted.size).padStart(3, '0')}`;
          wanted.set(each, money);
          const reference = `${input.reference.slice(0, -3)}${each}`;
          const { providerUrl } = await provider.createLink({ ...input, reference, money }, call());
          wanted.delete(each);
          wanted.set(providerUrl, money);
        });
        await Promise.all(made);
      }
      clock.advance(harness.listLagMs + 1000);
      const told = new Map<string, Money | undefined>();
      for (let cursor: string | undefined, pages = 0; pages < OVER_HTTP; pages += 1) {
        const filter = { ...harness.listFilter, ...(cursor !== undefined && { cursor }) };
        const page = await provider.listLinks?.(filter, call());
        for (const { providerUrl, money } of page?.links ?? []) told.set(providerUrl, money);
        cursor = page?.cursor;
        if (cursor === undefined) break;
      }
      expect(told.size).toBe(OVER_HTTP);
      expect(told).toEqual(wanted);
      expect(sim.ledger()).toHaveLength(OVER_HTTP);
    }),
  );
}

describe('an answer that is no exact amount is none', () => {
  const never = [
    -1,
    -0.01,
    1e21,
    2 ** 53,
    '1e3',
    '',
    ' ',
    '1,000',
    '£5',
    '-1',
    '+1',
    '0x10',
    true,
    {},
    [],
    '١',
  ];
  const majors = [...never, 0.1 + 0.2, 12.345, '12.345', '.5', '5.', '1 000', '90071992547409.92'];
  const minors = [...never, 0.5, 12.34];

  it.each<[string, Trip, readonly unknown[], readonly [unknown, number][]]>([
    [
      'allpay',
      allpayTrip(),
      majors,
      [
        [0.1, 10],
        [0.29, 29],
        [1e3, 100_000],
        ['42.5', 4250],
        [1.1, 110],
      ],
    ],
    [
      'Felloh',
      fellohTrip(),
      [...minors, '5'],
      [
        [0, 0],
        [1e3, 1000],
        [2 ** 53 - 1, 2 ** 53 - 1],
      ],
    ],
    [
      'Fortis',
      fortisTrip(),
      majors,
      [
        ['0.29', 29],
        [1e3, 100_000],
        ['42.50', 4250],
        [4.35, 435],
      ],
    ],
    [
      'PayPoint',
      paypointTrip(),
      majors,
      [
        [0.57, 57],
        [1e3, 100_000],
        ['42.50', 4250],
        [1.005e3, 100_500],
      ],
    ],
    ['PayPoint in pence', paypointTrip({ amount_unit: 'minor' }), [...minors, '42.50'], [[57, 57]]],
    [
      'SmarterPay',
      smarterpayTrip(),
      [...minors, '27.50', '2.5'],
      [
        ['2750', 2750],
        [2750, 2750],
      ],
    ],
    [
      'SmarterPay in pounds',
      smarterpayTrip({ amount_unit: 'major_string' }),
      majors,
      [
        ['27.50', 2750],
        ['0.07', 7],
      ],
    ],
  ])('%s', (_, trip, misfits, fits) => {
    expect(misfits.filter((wire) => trip.reads(wire) !== undefined)).toEqual([]);
    expect(fits.map(([wire]) => [wire, trip.reads(wire)])).toEqual(fits);
  });
});

describe('no amount is ever reckoned with as a fraction', () => {
  it('every currency that a provider takes has two decimals, which the codecs know', () => {
    const taken = [allpay, felloh, fortis, paypoint, smarterpay].flatMap(({ limits }) => limits.currencies);
    for (const currency of new Set(taken)) expect(exponentOf(currency)).toBe(2);
    expect([toDecimalText(1250, 'JPY'), toDecimalText(1250, 'KWD')]).toEqual(['1250', '1.250']);
  });

  it('no module that amounts pass through divides, rounds or parses floats', () => {
    const root = join(import.meta.dirname, '../..');
    const files = globSync(['lib/money.ts', 'lib/providers/*/*.ts', 'local/providers/*/money.ts'], {
      cwd: root,
    });
    expect(files.length).toBeGreaterThan(60);
    const suspicious = files
      .filter((file) => !file.endsWith('.test.ts') && !/\/dates\.ts$/.test(file))
      .flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .filter((line) =>
            /parseFloat|toFixed|toPrecision|Math\.(round|floor|ceil|trunc)|\/ 1?0{2,}\b|\* 0?\.\d/.test(line),
          )
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(suspicious).toEqual([]);
  });
});
