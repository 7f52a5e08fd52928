import type { Link } from '../links/model/link.ts';
import { amountPaid } from '../links/model/status.ts';
import { formatMoney, toDecimalText } from '../money.ts';
import { oneLine } from './one-line.ts';

/** Who the messages of an organisation come from. */
export interface MessageSender {
  name: string;
  /** What customers know it by. */
  senderName?: string | undefined;
}

/** What a message has to say, each a single line fit for people; the templates only arrange it. */
export interface Content {
  sender: string;
  greeting: string;
  /** What is still to be paid: `£125.00`. */
  amount: string;
  /** The same in ASCII: `GBP 125.00`. */
  plainAmount: string;
  description?: string | undefined;
  reference?: string | undefined;
  /** `10 December 2026`. */
  dueOn?: string | undefined;
  /** `20 December 2026 at 23:59 (Europe/London)`. */
  expires: string;
  url: string;
}

export function contentOf(link: Link, from: MessageSender, zone: string, publicBaseUrl: string): Content {
  const left = link.amount - amountPaid(link);
  const name = oneLine(link.customer?.name ?? link.customer?.firstName);
  return {
    sender: oneLine(from.senderName) ?? oneLine(from.name) ?? 'Payment request',
    greeting: name === undefined ? 'Hello,' : `Hello ${name},`,
    amount: formatMoney({ amount: left, currency: link.currency }),
    plainAmount: `${link.currency} ${toDecimalText(left, link.currency)}`,
    description: oneLine(link.description),
    reference: oneLine(link.reference),
    dueOn: link.dueOn === undefined ? undefined : calendarDate(link.dueOn),
    expires: `${instant(link.expiresAt, zone)} (${zone})`,
    url: `${publicBaseUrl}/p/${link.code}`,
  };
}

function calendarDate(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(date));
}

function instant(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
}
