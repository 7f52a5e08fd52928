import { canonicalJson } from '../canonical-json.ts';
import { toIso } from '../clock.ts';
import { maskCard } from '../csv/card-mask.ts';
import { ourReference } from '../ids.ts';
import { exceptionsOf } from '../links/model/exceptions.ts';
import type { Link } from '../links/model/link.ts';
import { amountPaid, paidAt, partlyPaidAt, statusOf } from '../links/model/status.ts';
import { toDecimalText } from '../money.ts';
import type { ExportTotal } from './model/export.ts';

/**
 * The columns of an export and what stands in each. No email address, phone or postal address is among them. Amounts are in
 * minor units, those in `_major` the same as a decimal number; instants RFC 3339 UTC.
 */
const COLUMNS: readonly (readonly [name: string, cell: (link: Link) => string | number | undefined])[] = [
  ['link_id', ({ id }) => id],
  ['status', (link) => statusOf(link)],
  ['reference', ({ reference }) => free(reference)],
  ['description', ({ description }) => free(description)],
  ['customer_name', (link) => free(nameOf(link))],
  ['customer_reference', ({ customer }) => free(customer?.reference)],
  ['connection', ({ connection }) => connection],
  ['provider', ({ provider }) => provider],
  ['provider_link_id', ({ providerLinkId }) => providerLinkId],
  ['provider_reference', ({ id, generation }) => ourReference(id, generation ?? 0)],
  ['currency', ({ currency }) => currency],
  ['amount', ({ amount }) => amount],
  ['amount_paid', (link) => knownPaid(link)],
  ['amount_major', ({ amount, currency }) => toDecimalText(amount, currency)],
  ['amount_paid_major', (link) => major(knownPaid(link), link)],
  ['paid_at', (link) => instant(paidAt(link))],
  ['first_paid_at', (link) => instant(partlyPaidAt(link) ?? paidAt(link))],
  ['external_amount', ({ externalPayments }) => externalAmount(externalPayments)],
  ['external_methods', ({ externalPayments = [] }) => free(externalMethods(externalPayments))],
  ['due_on', ({ dueOn }) => dueOn],
  ['created_at', ({ createdAt }) => instant(createdAt)],
  ['batch_id', ({ batch }) => batch?.id],
  ['booking_id', ({ booking }) => booking?.id],
  ['booking_reference', ({ booking }) => free(booking?.reference)],
  ['created_by', ({ createdBy }) => free(createdBy)],
  ['supersedes', ({ supersedes }) => supersedes],
  ['superseded_by', ({ supersededBy }) => supersededBy],
  ['exceptions', (link) => [...new Set(exceptionsOf(link).map(({ code }) => code))].join('; ')],
  ['metadata', ({ metadata }) => free(metadata && canonicalJson(metadata))],
];

export const HEADER: readonly string[] = COLUMNS.map(([name]) => name);

/** The cells of one link. */
export function cellsOf(link: Link): string[] {
  return COLUMNS.map(([, cell]) => String(cell(link) ?? ''));
}

/** What one link adds to the totals of its currency. */
export function totalOf(link: Link): ExportTotal {
  const known = knownPaid(link);
  return { links: 1, amount: link.amount, amountPaid: known ?? 0, unknown: known === undefined ? 1 : 0 };
}

/** What has come; `undefined` where the provider tells that money did, and not how much. */
function knownPaid(link: Link): number | undefined {
  const { facts } = link;
  const came = facts?.paidAt !== undefined || facts?.partlyPaidAt !== undefined;
  return came && facts.amountPaid === undefined ? undefined : amountPaid(link);
}

/** Text that somebody wrote may hold anything. */
function free(text: string | undefined): string | undefined {
  return text === undefined ? undefined : maskCard(text);
}

function nameOf({ customer }: Link): string | undefined {
  const { name, firstName, lastName } = customer ?? {};
  return name ?? [firstName, lastName].filter((part) => part !== undefined).join(' ');
}

function major(amount: number | undefined, { currency }: Link): string | undefined {
  return amount === undefined ? undefined : toDecimalText(amount, currency);
}

function externalAmount(payments: Link['externalPayments']): number | undefined {
  return payments?.reduce((sum, { amount }) => sum + amount, 0);
}

function externalMethods(payments: NonNullable<Link['externalPayments']>): string {
  return [...new Set(payments.map(({ method }) => method))].join('; ');
}

function instant(at: number | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at);
}
