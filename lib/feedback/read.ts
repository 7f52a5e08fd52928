import * as z from 'zod/mini';
import type { Feedback, PassedOver } from './feedback.ts';
import { readEmailEvent } from './read-email.ts';
import { readSmsEvent } from './read-sms.ts';

/** SES publishes this line when an event destination is made, to see whether it may. */
const NOTICE = /^Successfully validated SNS topic for Amazon SES event publishing/;

/**
 * What one message of the topic says; the topic carries the events of both channels and replies, delivered raw. Throws
 * for what is none of them or lacks what its kind needs: that comes again, and ends with the dead letters.
 * Two-way payload: AWS End User Messaging SMS User Guide, *Example of a two-way SMS message payload for Amazon SNS topics*.
 */
export function readFeedback(text: string): Feedback | PassedOver {
  if (NOTICE.test(text)) return { kind: 'passed_over', why: 'notice' };
  const event: unknown = JSON.parse(text);
  if (Reply.isReply(event)) {
    const { originationNumber, messageBody } = z.parse(Reply.schema, event);
    return { kind: 'reply', from: originationNumber, body: messageBody };
  }
  const { eventType } = z.parse(Typed, event);
  if (/^(TEXT|MEDIA|VOICE|RCS)_/.test(eventType)) return readSmsEvent(event);
  return readEmailEvent(event);
}

const Typed = z.object({ eventType: z.string() });

const Reply = {
  schema: z.object({ originationNumber: z.string(), inboundMessageId: z.string(), messageBody: z.string() }),
  isReply: (event: unknown) => typeof event === 'object' && event !== null && 'inboundMessageId' in event,
};
