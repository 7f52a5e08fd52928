import * as z from 'zod/mini';
import { noInput, type Route } from '../http/route.ts';
import type { LinkFilter } from '../links/filter.ts';
import type { ListPage } from '../links/list.ts';
import { LinkStatus } from '../links/model/link.ts';
import { Slug, text } from './fields.ts';
import { LinkBody } from './link-body.ts';
import { InstantMs, Named, PageSize } from './list-query.ts';

const Statuses = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.pipe(
    z.transform((sent: string | string[]) => [sent].flat()),
    z.array(LinkStatus),
  ),
);

const WholeNumber = z.pipe(
  z.string().check(z.regex(/^\d{1,12}$/, 'A whole number.')),
  z.transform((digits: string) => Number(digits)),
);

/** Most links that one page shows; more is lowered, as the contract has it. */
const MOST_PER_PAGE = 200;

const ListLinksQuery = z.strictObject({
  status: z.optional(Statuses),
  connection: z.optional(Slug),
  provider: z.optional(Slug),
  provider_link_id: z.optional(text(200)),
  reference: z.optional(text(100)),
  customer_reference: z.optional(text(100)),
  batch_id: z.optional(text(26)),
  booking_id: z.optional(text(64)),
  created_by: z.optional(text(100)),
  opened: z.optional(z.enum(['true', 'false'])),
  created_from: z.optional(InstantMs),
  created_to: z.optional(InstantMs),
  expires_from: z.optional(InstantMs),
  expires_to: z.optional(InstantMs),
  paid_from: z.optional(InstantMs),
  paid_to: z.optional(InstantMs),
  amount_min: z.optional(WholeNumber),
  amount_max: z.optional(WholeNumber),
  metadata: z.optional(Named),
  provider_options: z.optional(Named),
  q: z.optional(text(100)),
  sort: z.optional(z.enum(['-created_at', 'created_at'])),
  page_size: z.optional(PageSize),
  page_token: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
});
type ListLinksQuery = z.infer<typeof ListLinksQuery>;

const LinkPage = z.object({ data: z.array(LinkBody), next_page_token: z.nullable(z.string()) });
type LinkPage = z.infer<typeof LinkPage>;

export const listLinksRoute: Route<object, ListLinksQuery, object, LinkPage> = {
  ...noInput,
  id: 'listLinks',
  method: 'GET',
  path: '/v1/links',
  tag: 'Links',
  summary: 'List links, newest first',
  description:
    'Filters are joined by and; both ends of a range belong to it. A page looks at 1,000 links at most, so it may be short or even empty and still have a `next_page_token`: only its absence ends the list. A token belongs to the filters and the sort that it came with. `provider_link_id` beside `connection` is one read. These are the links that were made here; what the provider itself lists is `GET /v1/connections/{id}/links`.',
  scope: 'links:read',
  query: ListLinksQuery,
  returns: { statuses: { 200: 'One page of links.' }, body: LinkPage },
  errors: ['page_token_invalid'],
};

/** The query in the words of the domain. */
export function toListing(query: ListLinksQuery): { filter: LinkFilter; page: ListPage } {
  const { sort, page_size, page_token } = query;
  const filter: LinkFilter = {
    statuses: query.status,
    connection: query.connection,
    provider: query.provider,
    providerLinkId: query.provider_link_id,
    reference: query.reference,
    customerReference: query.customer_reference,
    batchId: query.batch_id,
    bookingId: query.booking_id,
    createdBy: query.created_by,
    opened: query.opened === undefined ? undefined : query.opened === 'true',
    created: { from: query.created_from, to: query.created_to },
    expires: { from: query.expires_from, to: query.expires_to },
    paid: { from: query.paid_from, to: query.paid_to },
    amount: { from: query.amount_min, to: query.amount_max },
    metadata: query.metadata,
    providerOptions: query.provider_options,
    text: query.q,
  };
  return {
    filter,
    page: {
      order: sort === 'created_at' ? 'oldest' : 'newest',
      size: Math.min(MOST_PER_PAGE, page_size ?? 50),
      token: page_token,
    },
  };
}
