import * as z from 'zod/mini';
import { once } from '../http/idempotency.ts';
import { Nothing, noInput, type Route } from '../http/route.ts';
import type { LinkBooking } from '../links/model/link.ts';
import type { SendRequest } from '../links/send.ts';
import { SomeChannels } from './channels.ts';
import { given, maybe, text } from './fields.ts';
import { etagOf, LinkBody } from './link-body.ts';
import { LinkParams } from './link-params.ts';
import { MessageBody } from './message-body.ts';

const base = { ...noInput, tag: 'Links', scope: 'links:write', method: 'POST', params: LinkParams } as const;
const theLink = { statuses: { 200: 'The link.' }, body: LinkBody, headers: etagOf } as const;

type LinkOperation<Body> = Route<LinkParams, object, Body, LinkBody>;

export const cancelLinkRoute: LinkOperation<object> = {
  ...base,
  id: 'cancelLink',
  path: '/v1/links/{id}/cancel',
  summary: 'Stop a link',
  description:
    "Behind our short url always; at the provider where its page can be closed, else the link is flagged `provider_url_open` and watched until the provider's own end, for a year at most where it has none.",
  returns: theLink,
  errors: ['conflict_state', 'operation_in_progress', 'provider_unavailable', 'provider_bad_response'],
};

export const deleteLinkRoute: Route<LinkParams, object, object, undefined> = {
  ...base,
  id: 'deleteLink',
  method: 'DELETE',
  path: '/v1/links/{id}',
  summary: 'Hide a link for which nothing was paid; it is cancelled first',
  returns: { statuses: { 204: 'It is hidden.' }, body: Nothing },
  errors: ['conflict_state', 'operation_in_progress', 'provider_unavailable', 'provider_bad_response'],
};

const SendBody = z.strictObject({ channels: maybe(SomeChannels), override_reason: maybe(text(200)) });
type SendBody = z.infer<typeof SendBody>;

const SentBody = z.object({ data: z.array(MessageBody) });
type SentBody = z.infer<typeof SentBody>;

export const sendLinkRoute: Route<LinkParams, object, SendBody, SentBody> = {
  ...base,
  id: 'sendLink',
  path: '/v1/links/{id}/send',
  summary: 'Send a link, again or for the first time',
  description:
    'Without `channels` the ones of the link are used, else every channel of which it has a contact. Outside 08:00 to 21:00 of the recipient a message waits until the morning, unless `override_reason` is given. A channel on which the customer is suppressed is left out; where none is left it answers 409 `recipient_suppressed`.',
  body: SendBody,
  idempotent: once,
  returns: { statuses: { 202: 'The messages, which are on their way.' }, body: SentBody },
  errors: ['conflict_state', 'operation_in_progress', 'recipient_suppressed'],
};

const AssignBody = z
  .strictObject({
    booking_id: maybe(text(64)),
    booking: maybe(z.strictObject({ id: maybe(text(64)), reference: maybe(text(100)) })),
  })
  .check(
    z.refine(
      ({ booking_id, booking }) => Boolean(booking_id) !== Boolean(booking?.id ?? booking?.reference),
      {
        error: 'Either booking_id, or booking with an id or a reference.',
      },
    ),
  );
type AssignBody = z.infer<typeof AssignBody>;

export const assignLinkRoute: LinkOperation<AssignBody> = {
  ...base,
  id: 'assignLink',
  path: '/v1/links/{id}/assign',
  summary: 'Assign a link to a booking',
  description: 'At the provider where it can do so, else kept by us.',
  body: AssignBody,
  bodyOptional: false,
  returns: theLink,
  errors: [
    'conflict_state',
    'operation_in_progress',
    'provider_rejected',
    'provider_unavailable',
    'provider_bad_response',
  ],
};

export const refreshLinkRoute: LinkOperation<object> = {
  ...base,
  id: 'refreshLink',
  path: '/v1/links/{id}/refresh',
  summary: 'Read the provider now',
  returns: theLink,
  errors: ['operation_in_progress', 'provider_rejected', 'provider_unavailable', 'provider_bad_response'],
};

export const retryLinkRoute: LinkOperation<object> = {
  ...base,
  id: 'retryLink',
  path: '/v1/links/{id}/retry',
  summary: 'Create a failed link once more',
  idempotent: once,
  returns: {
    statuses: { 200: 'The link.', 202: "The provider's answer is not known yet." },
    body: LinkBody,
    statusOf: ({ status }) => (status === 'creating' ? 202 : 200),
    headers: etagOf,
  },
  errors: [
    'conflict_state',
    'recipient_suppressed',
    'operation_in_progress',
    'provider_rejected',
    'provider_unavailable',
    'provider_bad_response',
  ],
};

const ResolveBody = z
  .strictObject({ provider_link_id: maybe(text(100)), none: maybe(z.literal(true)) })
  .check(
    z.refine(({ provider_link_id, none }) => Boolean(provider_link_id) !== Boolean(none), {
      error: 'Either provider_link_id, or none: true.',
    }),
  );
type ResolveBody = z.infer<typeof ResolveBody>;

export const resolveLinkRoute: LinkOperation<ResolveBody> = {
  ...base,
  id: 'resolveLink',
  path: '/v1/links/{id}/resolve',
  summary: 'Settle a stuck creation',
  description:
    'After a look at the provider: the link that was made there, or that there is none. Needs the scope `admin`.',
  scope: 'admin',
  body: ResolveBody,
  bodyOptional: false,
  returns: theLink,
  errors: [
    'conflict_state',
    'operation_in_progress',
    'provider_rejected',
    'provider_unavailable',
    'provider_bad_response',
  ],
};

export function toBooking({ booking_id, booking }: AssignBody): LinkBooking {
  return booking_id ? { id: booking_id } : given(booking ?? {});
}

export function toSendRequest({ channels, override_reason }: SendBody, seed: string): SendRequest {
  return {
    seed,
    ...(channels ? { channels } : {}),
    ...(override_reason ? { overrideReason: override_reason } : {}),
  };
}

export function toResolution({ provider_link_id }: ResolveBody): { providerLinkId: string } | { none: true } {
  return provider_link_id ? { providerLinkId: provider_link_id } : { none: true };
}
