import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../lib/clock.ts';
import type { OutboxMessage } from '../outbox/outbox.ts';

/** What carriers say of a text that did not arrive; the words of *Event types for SMS, MMS, and voice*. */
export const UNDELIVERED = {
  BLOCKED: 'Message blocked by the recipient',
  CARRIER_BLOCKED: 'Message blocked by the carrier',
  CARRIER_UNREACHABLE: 'Carrier is currently unreachable or unavailable',
  INVALID: 'Invalid phone number',
  INVALID_MESSAGE: 'Message body is invalid',
  PROTECT_BLOCKED: 'Message was blocked by a protect configuration',
  SPAM: 'Message has been identified as spam',
  TTL_EXPIRED: 'Message could not be delivered in time',
  UNREACHABLE: 'Phone is currently unreachable or unavailable',
  UNKNOWN: 'Unknown error has occurred',
};

/**
 * Events as End User Messaging publishes them through a configuration set, and the payload of two-way SMS. Shapes: AWS End
 * User Messaging SMS User Guide, *Example event data*, *Example of a two-way SMS message payload for Amazon SNS topics*.
 */
export function smsEvents(clock: Clock) {
  const event = (message: OutboxMessage, status: string, description: string, isFinal: boolean) => ({
    eventType: `TEXT_${status}`,
    eventVersion: '1.0',
    eventTimestamp: clock.now(),
    isFinal,
    originationPhoneNumber: message.from,
    destinationPhoneNumber: message.to,
    isoCountryCode: 'GB',
    isInternationalSend: false,
    mcc: '234',
    mnc: '10',
    carrierName: 'Example Mobile',
    messageId: message.id,
    messageRequestTimestamp: Date.parse(message.at),
    messageEncoding: 'GSM',
    messageType: 'TRANSACTIONAL',
    messageStatus: status,
    messageStatusDescription: description,
    ...(message.context && Object.keys(message.context).length > 0 ? { context: message.context } : {}),
    totalMessageParts: 1,
    totalMessagePrice: 0.04,
    totalCarrierFee: 0,
  });
  return {
    pending: (message: OutboxMessage) => event(message, 'PENDING', 'Message has been accepted', false),
    delivered: (message: OutboxMessage) =>
      event(message, 'DELIVERED', 'Message has been delivered to the phone', true),
    undelivered: (message: OutboxMessage, status: keyof typeof UNDELIVERED) =>
      event(message, status, UNDELIVERED[status], true),
    reply: (message: OutboxMessage, text: string) => ({
      originationNumber: message.to,
      destinationNumber: message.from,
      messageKeyword: `KEYWORD_${message.from}`,
      messageBody: text,
      inboundMessageId: randomUUID(),
      previousPublishedMessageId: message.id,
    }),
  };
}
