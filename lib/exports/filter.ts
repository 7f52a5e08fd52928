import { type LinkFilter, madeWithin, matches } from '../links/filter.ts';
import { type Link, LinkStatus } from '../links/model/link.ts';
import { paidAt, partlyPaidAt } from '../links/model/status.ts';
import { without } from '../without.ts';
import type { Export, ExportFilter } from './model/export.ts';

const ANY = { from: undefined, to: undefined };

/**
 * When a link's money came, for the one period that it belongs to: when it was paid in full, else when the first of it came.
 * `undefined`: none has. So files of periods that follow one another, read at one time, have each link in one of them.
 */
export function moneyAt(link: Link): number | undefined {
  return paidAt(link) ?? partlyPaidAt(link);
}

/** Whether a link is in the file. A deleted one is: its money came all the same. Pure. */
export function isExported(
  link: Link,
  { from, to, filter }: Pick<Export, 'from' | 'to' | 'filter'>,
): boolean {
  const at = moneyAt(link);
  return (
    at !== undefined && at >= from && at < to && matches(without(link, 'deletedAt'), linkFilterOf(filter))
  );
}

/** When the links of an export can have been made; those that came after it was asked for are not in it. */
export function madeFor({ from, to, filter, createdAt }: Export): { from: number | undefined; to: number } {
  const made = madeWithin({ ...linkFilterOf(filter), paid: { from, to } });
  return { from: made.from, to: Math.min(made.to ?? createdAt, createdAt) };
}

function linkFilterOf(filter: ExportFilter): LinkFilter {
  return {
    statuses: filter.statuses?.flatMap((status) => LinkStatus.options.find((one) => one === status) ?? []),
    connection: filter.connection,
    provider: filter.provider,
    providerLinkId: filter.providerLinkId,
    reference: filter.reference,
    customerReference: filter.customerReference,
    batchId: filter.batchId,
    bookingId: filter.bookingId,
    createdBy: filter.createdBy,
    opened: filter.opened,
    created: { ...ANY, ...filter.created },
    expires: { ...ANY, ...filter.expires },
    paid: ANY,
    amount: { ...ANY, ...filter.amount },
    metadata: filter.metadata,
    providerOptions: filter.providerOptions,
    text: filter.text,
  };
}
