import { type Clock, toIso } from '../../../lib/clock.ts';
import type { OutboxMessage } from '../outbox/outbox.ts';

/**
 * Events as SES publishes them through a configuration set. Shapes: Amazon SES Developer Guide, *Contents of event data
 * that Amazon SES publishes to Amazon SNS* and *Examples of event data that Amazon SES publishes to Amazon SNS*.
 */
export function emailEvents(clock: Clock) {
  const timestamp = () => toIso(clock.now());
  const recipients = ({ to }: OutboxMessage) => to.split(', ').map(bare);
  return {
    delivery: (message: OutboxMessage) => ({
      eventType: 'Delivery',
      mail: mailOf(message),
      delivery: {
        timestamp: timestamp(),
        processingTimeMillis: 1_200,
        recipients: recipients(message),
        smtpResponse: '250 2.0.0 OK',
        reportingMTA: 'a8-53.smtp-out.amazonses.com',
      },
    }),
    bounce: (message: OutboxMessage, type: 'hard' | 'soft') => ({
      eventType: 'Bounce',
      bounce: {
        bounceType: type === 'hard' ? 'Permanent' : 'Transient',
        bounceSubType: type === 'hard' ? 'General' : 'MailboxFull',
        bouncedRecipients: recipients(message).map((emailAddress) => ({
          emailAddress,
          action: 'failed',
          ...(type === 'hard'
            ? { status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }
            : { status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' }),
        })),
        timestamp: timestamp(),
        feedbackId: `bounce-${message.id}`,
        reportingMTA: 'dsn; mta.example.com',
      },
      mail: mailOf(message),
    }),
    complaint: (message: OutboxMessage) => ({
      eventType: 'Complaint',
      complaint: {
        complainedRecipients: recipients(message).map((emailAddress) => ({ emailAddress })),
        timestamp: timestamp(),
        feedbackId: `complaint-${message.id}`,
        complaintSubType: null,
        userAgent: 'ExampleMail/1.0',
        complaintFeedbackType: 'abuse',
        arrivalDate: timestamp(),
      },
      mail: mailOf(message),
    }),
    reject: (message: OutboxMessage) => ({
      eventType: 'Reject',
      mail: mailOf(message),
      reject: { reason: 'Bad content' },
    }),
  };
}

function mailOf(message: OutboxMessage) {
  const tags = Object.entries(message.tags ?? {}).map(([name, value]) => [name, [value]]);
  return {
    timestamp: message.at,
    source: message.from,
    sourceArn: `arn:aws:ses:eu-west-2:000000000000:identity/${bare(message.from)}`,
    sendingAccountId: '000000000000',
    messageId: message.id,
    destination: message.to.split(', '),
    headersTruncated: false,
    headers: [
      { name: 'From', value: message.from },
      { name: 'To', value: message.to },
      { name: 'Subject', value: message.subject ?? '' },
    ],
    commonHeaders: {
      from: [message.from],
      to: message.to.split(', '),
      messageId: message.id,
      subject: message.subject ?? '',
    },
    tags: {
      'ses:configuration-set': [message.configurationSet ?? ''],
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [bare(message.from).split('@')[1] ?? ''],
      ...Object.fromEntries(tags),
    },
  };
}

function bare(address: string): string {
  return /<([^<>]+)>$/.exec(address)?.[1] ?? address;
}
