import * as z from 'zod/mini';
import type { Feedback, Named, PassedOver } from './feedback.ts';

/** ISO 8601, as epoch ms. */
const Timestamp = z.pipe(
  z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), { error: 'No instant.' })),
  z.transform((text: string) => Date.parse(text)),
);

/**
 * An event of SES. Sources: its Developer Guide, *Contents of event data that Amazon SES publishes to Amazon SNS* and
 * *Examples of event data*. Tags are lists of one; those that name no message of ours are somebody else's.
 */
const Mail = z.object({
  timestamp: Timestamp,
  destination: z.array(z.string()).check(z.minLength(1)),
  tags: z.optional(z.unknown()),
});
const Tag = z.tuple([z.string()], z.unknown());
const Tags = z.object({ organisation: Tag, link: Tag, message: Tag });

const EmailEvent = z.discriminatedUnion('eventType', [
  z.object({
    eventType: z.literal('Delivery'),
    mail: Mail,
    delivery: z.object({ timestamp: Timestamp }),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: Mail,
    bounce: z.object({ bounceType: z.string(), bounceSubType: z.string(), timestamp: Timestamp }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: Mail,
    complaint: z.object({ complaintSubType: z.nullish(z.string()), timestamp: Timestamp }),
  }),
  z.object({ eventType: z.literal('Reject'), mail: Mail }),
]);
type EmailEvent = z.infer<typeof EmailEvent>;

const KNOWN: ReadonlySet<string> = new Set(['Delivery', 'Bounce', 'Complaint', 'Reject']);
const NO_NEWS: ReadonlySet<string> = new Set(['Send', 'DeliveryDelay']);
const Typed = z.object({ eventType: z.string() });

export function readEmailEvent(event: unknown): Feedback | PassedOver {
  const { eventType } = z.parse(Typed, event);
  if (NO_NEWS.has(eventType)) return { kind: 'passed_over', why: 'not_final' };
  if (!KNOWN.has(eventType)) return { kind: 'passed_over', why: 'unknown_type' };
  return toFeedback(z.parse(EmailEvent, event));
}

function toFeedback(event: EmailEvent): Feedback | PassedOver {
  const { mail } = event;
  const [contact = ''] = mail.destination;
  const tags = z.safeParse(Tags, mail.tags);
  if (!tags.success) return { kind: 'passed_over', why: 'foreign' };
  const named = (at: number): Named => ({
    organisation: tags.data.organisation[0],
    link: tags.data.link[0],
    message: tags.data.message[0],
    channel: 'email',
    contact,
    at,
  });
  switch (event.eventType) {
    case 'Delivery':
      return { kind: 'delivered', ...named(event.delivery.timestamp) };
    case 'Bounce': {
      const { bounceType, bounceSubType, timestamp } = event.bounce;
      const reason = BOUNCES.get(bounceSubType) ?? 'bounced';
      return { kind: 'bounced', ...named(timestamp), permanent: bounceType === 'Permanent', reason };
    }
    case 'Complaint': {
      const { complaintSubType, timestamp } = event.complaint;
      const delivered = complaintSubType !== 'OnAccountSuppressionList';
      return { kind: 'complained', ...named(timestamp), delivered };
    }
    case 'Reject':
      return { kind: 'rejected', ...named(mail.timestamp) };
    default:
      return event satisfies never;
  }
}

/** SES's own list of sub-types; one that is new is a bounce all the same. */
const BOUNCES: ReadonlyMap<string, string> = new Map([
  ['General', 'bounced'],
  ['Undetermined', 'bounced'],
  ['NoEmail', 'bounced_no_email'],
  ['Suppressed', 'bounced_suppressed'],
  ['OnAccountSuppressionList', 'bounced_suppressed'],
  ['MailboxFull', 'bounced_mailbox_full'],
  ['MessageTooLarge', 'bounced_message_too_large'],
  ['ContentRejected', 'bounced_content_rejected'],
  ['AttachmentRejected', 'bounced_attachment_rejected'],
]);
