import type { Message, Receipts } from '../table/messages.ts';
import type { Receipt } from './receipt.ts';

/**
 * The message with what a receipt tells; the same object where it tells nothing new. Pure, and a join: what was delivered
 * stays delivered whatever comes later or came before. Who complains has got it.
 */
export function joined(message: Message, receipt: Pick<Receipt, 'kind' | 'at' | 'reason'>): Message {
  const before = message.receipts ?? {};
  const receipts = withReceipt(before, receipt);
  if (sameReceipts(before, receipts)) return message;
  const { reason, unclaimed: _claimedAfterAll, ...rest } = message;
  const state = stateOf(receipts) ?? message.state;
  const why = state === 'undelivered' ? receipts.undelivered?.reason : reason;
  return {
    ...rest,
    state,
    receipts,
    ...(why === undefined || state === 'delivered' ? {} : { reason: why }),
  };
}

function withReceipt(
  known: Receipts,
  { kind, at, reason = 'undelivered' }: Pick<Receipt, 'kind' | 'at' | 'reason'>,
): Receipts {
  switch (kind) {
    case 'delivered':
      return { ...known, deliveredAt: Math.min(at, known.deliveredAt ?? at) };
    case 'complained':
      return {
        ...known,
        deliveredAt: Math.min(at, known.deliveredAt ?? at),
        complainedAt: Math.min(at, known.complainedAt ?? at),
      };
    case 'undelivered':
      return { ...known, undelivered: earlier({ at, reason }, known.undelivered) };
    default:
      return kind satisfies never;
  }
}

type Undelivered = NonNullable<Receipts['undelivered']>;

function earlier(one: Undelivered, other: Undelivered = one): Undelivered {
  if (one.at !== other.at) return one.at < other.at ? one : other;
  return one.reason <= other.reason ? one : other;
}

function stateOf({ deliveredAt, undelivered }: Receipts): 'delivered' | 'undelivered' | undefined {
  if (deliveredAt !== undefined) return 'delivered';
  return undelivered && 'undelivered';
}

function sameReceipts(one: Receipts, other: Receipts): boolean {
  return (
    one.deliveredAt === other.deliveredAt &&
    one.complainedAt === other.complainedAt &&
    one.undelivered?.at === other.undelivered?.at &&
    one.undelivered?.reason === other.undelivered?.reason
  );
}
