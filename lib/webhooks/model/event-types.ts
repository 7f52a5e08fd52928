import * as z from 'zod/mini';

/** What merchants' systems are told of links; all other events of links are for the timeline alone. */
export const LINK_NEWS = [
  'link.created',
  'link.sent',
  'link.opened',
  'link.processing',
  'link.partially_paid',
  'link.paid',
  'link.expired',
  'link.cancelled',
  'link.superseded',
  'link.failed',
  'link.exception',
  'message.sent',
  'message.delivered',
  'message.undelivered',
  'message.unknown',
  'message.suppressed',
  'message.skipped',
  'reminder.sent',
  'reminder.skipped',
  'recipient.opted_out',
] as const;

export const WebhookEventType = z.enum([
  ...LINK_NEWS,
  'batch.ready',
  'batch.completed',
  'batch.completed_with_errors',
  'batch.rejected',
  'batch.stopped',
]);
export type WebhookEventType = z.infer<typeof WebhookEventType>;

/** Of an endpoint that names none. */
export const DEFAULT_EVENT_TYPES: readonly WebhookEventType[] = [
  'link.paid',
  'link.expired',
  'link.failed',
  'link.exception',
];
