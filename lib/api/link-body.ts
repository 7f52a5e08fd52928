import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { Channel } from '../links/model/channel.ts';
import { exceptionsOf } from '../links/model/exceptions.ts';
import { type ExternalPayment, type Link, LinkStatus } from '../links/model/link.ts';
import { nextDue } from '../links/model/next-due.ts';
import { amountPaid, displayStatus, paidAt, statusOf } from '../links/model/status.ts';
import { RemindersChoiceBody } from './plan.ts';

const Text = z.nullable(z.string());
const Switch = z.nullable(z.boolean());
/** RFC 3339 UTC. */
const At = z.nullable(z.string());

const CustomerBody = z.object({
  name: Text,
  first_name: Text,
  last_name: Text,
  email: Text,
  phone: Text,
  reference: Text,
  language: Text,
  timezone: Text,
  address: z.nullable(
    z.object({ line1: Text, line2: Text, city: Text, region: Text, postal_code: Text, country: Text }),
  ),
});

/** A link as callers see it; whatever is not there is null. */
const ExternalPaymentBody = z.object({
  reference: z.string(),
  amount: z.int(),
  method: z.string(),
  received_on: z.string(),
  recorded_at: z.string(),
});

export const LinkBody = z.object({
  id: z.string(),
  object: z.literal('link'),
  status: LinkStatus,
  display_status: z.enum([...LinkStatus.options, 'opened', 'downloaded', 'sent', 'pending']),
  version: z.int(),
  url: z.string(),
  connection: z.string(),
  provider: z.string(),
  provider_link_id: Text,
  provider_url: Text,
  provider_status: Text,
  provider_url_open: z.boolean(),
  amount: z.int(),
  amount_paid: z.int(),
  currency: z.string(),
  reference: Text,
  description: Text,
  customer: z.nullable(CustomerBody),
  due_on: Text,
  expires_at: z.string(),
  delivery: z.object({
    channels: z.array(Channel),
    sender: z.enum(['service', 'provider']),
    override_reason: Text,
    send_at: At,
    fallback: z.nullable(z.literal('on_undelivered')),
  }),
  reminders: RemindersChoiceBody,
  redirects: z.nullable(z.object({ success: Text, failure: Text, cancel: Text })),
  methods: z.nullable(
    z.object({
      card: Switch,
      open_banking: Switch,
      excluded_card_types: z.nullable(z.array(z.string())),
      excluded_card_regions: z.nullable(z.array(z.string())),
    }),
  ),
  booking: z.nullable(z.object({ id: Text, reference: Text })),
  validate_account: z.boolean(),
  created_by: Text,
  metadata: z.record(z.string(), z.string()),
  provider_options: z.record(z.string(), z.unknown()),
  sent_at: At,
  opened_at: At,
  open_count: z.int(),
  paid_at: At,
  external_payments: z.array(ExternalPaymentBody),
  expired_at: At,
  cancelled_at: At,
  created_at: z.string(),
  updated_at: z.string(),
  next_action_at: At,
  batch_id: Text,
  superseded_by: Text,
  supersedes: Text,
  failure: z.nullable(
    z.object({ category: z.string(), code: Text, status: z.nullable(z.int()), at: z.string() }),
  ),
  exceptions: z.array(z.object({ code: z.string(), at: z.string() })),
});
export type LinkBody = z.infer<typeof LinkBody>;

export function toLinkBody(link: Link, publicBaseUrl: string): LinkBody {
  const { customer, redirects, methods, booking, facts, failure } = link;
  return {
    id: link.id,
    object: 'link',
    status: statusOf(link),
    display_status: displayStatus(link),
    version: link.version,
    url: `${publicBaseUrl}/p/${link.code}`,
    connection: link.connection,
    provider: link.provider,
    provider_link_id: link.providerLinkId ?? null,
    provider_url: link.providerUrl ?? null,
    provider_status: facts?.word?.text ?? null,
    provider_url_open: link.providerUrlOpen ?? false,
    amount: link.amount,
    amount_paid: amountPaid(link),
    currency: link.currency,
    reference: link.reference ?? null,
    description: link.description ?? null,
    customer: customer ? toCustomerBody(customer) : null,
    due_on: link.dueOn ?? null,
    expires_at: toIso(link.expiresAt),
    delivery: {
      channels: link.channels ?? [],
      sender: link.sender ?? 'service',
      override_reason: link.overrideReason ?? null,
      send_at: isoOrNull(link.sendAt),
      fallback: link.fallback ?? null,
    },
    reminders: link.plan ?? 'none',
    redirects: redirects
      ? {
          success: redirects.success ?? null,
          failure: redirects.failure ?? null,
          cancel: redirects.cancel ?? null,
        }
      : null,
    methods: methods
      ? {
          card: methods.card ?? null,
          open_banking: methods.openBanking ?? null,
          excluded_card_types: methods.excludedCardTypes ?? null,
          excluded_card_regions: methods.excludedCardRegions ?? null,
        }
      : null,
    booking: booking ? { id: booking.id ?? null, reference: booking.reference ?? null } : null,
    validate_account: link.validateAccount ?? false,
    created_by: link.createdBy ?? null,
    metadata: link.metadata ?? {},
    provider_options: link.providerOptions ?? {},
    sent_at: isoOrNull(link.sentAt ?? facts?.sentAt),
    opened_at: isoOrNull(link.openedAt ?? facts?.openedAt),
    open_count: link.openCount ?? 0,
    paid_at: isoOrNull(paidAt(link)),
    external_payments: (link.externalPayments ?? []).map(toExternalPaymentBody),
    expired_at: isoOrNull(link.expiredAt ?? endedAs(link, 'expired')),
    cancelled_at: isoOrNull(link.cancelledAt ?? endedAs(link, 'cancelled')),
    created_at: toIso(link.createdAt),
    updated_at: toIso(link.updatedAt),
    next_action_at: isoOrNull(nextDue(link)),
    batch_id: link.batch?.id ?? null,
    superseded_by: link.supersededBy ?? null,
    supersedes: link.supersedes ?? null,
    failure: failure
      ? {
          category: failure.category,
          code: failure.code ?? null,
          status: failure.status ?? null,
          at: toIso(failure.at),
        }
      : null,
    exceptions: exceptionsOf(link).map(({ code, at }) => ({ code, at: toIso(at) })),
  };
}

/** When the provider ended it by itself, and how. */
function endedAs({ facts }: Link, as: 'expired' | 'cancelled'): number | undefined {
  return facts?.ended?.as === as ? facts.ended.at : undefined;
}

function toExternalPaymentBody(payment: ExternalPayment): z.infer<typeof ExternalPaymentBody> {
  const { reference, amount, method, receivedOn, at } = payment;
  return { reference, amount, method, received_on: receivedOn, recorded_at: toIso(at) };
}

function toCustomerBody(customer: NonNullable<Link['customer']>): z.infer<typeof CustomerBody> {
  const { address } = customer;
  return {
    name: customer.name ?? null,
    first_name: customer.firstName ?? null,
    last_name: customer.lastName ?? null,
    email: customer.email ?? null,
    phone: customer.phone ?? null,
    reference: customer.reference ?? null,
    language: customer.language ?? null,
    timezone: customer.timezone ?? null,
    address: address
      ? {
          line1: address.line1 ?? null,
          line2: address.line2 ?? null,
          city: address.city ?? null,
          region: address.region ?? null,
          postal_code: address.postalCode ?? null,
          country: address.country ?? null,
        }
      : null,
  };
}

function isoOrNull(at: number | undefined): string | null {
  return at === undefined ? null : toIso(at);
}

/** What a caller sends back in `If-Match`. */
export function etagOf({ version }: { version: number }): Record<string, string> {
  return { etag: `"${version}"` };
}
