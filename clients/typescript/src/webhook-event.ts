/** What webhooks tell of. New ones may be added: leave those that you do not know. */
export type WebhookEventType =
  | `link.${LinkEvent}`
  | `message.${'sent' | 'delivered' | 'undelivered' | 'unknown' | 'suppressed' | 'skipped'}`
  | `reminder.${'sent' | 'skipped'}`
  | 'recipient.opted_out'
  | `batch.${'ready' | 'completed' | 'completed_with_errors' | 'rejected' | 'stopped'}`
  | `webhook_endpoint.${string}`;

type LinkEvent =
  | 'created'
  | 'sent'
  | 'opened'
  | 'processing'
  | 'partially_paid'
  | 'paid'
  | 'expired'
  | 'cancelled'
  | 'superseded'
  | 'failed'
  | 'exception';

/** A webhook's body. It holds no contact data and no url: read the link for those. */
export interface WebhookEvent {
  type: WebhookEventType;
  /** When it happened. RFC 3339. */
  timestamp: string;
  data: {
    /** The same in every delivery of one event, also as the header `webhook-id`: what you have done is known by it. */
    event_id: string;
    link_id?: string;
    reference?: string | null;
    batch_id?: string;
    /** Of the link or batch: news with a lower one than you have seen is old. */
    version?: number;
    /** Amounts in minor units, and what else belongs to the event's type. */
    [member: string]: unknown;
  };
}
