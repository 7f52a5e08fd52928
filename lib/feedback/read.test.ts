import { describe, expect, it } from 'vitest';
import { emailEvents } from '../../local/aws/feedback/email-events.ts';
import { smsEvents, UNDELIVERED } from '../../local/aws/feedback/sms-events.ts';
import { readFeedback } from './read.ts';

const AT = Date.parse('2026-12-01T12:00:05.000Z');
const read = (event: unknown) => readFeedback(JSON.stringify(event));

/** As Amazon SES Developer Guide has them, *Examples of event data that Amazon SES publishes to Amazon SNS*. */
const mail = {
  timestamp: '2026-12-01T12:00:00.000Z',
  source: 'Acme Travel <pay@example.org>',
  sourceArn: 'arn:aws:ses:eu-west-2:123456789012:identity/pay@example.org',
  sendingAccountId: '123456789012',
  messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
  destination: ['ada@example.com'],
  headersTruncated: false,
  headers: [{ name: 'Subject', value: 'Card 4111 1111 1111 1111' }],
  commonHeaders: { from: ['pay@example.org'], to: ['ada@example.com'], subject: 'x' },
  tags: {
    'ses:configuration-set': ['paylinks'],
    organisation: ['ORG1'],
    link: ['L1'],
    message: ['M1'],
    'ses:from-domain': ['example.org'],
  },
};
const bounce = {
  bounceType: 'Permanent',
  bounceSubType: 'General',
  bouncedRecipients: [
    { emailAddress: 'ada@example.com', action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1' },
  ],
  timestamp: '2026-12-01T12:00:05.000Z',
  feedbackId: 'F1',
  reportingMTA: 'dsn; mta.example.com',
};
const complaint = {
  complainedRecipients: [{ emailAddress: 'ada@example.com' }],
  timestamp: '2026-12-01T12:00:05.000Z',
  feedbackId: 'F2',
  userAgent: 'Any/1.0',
  complaintFeedbackType: 'abuse',
  arrivalDate: '2026-12-01T12:00:04.000Z',
};
const delivery = {
  timestamp: '2026-12-01T12:00:05.000Z',
  processingTimeMillis: 11_893,
  recipients: ['ada@example.com'],
  smtpResponse: '250 2.6.0 Message received',
  reportingMTA: 'mta.example.com',
};
const email = {
  organisation: 'ORG1',
  link: 'L1',
  message: 'M1',
  channel: 'email',
  contact: 'ada@example.com',
  at: AT,
};

/** AWS End User Messaging SMS User Guide, *Example event data*. */
const text = {
  eventType: 'TEXT_DELIVERED',
  eventVersion: '1.0',
  eventTimestamp: AT,
  isFinal: true,
  originationPhoneNumber: '+447700900001',
  destinationPhoneNumber: '+447700900123',
  isInternationalSend: false,
  mcc: '234',
  mnc: '10',
  messageId: '862a8790-60c0-4430-9b2b-658bdexample',
  messageRequestTimestamp: AT - 300,
  messageEncoding: 'GSM',
  messageType: 'TRANSACTIONAL',
  messageStatus: 'DELIVERED',
  messageStatusDescription: 'Message has been accepted by phone',
  context: { organisation: 'ORG1', link: 'L1', message: 'M1' },
  totalMessageParts: 1,
  totalMessagePrice: 0.09582,
  totalCarrierFee: 0.0,
};
const sms = { ...email, channel: 'sms', contact: '+447700900123' };
const over = (why: string) => ({ kind: 'passed_over', why });

describe('SES', () => {
  it.each<[string, object, object]>([
    ['delivered', { eventType: 'Delivery', mail, delivery }, { kind: 'delivered', ...email }],
    [
      'bounced for good',
      { eventType: 'Bounce', mail, bounce },
      { kind: 'bounced', ...email, permanent: true, reason: 'bounced' },
    ],
    [
      'bounced, mailbox full',
      {
        eventType: 'Bounce',
        mail,
        bounce: { ...bounce, bounceType: 'Transient', bounceSubType: 'MailboxFull' },
      },
      { kind: 'bounced', ...email, permanent: false, reason: 'bounced_mailbox_full' },
    ],
    [
      'bounced in a new way',
      {
        eventType: 'Bounce',
        mail,
        bounce: { ...bounce, bounceType: 'Undetermined', bounceSubType: 'ada@example.com' },
      },
      { kind: 'bounced', ...email, permanent: false, reason: 'bounced' },
    ],
    [
      'complained',
      { eventType: 'Complaint', mail, complaint },
      { kind: 'complained', ...email, delivered: true },
    ],
    [
      'complained before',
      {
        eventType: 'Complaint',
        mail,
        complaint: { ...complaint, complaintSubType: 'OnAccountSuppressionList' },
      },
      { kind: 'complained', ...email, delivered: false },
    ],
    [
      'rejected',
      { eventType: 'Reject', mail, reject: { reason: 'Bad content' } },
      { kind: 'rejected', ...email, at: Date.parse(mail.timestamp) },
    ],
    ['delayed', { eventType: 'DeliveryDelay', mail, deliveryDelay: {} }, over('not_final')],
    ['sent', { eventType: 'Send', mail, send: {} }, over('not_final')],
    ['opened', { eventType: 'Open', mail, open: {} }, over('unknown_type')],
    ['something new', { eventType: 'Teleport' }, over('unknown_type')],
    ['somebody else’s', { eventType: 'Delivery', mail: { ...mail, tags: {} }, delivery }, over('foreign')],
    [
      'without tags',
      { eventType: 'Delivery', mail: { ...mail, tags: undefined }, delivery },
      over('foreign'),
    ],
  ])('%s', (_, event, expected) => expect(read(event)).toEqual(expected));

  it('passes over the notice that SES sends when the destination is made', () => {
    const notice = 'Successfully validated SNS topic for Amazon SES event publishing.';
    expect(readFeedback(notice)).toEqual(over('notice'));
  });

  it.each<[string, object]>([
    ['no mail', { eventType: 'Delivery', delivery }],
    ['no destination', { eventType: 'Delivery', mail: { ...mail, destination: [] }, delivery }],
    ['no part of its kind', { eventType: 'Bounce', mail }],
    ['a time that is none', { eventType: 'Delivery', mail, delivery: { ...delivery, timestamp: 'soon' } }],
    ['a number for a type', { eventType: 7 }],
    ['nothing', {}],
  ])('refuses an event with %s', (_, event) => expect(() => read(event)).toThrow());
});

describe('End User Messaging', () => {
  it.each<[string, object, object]>([
    ['delivered', text, { kind: 'delivered', ...sms }],
    ['successful', { ...text, eventType: 'TEXT_SUCCESSFUL' }, { kind: 'delivered', ...sms }],
    ['successful so far', { ...text, eventType: 'TEXT_SUCCESSFUL', isFinal: false }, over('not_final')],
    ['unreachable so far', { ...text, eventType: 'TEXT_UNREACHABLE', isFinal: false }, over('not_final')],
    ['unknown after 72 hours', { ...text, eventType: 'TEXT_UNKNOWN' }, over('not_final')],
    ['pending', { ...text, eventType: 'TEXT_PENDING', isFinal: false }, over('not_final')],
    ['something new', { ...text, eventType: 'TEXT_TELEPORTED' }, over('unknown_type')],
    ['a call', { ...text, eventType: 'VOICE_COMPLETED' }, over('unknown_type')],
    ['somebody else’s', { ...text, context: { account: 'bar' } }, over('foreign')],
    ['without context', { ...text, context: undefined }, over('foreign')],
  ])('%s', (_, event, expected) => expect(read(event)).toEqual(expected));

  it.each(Object.keys(UNDELIVERED).filter((status) => status !== 'UNKNOWN'))('TEXT_%s', (status) => {
    const expected = { kind: 'undelivered', ...sms, reason: status.toLowerCase() };
    expect(read({ ...text, eventType: `TEXT_${status}` })).toEqual(expected);
  });

  it.each(['eventTimestamp', 'isFinal', 'destinationPhoneNumber'])('refuses an event without %s', (name) =>
    expect(() => read({ ...text, [name]: undefined })).toThrow(),
  );

  it('reads a reply, of which nothing but number and text', () => {
    const reply = {
      originationNumber: '+447700900123',
      destinationNumber: '+447700900001',
      messageKeyword: 'KEYWORD',
      messageBody: 'STOP',
      inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
      previousPublishedMessageId: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    };
    expect(read(reply)).toEqual({ kind: 'reply', from: '+447700900123', body: 'STOP' });
    expect(() => read({ ...reply, messageBody: undefined })).toThrow();
  });
});

it.each(['', '{', '[]', 'null', '"Delivery"', '7'])('refuses %s', (text) =>
  expect(() => readFeedback(text)).toThrow(),
);

it('what the local stack publishes is read as what was sent', () => {
  const clock = { now: () => AT };
  const names = { organisation: 'ORG1', link: 'L1', message: 'M1' };
  const sent = { id: 'X', from: 'pay@example.org', text: 'x', at: '2026-12-01T12:00:00.000Z' };
  const anEmail = { ...sent, channel: 'email', to: 'ada@example.com', tags: names } as const;
  const aText = { ...sent, channel: 'sms', to: '+447700900123', context: names } as const;
  const [ses, texts] = [emailEvents(clock), smsEvents(clock)];
  expect(read(ses.delivery(anEmail))).toEqual({ kind: 'delivered', ...email });
  expect(read(ses.bounce(anEmail, 'soft'))).toMatchObject({ kind: 'bounced', permanent: false });
  expect(read(ses.bounce(anEmail, 'hard'))).toMatchObject({ kind: 'bounced', permanent: true });
  expect(read(ses.complaint(anEmail))).toEqual({ kind: 'complained', ...email, delivered: true });
  expect(read(ses.reject(anEmail))).toMatchObject({ kind: 'rejected' });
  expect(read(texts.delivered(aText))).toEqual({ kind: 'delivered', ...sms });
  expect(read(texts.pending(aText))).toEqual(over('not_final'));
  expect(read(texts.undelivered(aText, 'SPAM'))).toEqual({ kind: 'undelivered', ...sms, reason: 'spam' });
  expect(read(texts.reply(aText, 'Stop!'))).toEqual({ kind: 'reply', from: '+447700900123', body: 'Stop!' });
});
