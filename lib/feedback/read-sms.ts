import * as z from 'zod/mini';
import type { Feedback, PassedOver, SmsReason } from './feedback.ts';

/**
 * An event of End User Messaging. Sources: its User Guide, *Example event data* and *Event types for SMS, MMS, and
 * voice*. A `context` that names no message of ours is somebody else's.
 */
const SmsEvent = z.object({
  eventType: z.string(),
  /** Epoch ms. */
  eventTimestamp: z.int(),
  isFinal: z.boolean(),
  destinationPhoneNumber: z.string(),
  context: z.optional(z.unknown()),
});

const Context = z.object({ organisation: z.string(), link: z.string(), message: z.string() });

/** Delivered for certain, or as certain as the destination's carriers tell it: the two are used for each other. */
const ARRIVED: ReadonlySet<string> = new Set(['TEXT_DELIVERED', 'TEXT_SUCCESSFUL']);

const IN_VAIN: ReadonlyMap<string, SmsReason> = new Map([
  ['TEXT_BLOCKED', 'blocked'],
  ['TEXT_CARRIER_BLOCKED', 'carrier_blocked'],
  ['TEXT_CARRIER_UNREACHABLE', 'carrier_unreachable'],
  ['TEXT_INVALID', 'invalid'],
  ['TEXT_INVALID_MESSAGE', 'invalid_message'],
  ['TEXT_PROTECT_BLOCKED', 'protect_blocked'],
  ['TEXT_SPAM', 'spam'],
  ['TEXT_TTL_EXPIRED', 'ttl_expired'],
  ['TEXT_UNREACHABLE', 'unreachable'],
]);

/** On its way; and `UNKNOWN`, which comes after 72 hours too when no carrier has said anything: that is no news. */
const NO_NEWS: ReadonlySet<string> = new Set(['TEXT_SENT', 'TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_UNKNOWN']);

export function readSmsEvent(event: unknown): Feedback | PassedOver {
  const { eventType, eventTimestamp, isFinal, destinationPhoneNumber, context } = z.parse(SmsEvent, event);
  if (NO_NEWS.has(eventType)) return { kind: 'passed_over', why: 'not_final' };
  const reason = IN_VAIN.get(eventType);
  if (!reason && !ARRIVED.has(eventType)) return { kind: 'passed_over', why: 'unknown_type' };
  if (!isFinal && eventType !== 'TEXT_DELIVERED') return { kind: 'passed_over', why: 'not_final' };
  const ours = z.safeParse(Context, context);
  if (!ours.success) return { kind: 'passed_over', why: 'foreign' };
  const named = {
    ...ours.data,
    channel: 'sms' as const,
    contact: destinationPhoneNumber,
    at: eventTimestamp,
  };
  return reason ? { kind: 'undelivered', ...named, reason } : { kind: 'delivered', ...named };
}
