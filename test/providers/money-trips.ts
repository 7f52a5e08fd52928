import * as z from 'zod/mini';
import type { Money } from '../../lib/money.ts';
import { openAccount as openAllpay } from '../../lib/providers/allpay/account.ts';
import { toProviderLink as allpayLink, toCreateFields } from '../../lib/providers/allpay/map.ts';
import { listAnswer as allpayList } from '../../lib/providers/allpay/wire.ts';
import { openAccount as openFelloh } from '../../lib/providers/felloh/account.ts';
import {
  toProviderLink as fellohLink,
  toCreateRequest as fellohRequest,
} from '../../lib/providers/felloh/map.ts';
import { PaymentLink as FellohLink } from '../../lib/providers/felloh/wire.ts';
import { openAccount as openFortis } from '../../lib/providers/fortis/account.ts';
import { toDollars } from '../../lib/providers/fortis/amounts.ts';
import { toProviderLink as fortisLink } from '../../lib/providers/fortis/map.ts';
import { Paylink, Transaction } from '../../lib/providers/fortis/wire.ts';
import { openAccount as openPaypoint } from '../../lib/providers/paypoint/account.ts';
import { amountOnWire, toProviderLink as paypointLink } from '../../lib/providers/paypoint/map.ts';
import { listAnswer as paypointList } from '../../lib/providers/paypoint/wire.ts';
import { openAccount as openSmarterpay } from '../../lib/providers/smarterpay/account.ts';
import { toWireAmount } from '../../lib/providers/smarterpay/amounts.ts';
import { toProviderLink as smarterpayLink } from '../../lib/providers/smarterpay/map.ts';
import { observeCard } from '../../lib/providers/smarterpay/status.ts';
import { CardEvent, PaymentLink as SmarterpayLink } from '../../lib/providers/smarterpay/wire.ts';
import { readAmount, writeAmount } from '../../local/providers/allpay/money.ts';
import { wireProfile as allpayWire } from '../../local/providers/allpay/wire.ts';
import { centsOf, dollarsOf } from '../../local/providers/fortis/money.ts';
import { parseAmount, wireAmount } from '../../local/providers/paypoint/money.ts';
import { wireProfile as paypointWire } from '../../local/providers/paypoint/wire.ts';
import { toMinor, toWire } from '../../local/providers/smarterpay/money.ts';
import { wireProfile as smarterpayWire } from '../../local/providers/smarterpay/wire.ts';
import { allpayHarness } from './allpay-harness.ts';
import { fellohHarness } from './felloh-harness.ts';
import { fortisHarness } from './fortis-harness.ts';
import { paypointHarness } from './paypoint-harness.ts';
import { onPage, smarterpayHarness } from './smarterpay-harness.ts';

/** How money goes out, what the simulator takes that for, and what comes back of its answer. */
export interface Trip {
  /** The amount as it stands in the bytes of a create. */
  out(money: Money): unknown;
  /** Minor units by the simulator's own reading of the sheet; anything else: refused. */
  theirs(wire: unknown, money: Money): unknown;
  /** The link and its whole payment, as the simulator writes them and the adapter reads them. */
  back(money: Money): { asked: Money | undefined; paid: number | undefined };
  /** Minor units of an amount in an answer; undefined: not an amount. */
  reads(wire: unknown): number | undefined;
}

const url = 'https://pay.example.com/1';
const base = 'http://127.0.0.1:9';
const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const amountIn = (body: unknown, ...path: string[]) =>
  path.reduce<unknown>((value, name) => Reflect.get(Object(value), name), overJson(body));
const context = { observedAt: 0 };

/** What a reader makes of something; undefined where it is refused. */
function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

export function allpayTrip(wire: Record<string, unknown> = {}): Trip {
  const account = openAllpay({ ...allpayHarness.configAt(base), wire });
  const profile = allpayWire(wire);
  const answer = allpayList(account);
  const read = (amount: unknown) => {
    const [link] = z.parse(answer, overJson([{ url, status: 153, amount }]));
    return link && allpayLink({ link, list: 'active', observedAt: 0 });
  };
  return {
    out: (money) => amountIn(toCreateFields({ ...allpayHarness.input, money }, account), 'amount'),
    theirs: (given) => (typeof given === 'number' ? readAmount(given, profile) : undefined),
    back: ({ amount }) => {
      const link = read(writeAmount(amount, profile));
      return { asked: link?.money, paid: link?.observation.amountPaid };
    },
    reads: (given) => orNothing(() => read(given)?.money?.amount),
  };
}

export function fellohTrip(): Trip {
  const account = openFelloh(fellohHarness.configAt(base));
  const read = (amount: unknown, currency: string) => {
    const transactions = [{ id: 'T1', amount, currency, completed_at: '2026-03-02T10:00:00Z' }];
    const link = z.parse(FellohLink, overJson({ id: 'L1', amount, currency, transactions }));
    return fellohLink(link, account, context);
  };
  return {
    out: (money) => amountIn(fellohRequest({ ...fellohHarness.input, money }, account), 'amount'),
    theirs: (given) => given,
    back: ({ amount, currency }) => {
      const link = read(amount, account.profile.currencies[currency] ?? '');
      return { asked: link.money, paid: link.observation.amountPaid };
    },
    reads: (given) => orNothing(() => read(given, 'GBX').money?.amount),
  };
}

export function fortisTrip(): Trip {
  const account = openFortis(fortisHarness.configAt(base));
  const read = (amount: unknown) => {
    const link = z.parse(Paylink, overJson({ id: 'P1', amount_due: amount, status_id: 1 }));
    const payment = { id: 'T1', payment_method: 'cc', transaction_amount: amount, status_id: 101 };
    const payments = [z.parse(Transaction, overJson(payment))];
    return fortisLink(link, account, { ...context, providerUrl: url, payments });
  };
  return {
    out: ({ amount }) => overJson(toDollars(amount)),
    theirs: (given) => (typeof given === 'number' ? centsOf(given) : undefined),
    back: ({ amount }) => {
      const link = read(dollarsOf(amount));
      return { asked: link.money, paid: link.observation.amountPaid };
    },
    reads: (given) => orNothing(() => read(given).money?.amount),
  };
}

export function paypointTrip(wire: Record<string, unknown> = {}): Trip {
  const account = openPaypoint({ ...paypointHarness.configAt(base), wire });
  const profile = paypointWire(wire);
  const answer = paypointList(account);
  const read = (amount: unknown) => {
    const record = { RequestId: 'R1', LongUrl: url, Status: 'Paid', Amount: amount, AmountPaid: amount };
    const [link] = z.parse(answer, overJson({ Requests: [record] })).requests;
    return link && paypointLink(link, account, context);
  };
  return {
    out: ({ amount }) => overJson(amountOnWire(amount, account.profile)),
    theirs: (given) => parseAmount(JSON.stringify(given), profile),
    back: ({ amount }) => {
      const link = read(wireAmount(amount, profile));
      return { asked: link?.money, paid: link?.observation.amountPaid };
    },
    reads: (given) => orNothing(() => read(given)?.money?.amount),
  };
}

export function smarterpayTrip(wire: Record<string, unknown> = {}): Trip {
  const account = openSmarterpay({ ...smarterpayHarness.configAt(base), wire });
  const { amount_unit } = smarterpayWire(wire);
  const read = (amount: unknown) =>
    smarterpayLink(
      z.parse(
        SmarterpayLink,
        overJson({ id: 'PL1', url, amount, status: 'active', ecommerce_page: onPage.single.ecommerce_page }),
      ),
      account,
      context,
    );
  const paid = (initial_amount: unknown) => {
    const event = { id: 'CP1', event_type: 'card_payment.create', status: 'successful', initial_amount };
    return observeCard(z.parse(CardEvent, overJson(event)), account.profile, 0)?.amountPaid;
  };
  return {
    out: ({ amount }) => overJson(toWireAmount(amount, amount_unit)),
    theirs: (given) =>
      typeof given === 'string' || typeof given === 'number' ? toMinor(given, amount_unit) : undefined,
    back: ({ amount }) => ({
      asked: read(toWire(amount, amount_unit)).money,
      paid: paid(toWire(amount, account.profile.webhook_amount_unit)),
    }),
    reads: (given) => orNothing(() => read(given).money?.amount),
  };
}
