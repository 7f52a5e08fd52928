import type { Link } from '../links/model/link.ts';
import { amountLeft, partlyPaidAt } from '../links/model/status.ts';
import { formatMoney, toDecimalText } from '../money.ts';
import { oneLine, unlinked } from './one-line.ts';

/** Who the messages of an organisation come from. */
export interface MessageSender {
  name: string;
  /** What customers know it by. */
  senderName?: string | undefined;
}

/** What a message has to say, each a single line fit for people; the texts only arrange it. */
export interface Content {
  /** BCP 47: in which amounts and dates are written. */
  language: string;
  sender: string;
  /** The customer's. */
  name?: string | undefined;
  /** What is to be paid now: `£125.00`. Absent where some was paid and the provider does not tell how much. */
  amount?: string | undefined;
  /** The same in ASCII: `GBP 125.00`. */
  plainAmount?: string | undefined;
  /** Some was paid: `amount` is what is left. */
  partly: boolean;
  description?: string | undefined;
  reference?: string | undefined;
  /** `10 December 2026`. */
  dueOn?: string | undefined;
  /** `20 December 2026 at 23:59 (Europe/London)`. */
  expires: string;
  /** `20 December 2026`. */
  expiresOn: string;
  url: string;
}

/** The language of our own texts. */
export const ENGLISH = 'en-GB';

/** What of a link a message speaks of. */
export type Told = Pick<
  Link,
  | 'amount'
  | 'currency'
  | 'facts'
  | 'externalPayments'
  | 'customer'
  | 'description'
  | 'reference'
  | 'dueOn'
  | 'expiresAt'
  | 'code'
>;

export function contentOf(
  link: Told,
  from: MessageSender,
  zone: string,
  publicBaseUrl: string,
  language: string = ENGLISH,
): Content {
  const { currency } = link;
  const left = amountLeft(link);
  const date = (at: number, timeZone: string) => format(at, language, { dateStyle: 'long', timeZone });
  return {
    language,
    sender: oneLine(from.senderName) ?? oneLine(from.name) ?? 'Payment request',
    name: fromOthers(link.customer?.name ?? link.customer?.firstName),
    amount: left === undefined ? undefined : oneLine(formatMoney({ amount: left, currency }, language)),
    plainAmount: left === undefined ? undefined : `${currency} ${toDecimalText(left, currency)}`,
    partly: partlyPaidAt(link) !== undefined,
    description: fromOthers(link.description),
    reference: fromOthers(link.reference),
    dueOn: link.dueOn === undefined ? undefined : date(Date.parse(link.dueOn), 'UTC'),
    expires: `${format(link.expiresAt, language, { dateStyle: 'long', timeStyle: 'short', timeZone: zone })} (${zone})`,
    expiresOn: date(link.expiresAt, zone),
    url: shortUrl(publicBaseUrl, link.code),
  };
}

export function shortUrl(publicBaseUrl: string, code: string): string {
  return `${publicBaseUrl}/p/${code}`;
}

function fromOthers(text: string | undefined): string | undefined {
  const line = oneLine(text);
  return line && oneLine(unlinked(line));
}

function format(at: number, language: string, options: Intl.DateTimeFormatOptions): string {
  return oneLine(formatOf(language, options).format(at)) ?? '';
}

/** Making one takes longer than all that it formats of a link; a file of links has a few of them. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 100;

function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language} ${options.timeZone} ${options.timeStyle}`;
  const known = formats.get(name);
  if (known) return known;
  if (formats.size >= MOST_FORMATS) formats.clear();
  const made = new Intl.DateTimeFormat(language, options);
  formats.set(name, made);
  return made;
}
