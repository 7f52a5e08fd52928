import * as z from 'zod/mini';
import { Channel } from './channel.ts';
import { Facts } from './facts.ts';
import { PlanChoice } from './plan.ts';
import { Reminders } from './reminders.ts';

/** Instants are epoch ms, amounts integers in minor units of the link's currency. */
const Instant = z.int();
const Minor = z.int();

export const LinkStatus = z.enum([
  'creating',
  'active',
  'processing',
  'partially_paid',
  'paid',
  'expired',
  'cancelled',
  'failed',
]);
export type LinkStatus = z.infer<typeof LinkStatus>;

/**
 * What our own operations made of the link, apart from money. `status` is derived from it and the facts, so that facts
 * may come in any order and end in the same status.
 */
export const Stage = z.enum(['creating', 'open', 'expired', 'cancelled', 'failed']);
export type Stage = z.infer<typeof Stage>;

export const OperationKind = z.enum([
  'create',
  'update',
  'cancel',
  'delete',
  'assign',
  'expire',
  'supersede',
]);
export type OperationKind = z.infer<typeof OperationKind>;

const Address = z.object({
  line1: z.exactOptional(z.string()),
  line2: z.exactOptional(z.string()),
  city: z.exactOptional(z.string()),
  region: z.exactOptional(z.string()),
  postalCode: z.exactOptional(z.string()),
  country: z.exactOptional(z.string()),
});

export const LinkCustomer = z.object({
  name: z.exactOptional(z.string()),
  firstName: z.exactOptional(z.string()),
  lastName: z.exactOptional(z.string()),
  email: z.exactOptional(z.string()),
  phone: z.exactOptional(z.string()),
  reference: z.exactOptional(z.string()),
  language: z.exactOptional(z.string()),
  timezone: z.exactOptional(z.string()),
  address: z.exactOptional(Address),
});
export type LinkCustomer = z.infer<typeof LinkCustomer>;

export const LinkBooking = z.object({
  id: z.exactOptional(z.string()),
  reference: z.exactOptional(z.string()),
});
export type LinkBooking = z.infer<typeof LinkBooking>;

/** What the merchant asked for; fixed at creation but for what `PATCH` may change. */
export const LinkTerms = z.object({
  connection: z.string(),
  provider: z.string(),
  amount: Minor,
  currency: z.string(),
  reference: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  customer: z.exactOptional(LinkCustomer),
  /** Calendar date, `YYYY-MM-DD`. */
  dueOn: z.exactOptional(z.string()),
  expiresAt: Instant,
  /** Channels to be used when the link is first ready; empty: none. */
  channels: z.exactOptional(z.array(Channel)),
  /** Who sends; absent: we do. */
  sender: z.exactOptional(z.literal('provider')),
  overrideReason: z.exactOptional(z.string()),
  /** A message that proves undelivered is followed by one on the other channel; absent: by none. */
  fallback: z.exactOptional(z.literal('on_undelivered')),
  /** First messages go no earlier; slid into the hours in which they may go. */
  sendAt: z.exactOptional(Instant),
  /** When to remind; absent: never. */
  plan: z.exactOptional(PlanChoice),
  redirects: z.exactOptional(
    z.object({
      success: z.exactOptional(z.string()),
      failure: z.exactOptional(z.string()),
      cancel: z.exactOptional(z.string()),
    }),
  ),
  methods: z.exactOptional(
    z.object({
      card: z.exactOptional(z.boolean()),
      openBanking: z.exactOptional(z.boolean()),
      excludedCardTypes: z.exactOptional(z.array(z.string())),
      excludedCardRegions: z.exactOptional(z.array(z.string())),
    }),
  ),
  booking: z.exactOptional(LinkBooking),
  validateAccount: z.exactOptional(z.boolean()),
  createdBy: z.exactOptional(z.string()),
  metadata: z.exactOptional(z.record(z.string(), z.string())),
  providerOptions: z.exactOptional(z.record(z.string(), z.unknown())),
});
export type LinkTerms = z.infer<typeof LinkTerms>;

/** What `PATCH` may have a provider change; once it is done there, it is what the link says. */
const TermsUpdate = z.object({
  amount: z.exactOptional(Minor),
  reference: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  customer: z.exactOptional(LinkCustomer),
  expiresAt: z.exactOptional(Instant),
  methods: LinkTerms.shape.methods,
  validateAccount: z.exactOptional(z.boolean()),
  metadata: z.exactOptional(z.record(z.string(), z.string())),
  providerOptions: z.exactOptional(z.record(z.string(), z.unknown())),
});
export type TermsUpdate = z.infer<typeof TermsUpdate>;

/** A provider write under way. Only the winner of the save that set it calls the provider. */
export const Operation = z.object({
  kind: OperationKind,
  /** Counts the calls made for this operation; for a create, the generation of our reference follows it. */
  attempt: z.int(),
  /** Start of this attempt. */
  startedAt: Instant,
  /** While calling: when the caller counts as dead. While settling: when the timer looks next. */
  until: Instant,
  /** Look-ups made since an attempt whose outcome is unknown; absent while the call is under way. */
  looks: z.exactOptional(z.int()),
  /** Nothing more happens by itself: a person resolves it. */
  stuck: z.exactOptional(z.boolean()),
  /** Of an assign. */
  booking: z.exactOptional(LinkBooking),
  /** Of an update. */
  update: z.exactOptional(TermsUpdate),
  /** Of a create of a batch's row: nothing was done, for this passing reason, and at `until` it is made again. */
  waits: z.exactOptional(z.enum(['unavailable', 'rate-limited'])),
  /** Of a create of a batch's row: it is in its provider's own batch, and nobody else makes it or looks for it until that is over. */
  handedOver: z.exactOptional(z.literal(true)),
  /** Of one that has waited: when it is given up. */
  giveUpAt: z.exactOptional(Instant),
  /** Of a supersede: the link that takes this one's place. */
  successor: z.exactOptional(z.object({ id: z.string(), terms: LinkTerms })),
  /** Of a supersede: how often the provider gave no answer when the page was to be closed. */
  unanswered: z.exactOptional(z.int()),
  /** Of a supersede that the payer has asked for: where the new link is to be sent. Nobody waits for it. */
  renewal: z.exactOptional(Channel),
});
export type Operation = z.infer<typeof Operation>;

export const MessageKind = z.enum(['first', 'resend', 'reminder']);
export type MessageKind = z.infer<typeof MessageKind>;

/** A message of this link that is not finished. Finished ones are items of their own. */
export const Send = z.object({
  id: z.string(),
  channel: Channel,
  kind: MessageKind,
  state: z.enum(['queued', 'sending']),
  queuedAt: Instant,
  /** Not to be sent earlier. */
  notBefore: z.exactOptional(Instant),
  /** Of a reminder: the step of the plan, counted from 0. */
  step: z.exactOptional(z.int()),
  /** It takes the place of one on the other channel that did not arrive. */
  fallback: z.exactOptional(z.literal(true)),
  /** While queued: when the timer tries, should the hint be lost. While sending: when the sender counts as dead. */
  until: Instant,
  /** Why it may go outside 08:00 to 21:00. */
  overrideReason: z.exactOptional(z.string()),
});
export type Send = z.infer<typeof Send>;

/** Money that came by other means than the provider's page, as the merchant tells it; once per reference. */
export const ExternalPayment = z.object({
  reference: z.string(),
  amount: Minor,
  method: z.string(),
  /** Calendar date, `YYYY-MM-DD`. */
  receivedOn: z.string(),
  /** When we were told. */
  at: Instant,
});
export type ExternalPayment = z.infer<typeof ExternalPayment>;

/** Who or what caused the last change, and what of it is not to be seen from the link itself. */
export const Cause = z.object({
  /** `key:<id>`, `timer`, `payer`, `provider`, `messages`. */
  by: z.string(),
  what: z.string(),
  reason: z.exactOptional(z.string()),
  /** A message that ended with this change. */
  message: z.exactOptional(
    z.object({ id: z.string(), channel: Channel, state: z.string(), reason: z.exactOptional(z.string()) }),
  ),
  /** Channels on which the customer has asked for no more messages, on the page of this link. */
  optedOut: z.exactOptional(z.array(Channel)),
  /** The caller's request, so that its timeline can be matched with the logs. */
  requestId: z.exactOptional(z.string()),
});
export type Cause = z.infer<typeof Cause>;

const Failure = z.object({
  /** The kind of `ProviderError`, or `given_up`; of a batch's row whose provider was not asked, the code of the problem. */
  category: z.string(),
  code: z.exactOptional(z.string()),
  status: z.exactOptional(z.int()),
  /** Of a batch's row: the field that was refused, as a JSON pointer into the body of a link. */
  pointer: z.exactOptional(z.string()),
  /** Of a batch's row with `duplicate_active_link`: id of the open link with its reference. */
  conflict: z.exactOptional(z.string()),
  at: Instant,
});
export type Failure = z.infer<typeof Failure>;

/** Which row of which batch a link was made from. */
export const LinkBatch = z.object({
  /** Of two batches of one family the later one has the greater id. */
  id: z.string(),
  /** Counted from 1. */
  row: z.int(),
  /** Of the row's content: another content has another. */
  hash: z.string(),
});
export type LinkBatch = z.infer<typeof LinkBatch>;

/** One request for payment, as it is kept. */
export const Link = z.extend(LinkTerms, {
  org: z.string(),
  id: z.string(),
  /** The short url is `/p/{code}`. */
  code: z.string(),
  version: z.int(),
  writer: z.string(),
  cause: Cause,
  stage: Stage,
  status: LinkStatus,
  createdAt: Instant,
  updatedAt: Instant,
  batch: z.exactOptional(LinkBatch),
  /** Counts re-creations; part of our reference. */
  generation: z.exactOptional(z.int()),
  op: z.exactOptional(Operation),
  sends: z.exactOptional(z.array(Send)),
  reminders: z.exactOptional(Reminders),
  facts: z.exactOptional(Facts),
  /** Kept apart from what the provider tells, and summed with it. */
  externalPayments: z.exactOptional(z.array(ExternalPayment)),
  providerLinkId: z.exactOptional(z.string()),
  providerUrl: z.exactOptional(z.string()),
  /** When the provider itself ends its page. */
  providerExpiresAt: z.exactOptional(Instant),
  /** The link is over here, yet its page at the provider can still be paid. */
  providerUrlOpen: z.exactOptional(z.boolean()),
  /** Id of the link that has taken this one's place: the short url leads on to it. */
  supersededBy: z.exactOptional(z.string()),
  /** Id of the link whose place this one takes. */
  supersedes: z.exactOptional(z.string()),
  /** Place in a chain of supersedes; absent: the first. */
  place: z.exactOptional(z.int()),
  /** Channels on which its provider sends the first message when it makes the link: ours is not sent on them. */
  sentAtCreation: z.exactOptional(z.array(Channel)),
  /** New links that payers have asked for, over the chain; `at`: when this one's payer did. */
  renewals: z.exactOptional(z.object({ count: z.int(), at: z.exactOptional(Instant) })),
  /** Until the one that it supersedes is closed: no message goes out and the short url does not lead on. */
  held: z.exactOptional(z.boolean()),
  /** The head of the chain has been told of the money that came on this superseded link. */
  headTold: z.exactOptional(z.boolean()),
  failure: z.exactOptional(Failure),
  /** The last receipt that it was told of, so that one that comes again after a death is not told twice. */
  receipt: z.exactOptional(z.object({ id: z.string(), state: z.string() })),
  /** First message that left. */
  sentAt: z.exactOptional(Instant),
  /** Openings of the short url. */
  openedAt: z.exactOptional(Instant),
  lastOpenedAt: z.exactOptional(Instant),
  openCount: z.exactOptional(z.int()),
  /** Last time that the provider answered what became of the link. */
  checkedAt: z.exactOptional(Instant),
  /** Last time that a check was answered with what had been read before: the schedule goes on from there. */
  answeredAt: z.exactOptional(Instant),
  /** Checks that failed in a row since; they are made at growing distances. */
  checkFailures: z.exactOptional(z.int()),
  /** Instead of the schedule: after a check that got no answer, or while it waits for its turn. */
  nextCheckAt: z.exactOptional(Instant),
  /** A slot of the connection's rate that is this link's own. */
  slotAt: z.exactOptional(Instant),
  expiredAt: z.exactOptional(Instant),
  cancelledAt: z.exactOptional(Instant),
  deletedAt: z.exactOptional(Instant),
  /** Stored `due_at`: never later than `nextDue`. */
  dueAt: z.exactOptional(Instant),
  /** Its events of the last days, should the stream lose them: `lib/events/journal.ts`. */
  journal: z.exactOptional(z.string()),
  /** The timer has failed on it this many times in a row, and does not look before `backoffUntil`. */
  wakeFailures: z.exactOptional(z.int()),
  backoffUntil: z.exactOptional(Instant),
});
export type Link = z.infer<typeof Link>;
