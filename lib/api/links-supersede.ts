import * as z from 'zod/mini';
import { once } from '../http/idempotency.ts';
import { noInput, type Route } from '../http/route.ts';
import type { Link } from '../links/model/link.ts';
import { given } from './fields.ts';
import { etagOf, type LinkBody, toLinkBody } from './link-body.ts';
import { LinkParams } from './link-params.ts';
import { createLinkRoute, NewLinkBody } from './links-create.ts';

/** What the new link has other than the old one. Missing: the same; null: none. */
export const SupersedeBody = z.partial(z.omit(NewLinkBody, { on_duplicate: true }));
export type SupersedeBody = z.infer<typeof SupersedeBody>;

export const supersedeLinkRoute: Route<LinkParams, object, SupersedeBody, LinkBody> = {
  ...noInput,
  id: 'supersedeLink',
  method: 'POST',
  path: '/v1/links/{id}/supersede',
  tag: 'Links',
  summary: 'Replace a link by a new one, behind the same short url',
  description:
    'The body holds what the new link has other than the old one: what is missing stays as it is, null is left out; the customer is changed member by member. The new link has a short url of its own, and the one of the old link leads to it. The old link is read, then closed at the provider, then `cancelled` with `superseded_by`; the messages of the new one go after that. With money on the old link nothing is replaced: 409 `conflict_state`, also when it comes in meanwhile. While the provider does not answer, both are finished by themselves: `superseded_by` of the old link tells when.',
  scope: 'links:write',
  idempotent: once,
  params: LinkParams,
  body: SupersedeBody,
  returns: {
    ...createLinkRoute.returns,
    statuses: {
      201: 'The new link.',
      202: "The provider's answer about the new link is not known yet: its `status` is `creating` and settles by itself.",
    },
    headers: etagOf,
  },
  errors: [
    'conflict_state',
    'operation_in_progress',
    'recipient_suppressed',
    'capability_not_supported',
    'provider_rejected',
    'provider_bad_response',
    'provider_unavailable',
  ],
  examples: { body: { amount: 10000, description: 'Deposit for Bali, one night less' } },
};

/** The new link as a caller would have asked for it, so that it is held against the same rules. `now` in epoch ms. */
export function toNewLinkBody(old: Link, changes: SupersedeBody, now: number): NewLinkBody {
  const { customer, connection, ...rest } = changes;
  const known = inherited(old, now);
  const moves = typeof connection === 'string' && connection !== old.connection;
  return {
    ...known,
    // Another account has other options and its own sender; a booking is known where it was made.
    ...(moves
      ? { provider_options: undefined, booking: undefined, delivery: { channels: known.delivery?.channels } }
      : {}),
    ...rest,
    amount: rest.amount ?? known.amount,
    currency: rest.currency ?? known.currency,
    connection: connection ?? old.connection,
    customer:
      customer && known.customer
        ? { ...known.customer, ...customer }
        : (customer ?? (customer === null ? null : known.customer)),
  };
}

function inherited(old: Link, now: number): NewLinkBody {
  const body = toLinkBody(old, '');
  const { channels, sender, fallback, send_at } = body.delivery;
  return {
    connection: body.connection,
    amount: body.amount,
    currency: body.currency,
    reference: body.reference,
    description: body.description,
    customer: body.customer,
    due_on: body.due_on,
    // Where the old end is over the connection's default is taken.
    ...(old.expiresAt > now ? { expires_at: body.expires_at } : {}),
    // Not the reason why the old one's messages might go at night. A moment that is still to come stays.
    delivery: {
      channels,
      sender,
      fallback,
      ...(old.sendAt !== undefined && old.sendAt > now ? { send_at } : {}),
    },
    reminders: old.plan ?? 'none',
    redirects: body.redirects,
    methods: body.methods,
    booking: body.booking,
    ...(old.validateAccount === undefined ? {} : { validate_account: old.validateAccount }),
    created_by: body.created_by,
    ...given({ metadata: old.metadata, provider_options: old.providerOptions }),
  };
}
