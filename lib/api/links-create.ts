import * as z from 'zod/mini';
import { once } from '../http/idempotency.ts';
import { noInput, type Route } from '../http/route.ts';
import type { OnDuplicate } from '../links/duplicate.ts';
import type { NewLink } from '../links/new-link.ts';
import { Channels } from './channels.ts';
import { CustomerInput, toCustomer } from './customer.ts';
import { CalendarDate, given, Instant, maybe, Slug, text } from './fields.ts';
import { etagOf, LinkBody } from './link-body.ts';
import { Amount, Currency, Metadata, ProviderOptions, WebUrl } from './link-fields.ts';
import { MethodsInput, toMethods } from './methods.ts';
import { RemindersInput, toRemindersChoice } from './plan.ts';

const BookingInput = z
  .strictObject({ id: maybe(text(64)), reference: maybe(text(100)) })
  .check(
    z.refine(({ id, reference }) => Boolean(id ?? reference), { error: 'An id, a reference, or both.' }),
  );

export const DeliveryInput = z.strictObject({
  channels: maybe(Channels),
  sender: maybe(z.enum(['service', 'provider'])),
  override_reason: maybe(text(200)),
  send_at: maybe(Instant),
  fallback: maybe(z.literal('on_undelivered')),
});

export const NewLinkBody = z.strictObject({
  connection: maybe(Slug),
  amount: Amount,
  currency: Currency,
  reference: maybe(text(100)),
  description: maybe(text(250)),
  customer: maybe(CustomerInput),
  due_on: maybe(CalendarDate),
  expires_at: maybe(Instant),
  delivery: maybe(DeliveryInput),
  reminders: maybe(RemindersInput),
  redirects: maybe(z.strictObject({ success: maybe(WebUrl), failure: maybe(WebUrl), cancel: maybe(WebUrl) })),
  methods: maybe(MethodsInput),
  booking: maybe(BookingInput),
  validate_account: maybe(z.boolean()),
  created_by: maybe(text(100)),
  on_duplicate: maybe(z.enum(['allow', 'reject', 'return_existing'])),
  metadata: maybe(Metadata),
  provider_options: maybe(ProviderOptions),
});
export type NewLinkBody = z.infer<typeof NewLinkBody>;

export const createLinkRoute: Route<object, object, NewLinkBody, LinkBody> = {
  ...noInput,
  bodyOptional: false,
  id: 'createLink',
  method: 'POST',
  path: '/v1/links',
  tag: 'Links',
  summary: 'Create a link, and send it if asked',
  description:
    'Makes the link at the provider. When the provider does not answer, the link stays `creating` and settles by itself: it is never made twice. With the same Idempotency-Key a repeat continues with the same link.',
  scope: 'links:write',
  idempotent: once,
  body: NewLinkBody,
  returns: {
    statuses: {
      201: 'The link.',
      202: "The provider's answer is not known yet: `status` is `creating` and settles by itself.",
    },
    body: LinkBody,
    statusOf: ({ status }) => (status === 'creating' ? 202 : 201),
    headers: etagOf,
  },
  errors: [
    'duplicate_active_link',
    'recipient_suppressed',
    'capability_not_supported',
    'provider_rejected',
    'provider_bad_response',
    'provider_unavailable',
    'operation_in_progress',
  ],
};

/** The body in the words of the domain. */
export function toNewLink(body: NewLinkBody): NewLink {
  const {
    customer,
    due_on,
    expires_at,
    delivery,
    reminders,
    redirects,
    methods,
    booking,
    validate_account,
    created_by,
    on_duplicate: _asked,
    provider_options,
    ...same
  } = given(body);
  const { channels, sender, override_reason, send_at, fallback } = given(delivery ?? {});
  return {
    ...same,
    amount: body.amount,
    currency: body.currency,
    ...(customer ? { customer: toCustomer(customer) } : {}),
    ...(due_on === undefined ? {} : { dueOn: due_on }),
    ...(expires_at === undefined ? {} : { expiresAt: Date.parse(expires_at) }),
    ...(channels?.length ? { channels } : {}),
    ...(sender === undefined ? {} : { sender }),
    ...(override_reason === undefined ? {} : { overrideReason: override_reason }),
    ...(send_at === undefined ? {} : { sendAt: Date.parse(send_at) }),
    ...(fallback === undefined ? {} : { fallback }),
    ...(reminders === undefined ? {} : { reminders: toRemindersChoice(reminders) }),
    ...(redirects ? { redirects: given(redirects) } : {}),
    ...(methods ? { methods: toMethods(methods) } : {}),
    ...(booking ? { booking: given(booking) } : {}),
    ...(validate_account === undefined ? {} : { validateAccount: validate_account }),
    ...(created_by === undefined ? {} : { createdBy: created_by }),
    ...(provider_options && Object.keys(provider_options).length > 0
      ? { providerOptions: provider_options }
      : {}),
  };
}

/** What is to be done where an open link has the same reference. */
export function toDuplicateQuestion(
  { reference, on_duplicate }: NewLinkBody,
  seed: string,
): { reference?: string; linkId: string; onDuplicate: OnDuplicate } {
  return {
    ...(reference ? { reference } : {}),
    linkId: linkIdOf(seed),
    onDuplicate: on_duplicate ?? 'allow',
  };
}

/** The seed of the request names its link: a repeat with the same Idempotency-Key meets the same one. */
export function linkIdOf(seed: string): string {
  return `${seed}0`;
}
