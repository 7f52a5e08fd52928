import fc from 'fast-check';
import * as z from 'zod/mini';
import type { Observation } from '../../lib/observation.ts';
import { openAccount as openAllpay } from '../../lib/providers/allpay/account.ts';
import { observe as observeAllpay } from '../../lib/providers/allpay/status.ts';
import { listAnswer as allpayList } from '../../lib/providers/allpay/wire.ts';
import { FELLOH_PROFILE } from '../../lib/providers/felloh/profile.ts';
import { observe as observeFelloh } from '../../lib/providers/felloh/status.ts';
import { PaymentLink as FellohLink } from '../../lib/providers/felloh/wire.ts';
import { openAccount as openFortis } from '../../lib/providers/fortis/account.ts';
import { observe as observeFortis } from '../../lib/providers/fortis/status.ts';
import { Paylink, TransactionsAnswer } from '../../lib/providers/fortis/wire.ts';
import { openAccount as openPaypoint } from '../../lib/providers/paypoint/account.ts';
import { PAYPOINT_PROFILE } from '../../lib/providers/paypoint/profile.ts';
import { observe as observePaypoint } from '../../lib/providers/paypoint/status.ts';
import { listAnswer as paypointList } from '../../lib/providers/paypoint/wire.ts';
import { openAccount as openSmarterpay } from '../../lib/providers/smarterpay/account.ts';
import { observeCard, observe as observeSmarterpay } from '../../lib/providers/smarterpay/status.ts';
import { CardEvent, PaymentLink as SmarterpayLink } from '../../lib/providers/smarterpay/wire.ts';
import { fixtures as smarterpayFixtures } from '../../local/providers/smarterpay/fixtures.ts';
import { allpayHarness } from './allpay-harness.ts';
import { fortisHarness } from './fortis-harness.ts';
import { paypointHarness } from './paypoint-harness.ts';
import { smarterpayHarness } from './smarterpay-harness.ts';

/** What was asked for in every reading, minor units. */
export const ASKED = 10_000;
export const T0 = Date.parse('2026-03-02T09:15:04Z');
/** When the provider itself ends the link: some readings begin before it, some after. */
const END = T0 + 6 * 60_000;

const base = 'http://127.0.0.1:9';
const url = 'https://pay.example.com/1';
const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Few instants, so that some fall together. */
const observedAt = fc.integer({ min: 0, max: 12 }).map((n) => T0 + n * 60_000);
const instant = fc.option(fc.integer({ min: 0, max: 6 }).map((n) => new Date(T0 + n * 60_000).toISOString()));
/** None, a part, all, and more. */
const minor = fc.constantFrom(1, 4000, 6000, ASKED, ASKED + 1, 2 * ASKED);
const pounds = (amount: number) =>
  `${String(amount).slice(0, -2) || '0'}.${String(amount).slice(-2).padStart(2, '0')}`;

/** Each provider's own bodies, with every row of its status table among them, as its adapter reads them. */
export function allpayReading(): fc.Arbitrary<Observation> {
  const account = openAllpay(allpayHarness.configAt(base));
  const answer = allpayList(account);
  const status = fc.constantFrom(151, 152, 153, 154, 155, 150, 999, '153', null, 'Paid', undefined);
  const list = fc.constantFrom('active', 'active', 'active', 'pending');
  return fc.record({ status, list, observedAt }).map(({ status, list, observedAt }) => {
    const [link] = z.parse(answer, overJson([{ paymentUrlId: 1, url, status, amount: ASKED / 100 }]));
    if (!link) throw new Error('it was not read');
    return observeAllpay({ link, list, observedAt }, { amount: ASKED, currency: 'GBP' });
  });
}

export function fellohReading(): fc.Arbitrary<Observation> {
  const word = fc.constantFrom(
    'PENDING',
    'DECLINED',
    'REJECTED',
    'ABANDONED',
    'PAYMENTINPROGRESS',
    'COMPLETE',
    'MOON',
  );
  const transaction = fc.record({
    id: fc.constantFrom('T1', 'T2', 'T3'),
    amount: minor,
    currency: fc.constantFrom('GBX', 'GBX', 'GBX', 'EUX', undefined),
    status: fc.oneof(
      fc.constant(null),
      word,
      word.map((id) => ({ id })),
    ),
    completed_at: fc.oneof(
      instant,
      instant.map((at) => (at === null ? null : Date.parse(at) / 1000)),
    ),
    created_at: instant,
  });
  const record = fc.record({
    transactions: fc.option(fc.uniqueArray(transaction, { maxLength: 3, selector: ({ id }) => id })),
    expires_at: fc.constantFrom(null, new Date(END - 16 * 60_000).toISOString(), '2026-03-31T23:59:59Z'),
    held: fc.boolean(),
    observedAt,
  });
  return record.map(({ held, observedAt, ...link }) =>
    observeFelloh(
      z.parse(FellohLink, overJson({ id: 'L1', amount: ASKED, currency: 'GBX', ...link })),
      FELLOH_PROFILE,
      {
        observedAt,
        expected: { amount: ASKED, currency: 'GBP' },
        authorisationOnly: held,
      },
    ),
  );
}

export function fortisReading(): fc.Arbitrary<Observation> {
  const account = openFortis(fortisHarness.configAt(base));
  const payment = fc.record({
    payment_method: fc.constantFrom('cc', 'ach', null),
    transaction_amount: minor.map(pounds),
    status_id: fc.constantFrom(101, 102, 111, 131, 132, 133, 134, 191, 201, 301, 331, 999),
    created_ts: fc.integer({ min: T0 / 1000, max: T0 / 1000 + 360 }),
  });
  const record = fc.record({
    status_id: fc.constantFrom(0, 0, 1, 1, 1, '0', '1', true, false, 7, null),
    active: fc.constantFrom(1, 1, 1, 0, null),
    expire_date: fc.constantFrom(null, '2026-03-01', '2026-03-02'),
    delivery_method: fc.constantFrom(0, 1, 3),
    payments: fc.option(fc.array(payment, { maxLength: 3 }), { nil: undefined }),
    observedAt,
  });
  return record.map(({ payments, observedAt, ...link }) => {
    const answer = { transactions: (payments ?? []).map((each, n) => ({ id: `T${n}`, ...each })) };
    const { transactions } = z.parse(TransactionsAnswer, overJson(answer));
    const paylink = z.parse(
      Paylink,
      overJson({ id: 'P1', amount_due: pounds(ASKED), created_ts: T0 / 1000, ...link }),
    );
    return observeFortis(paylink, account, {
      observedAt,
      expected: ASKED,
      ...(payments && { payments: transactions }),
    });
  });
}

export function paypointReading(): fc.Arbitrary<Observation> {
  const account = openPaypoint(paypointHarness.configAt(base));
  const answer = paypointList(account);
  const words = [...Object.keys(PAYPOINT_PROFILE.status_map), 'Part Paid', 'PLAN_ACTIVE', 'Moonshine'];
  const record = fc.record({
    Status: fc.option(fc.constantFrom(...words)),
    AmountPaid: fc.option(fc.oneof(fc.constant(0), minor).map((amount) => Number(pounds(amount)))),
    SentAt: instant,
    ViewedAt: instant,
    PaidAt: instant,
    observedAt,
  });
  return record.map(({ observedAt, ...told }) => {
    const request = { RequestId: 'R1', LongUrl: url, Amount: ASKED / 100, ...told };
    const [link] = z.parse(answer, overJson({ Requests: [request] })).requests;
    if (!link) throw new Error('it was not read');
    return observePaypoint(link, account.profile, { observedAt, expected: ASKED });
  });
}

export function smarterpayReading(): fc.Arbitrary<Observation> {
  const account = openSmarterpay(smarterpayHarness.configAt(base));
  const pages = [...smarterpayFixtures.pages.map(({ id }) => id), 'EP02UNKNOWN000000001'];
  const time = instant.map((at) => at?.slice(0, 19).replace('T', ' ') ?? null);
  const link = fc
    .record({
      ecommerce_page: fc.constantFrom(...pages),
      status: fc.constantFrom('active', 'active', 'expired', 'moonshine'),
      amount: fc.constantFrom(String(ASKED), String(ASKED), '1', null),
      visited_at: time,
      completed_at: time,
      observedAt,
    })
    .map(({ observedAt, ...told }) =>
      observeSmarterpay(z.parse(SmarterpayLink, overJson({ id: 'PL1', url, ...told })), account, {
        observedAt,
        expected: { amount: ASKED, currency: 'GBP' },
      }),
    );
  const event = fc
    .record({
      status: fc.constantFrom(
        'successful',
        'successful',
        'pending',
        'failed',
        'cancelled',
        'error',
        'moonshine',
      ),
      transaction_type: fc.constantFrom('sale', 'sale', 'refund', null),
      currency_code: fc.constantFrom('GBP', 'GBP', 'EUR', null),
      initial_amount: fc.oneof(minor.map(String), fc.constantFrom('many', null)),
      edited_at: time,
      observedAt,
    })
    .map(({ observedAt, ...told }) => {
      const card = { id: 'CP1', event_type: 'card_payment.update', ...told };
      return observeCard(z.parse(CardEvent, overJson(card)), account.profile, observedAt);
    })
    .filter((seen) => seen !== undefined);
  return fc.oneof(link, event);
}
