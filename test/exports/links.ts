import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { newLinkId, newSecret } from '../../lib/ids.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { statusOf } from '../../lib/links/model/status.ts';
import { aLink } from '../../lib/messages/link-fixture.ts';
import type { Table } from '../../lib/table/client.ts';
import { linkItem } from '../../lib/table/link-item.ts';

const MINUTE = 60_000;
const DAY = 24 * 3_600_000;
/** 2026-10-01T00:00Z. */
export const FIRST = Date.UTC(2026, 9, 1);

const CURRENCIES = ['GBP', 'EUR', 'JPY', 'KWD'];

/** A link as it was made up, and what a file has to tell of its money; `at` undefined: none came. */
export interface MadeUp {
  link: Link;
  at: number | undefined;
  /** Undefined: nobody knows how much. */
  paid: number | undefined;
  status: Link['status'];
}

/** The n-th link: made n minutes after the first, of each of four currencies in turn, with its money up to six days later. */
export function madeUp(org: string, n: number, changes: Partial<Link> = {}): MadeUp {
  const createdAt = FIRST + n * MINUTE;
  const amount = 1_000 + 7 * n;
  const at = createdAt + (n % 7) * DAY + 5;
  const { facts, paid, status, moneyAt, ...more } = kindOf(n, amount, at);
  const link: Link = {
    ...aLink(),
    org,
    id: newLinkId(createdAt),
    code: newSecret(128),
    reference: `INV-${n}`,
    amount,
    currency: CURRENCIES[n % 4] ?? 'GBP',
    createdAt,
    updatedAt: createdAt,
    expiresAt: createdAt + 30 * DAY,
    ...(facts ? { facts } : {}),
    ...more,
    ...(n % 50 === 1 ? { deletedAt: at } : {}),
    ...changes,
  };
  return { link: { ...link, status: statusOf(link) }, at: moneyAt, paid, status };
}

interface Kind extends Partial<Pick<Link, 'facts' | 'externalPayments' | 'stage' | 'expiredAt'>> {
  moneyAt: number | undefined;
  paid: number | undefined;
  status: Link['status'];
}

function kindOf(n: number, amount: number, at: number): Kind {
  const inFull = { amountPaid: amount, partlyPaidAt: at, paidAt: at };
  const nothing = { moneyAt: undefined, paid: 0 };
  switch (n % 10) {
    case 0:
      return { ...nothing, status: 'active' };
    case 4:
      return {
        moneyAt: at,
        paid: 300,
        status: 'partially_paid',
        facts: { amountPaid: 300, partlyPaidAt: at },
      };
    case 5: {
      const payment = { reference: 'BACS', amount, method: 'bank_transfer', receivedOn: '2026-10-01', at };
      return { moneyAt: at, paid: amount, status: 'paid', externalPayments: [payment] };
    }
    case 6:
      return {
        moneyAt: at,
        paid: amount,
        status: 'paid',
        stage: 'expired',
        expiredAt: at - 1,
        facts: inFull,
      };
    case 7:
      return { moneyAt: at, paid: undefined, status: 'partially_paid', facts: { partlyPaidAt: at } };
    case 8:
      return { ...nothing, status: 'processing', facts: { latest: { at, status: 'processing' } } };
    case 9:
      // First a part, and the rest a day later: that is when it was paid.
      return {
        moneyAt: at + DAY,
        paid: amount,
        status: 'paid',
        facts: {
          amountPaid: amount,
          partlyPaidAt: at,
          paidAt: at + DAY,
          flags: { refunded: at + DAY },
        },
      };
    default:
      return { moneyAt: at, paid: amount, status: 'paid', facts: inFull };
  }
}

const AT_ONCE = 25;

/** Writes links straight into the table. */
export async function writeLinks(table: Table, made: readonly MadeUp[]): Promise<void> {
  for (let start = 0; start < made.length; start += AT_ONCE) {
    const requests = made
      .slice(start, start + AT_ONCE)
      .map(({ link }) => ({ PutRequest: { Item: linkItem(link) } }));
    await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
  }
}
