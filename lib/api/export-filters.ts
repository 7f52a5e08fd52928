import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import type { ExportFilter } from '../exports/model/export.ts';
import { LinkStatus } from '../links/model/link.ts';
import { given, Instant, maybe, Slug, text } from './fields.ts';
import { Named } from './list-query.ts';

const Statuses = z.array(LinkStatus).check(z.minLength(1), z.maxLength(LinkStatus.options.length));
const Amount = z.int().check(z.minimum(0), z.maximum(999_999_999_999));
/** A link has no more of them. */
const MOST_NAMES = 20;
const Names = Named.check(z.refine((names) => Object.keys(names).length <= MOST_NAMES, 'At most 20.'));

/** The filters of `GET /v1/links`, as members of a body. */
export const FILTERS = {
  status: maybe(Statuses),
  connection: maybe(Slug),
  provider: maybe(Slug),
  provider_link_id: maybe(text(200)),
  reference: maybe(text(100)),
  customer_reference: maybe(text(100)),
  batch_id: maybe(text(26)),
  booking_id: maybe(text(64)),
  created_by: maybe(text(100)),
  opened: maybe(z.boolean()),
  created_from: maybe(Instant),
  created_to: maybe(Instant),
  expires_from: maybe(Instant),
  expires_to: maybe(Instant),
  amount_min: maybe(Amount),
  amount_max: maybe(Amount),
  metadata: maybe(Names),
  provider_options: maybe(Names),
  q: maybe(text(100)),
} as const;

const Filters = z.object(FILTERS);

/** Only those that were given. */
export const ExportFilters = z.partial(
  z.object({
    status: Statuses,
    connection: z.string(),
    provider: z.string(),
    provider_link_id: z.string(),
    reference: z.string(),
    customer_reference: z.string(),
    batch_id: z.string(),
    booking_id: z.string(),
    created_by: z.string(),
    opened: z.boolean(),
    created_from: z.string(),
    created_to: z.string(),
    expires_from: z.string(),
    expires_to: z.string(),
    amount_min: z.int(),
    amount_max: z.int(),
    metadata: z.record(z.string(), z.string()),
    provider_options: z.record(z.string(), z.string()),
    q: z.string(),
  }),
);
type ExportFilters = z.infer<typeof ExportFilters>;

/** The filters of a body in the words of the domain. */
export function toExportFilter(body: z.infer<typeof Filters>): ExportFilter {
  const sent = given(body);
  return defined({
    statuses: sent.status,
    connection: sent.connection,
    provider: sent.provider,
    providerLinkId: sent.provider_link_id,
    reference: sent.reference,
    customerReference: sent.customer_reference,
    batchId: sent.batch_id,
    bookingId: sent.booking_id,
    createdBy: sent.created_by,
    opened: sent.opened,
    created: range(msOf(sent.created_from), msOf(sent.created_to)),
    expires: range(msOf(sent.expires_from), msOf(sent.expires_to)),
    amount: range(sent.amount_min, sent.amount_max),
    metadata: sent.metadata,
    providerOptions: sent.provider_options,
    text: sent.q,
  });
}

export function toFiltersBody(filter: ExportFilter): ExportFilters {
  return {
    status: filter.statuses?.flatMap((status) => LinkStatus.options.find((one) => one === status) ?? []),
    connection: filter.connection,
    provider: filter.provider,
    provider_link_id: filter.providerLinkId,
    reference: filter.reference,
    customer_reference: filter.customerReference,
    batch_id: filter.batchId,
    booking_id: filter.bookingId,
    created_by: filter.createdBy,
    opened: filter.opened,
    created_from: isoOf(filter.created?.from),
    created_to: isoOf(filter.created?.to),
    expires_from: isoOf(filter.expires?.from),
    expires_to: isoOf(filter.expires?.to),
    amount_min: filter.amount?.from,
    amount_max: filter.amount?.to,
    metadata: filter.metadata,
    provider_options: filter.providerOptions,
    q: filter.text,
  };
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };

/** Absent and undefined must be one thing in what is stored. */
function defined(filter: Loose<Required<ExportFilter>>): ExportFilter {
  const known: ExportFilter = {};
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) Object.assign(known, { [name]: value });
  }
  return known;
}

function range(from: number | undefined, to: number | undefined): ExportFilter['created'] | undefined {
  if (from === undefined && to === undefined) return undefined;
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function msOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Date.parse(instant);
}

function isoOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at);
}
