import * as z from 'zod/mini';
import { noInput, type Route } from '../http/route.ts';
import type { ProviderListing } from '../links/provider-listing.ts';
import { ConnectionParams } from './connection-params.ts';
import { given, text } from './fields.ts';
import { InstantMs, Named, PageSize, Switch } from './list-query.ts';
import { ProviderLinkBody } from './provider-link-body.ts';

const ListProviderLinksQuery = z.strictObject({
  q: z.optional(text(100)),
  created_from: z.optional(InstantMs),
  created_to: z.optional(InstantMs),
  booking: z.optional(Switch),
  include_child_organisations: z.optional(Switch),
  provider_options: z.optional(Named),
  sort: z.optional(z.string().check(z.regex(/^-?\w{1,64}$/, "A name of the provider's own, or - and one."))),
  page_size: z.optional(PageSize),
  page_token: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
});
type ListProviderLinksQuery = z.infer<typeof ListProviderLinksQuery>;

const ProviderLinkPage = z.object({
  data: z.array(ProviderLinkBody),
  next_page_token: z.nullable(z.string()),
});
type ProviderLinkPage = z.infer<typeof ProviderLinkPage>;

export const listProviderLinksRoute: Route<
  ConnectionParams,
  ListProviderLinksQuery,
  object,
  ProviderLinkPage
> = {
  ...noInput,
  id: 'listProviderLinks',
  method: 'GET',
  path: '/v1/connections/{id}/links',
  tag: 'Connections',
  summary: "The provider's own list of a connection's links, read now",
  description:
    "Every link of the account, also those that were not made here: these have no `link_id`. `status` is the provider's view in our words; our own links may be over here while their page is still open there. Nobody's name or contact is shown, and nothing is kept. A link that you deleted here still has its `link_id`.\n\nWhat a provider's list can be asked is in `GET /v1/providers`, `limits.list`: filters with a common name, its own ones as `provider_options[name]`, and the names it sorts by. What it cannot do is refused before it is asked: 422 `capability_not_supported` with the providers that can. Times of creation are compared exactly, so a page may be short or empty and still have a `next_page_token`: only its absence ends the list. A token belongs to the filters, the sort and the page size that it came with. Links made meanwhile hide none of the others, but one may come twice; at providers with numbered pages (Fortis, SmarterPay) one that is deleted there meanwhile may hide another.",
  scope: 'links:read',
  params: ConnectionParams,
  query: ListProviderLinksQuery,
  returns: { statuses: { 200: "One page of the provider's links." }, body: ProviderLinkPage },
  errors: [
    'page_token_invalid',
    'capability_not_supported',
    'provider_rejected',
    'provider_unavailable',
    'provider_bad_response',
  ],
};

/** The query in the words of the domain. */
export function toProviderListing(query: ListProviderLinksQuery): ProviderListing {
  return given({
    keyword: query.q,
    createdFrom: query.created_from,
    createdTo: query.created_to,
    bookingExists: query.booking,
    includeChildOrganisations: query.include_child_organisations,
    filters: query.provider_options,
    sort: query.sort,
    size: query.page_size,
    token: query.page_token,
  });
}
