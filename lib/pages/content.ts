import type { Link } from '../links/model/link.ts';
import { amountPaid, endedAt, paidAt } from '../links/model/status.ts';
import { oneLine } from '../messages/one-line.ts';
import { formatMoney } from '../money.ts';
import type { Organisation } from '../organisations/organisation.ts';
import { zoneOf } from '../time/zone.ts';
import type { Texts } from './texts.en.ts';

/** Of the organisation, what its payers may see. */
export type Asker = Pick<Organisation, 'name' | 'senderName' | 'timezone' | 'mode'>;

/** What a page has to say of a link, each a single line fit for people. The customer's own data is never on a page. */
export interface Content {
  sender: string;
  description?: string | undefined;
  reference?: string | undefined;
  /** What was asked for at first. */
  asked: string;
  /** Absent where nothing was, or where only the provider knows how much. */
  paid?: string | undefined;
  /** What is still to be paid. */
  left: string;
  /** `10 December 2026` */
  dueOn?: string | undefined;
  /** `20 December 2026 at 23:59 (United Kingdom Time)` */
  open: string;
  closed: string;
  paidOn?: string | undefined;
  /** Host of the provider's page, so that the payer can see where the button leads. */
  host?: string | undefined;
}

export function contentOf(link: Link, asker: Asker, texts: Texts): Content {
  const money = (amount: number) => formatMoney({ amount, currency: link.currency }, texts.lang);
  const zone = zoneOf(link.customer?.timezone, asker.timezone);
  const instant = (at: number) => instantText(at, zone, texts.lang);
  const paid = amountPaid(link);
  const whole = paidAt(link);
  return {
    sender: oneLine(asker.senderName) ?? oneLine(asker.name) ?? texts.nobody,
    description: oneLine(link.description),
    reference: oneLine(link.reference),
    asked: money(link.amount),
    paid: paid > 0 ? money(paid) : undefined,
    left: money(Math.max(0, link.amount - paid)),
    dueOn: link.dueOn === undefined ? undefined : dateText(Date.parse(link.dueOn), 'UTC', texts.lang),
    open: instant(link.expiresAt),
    closed: instant(Math.min(link.expiresAt, endedAt(link) ?? link.expiresAt)),
    paidOn: whole === undefined ? undefined : dateText(whole, zone, texts.lang),
    host: httpUrl(link.providerUrl)?.host,
  };
}

/** A url that a browser may be sent to; `undefined` for any other text. */
export function httpUrl(text: string | undefined): URL | undefined {
  const url = text === undefined ? null : URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

function dateText(at: number, timeZone: string, lang: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone }).format(at);
}

function instantText(at: number, timeZone: string, lang: string): string {
  const time = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
  const zone = new Intl.DateTimeFormat(lang, { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${time} (${zone})`;
}
