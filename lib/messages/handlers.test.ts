import type { SQSEvent } from 'aws-lambda';
import { afterAll, expect, it, vi } from 'vitest';
import { handler as deliver } from '../../functions/messages/deliver.ts';
import { handler as feedback } from '../../functions/messages/feedback.ts';
import { handler as recordDead } from '../../functions/messages/record-dead.ts';
import { smsEvents } from '../../local/aws/feedback/sms-events.ts';
import { startSqs } from '../../local/aws/sqs/start-sqs.ts';
import { CONTACT_KEY, customer, ORG, SMS, startDelivery } from '../../test/support/start-delivery.ts';
import { systemClock } from '../clock.ts';
import { getRecipient } from '../table/recipient-item.ts';
import { contactHashOf } from './contact.ts';

const stack = await startDelivery();
const sqs = await startSqs({ clock: systemClock });
vi.stubEnv('AWS_ENDPOINT_URL_SQS', sqs.url);
vi.stubEnv('MESSAGES_QUEUE_URL', sqs.createQueue({ name: 'messages' }));
vi.stubEnv('TABLE_NAME', stack.deps.table.name);
vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', stack.urls.table);
vi.stubEnv('AWS_ENDPOINT_URL_SESV2', stack.urls.email);
vi.stubEnv('AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2', stack.urls.sms);
vi.stubEnv('AWS_REGION', 'eu-west-2');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
vi.stubEnv('PUBLIC_BASE_URL', 'https://pay.acme.example');
vi.stubEnv('EMAIL_FROM', 'pay@example.org');
vi.stubEnv('SMS_ORIGINATION', 'ACME');
vi.stubEnv('SMS_CONFIGURATION_SET', 'texts');
vi.stubEnv('EMAIL_CONFIGURATION_SET', '');

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([stack.close(), sqs.close()]);
});

const MESSAGES_DEAD = 'arn:aws:sqs:eu-west-2:000000000000:messages-dead';
/** As CloudFormation names it. */
const FEEDBACK_DEAD = 'arn:aws:sqs:eu-west-2:000000000000:paylinks-dev-FeedbackDeadQueue-1AB2CD3';
const fromQueue = (eventSourceARN: string, ...bodies: string[]) =>
  ({
    Records: bodies.map((body, index) => ({ messageId: `R${index}`, body, eventSourceARN })),
  }) as unknown as SQSEvent;
const eventOf = (...bodies: string[]) => fromQueue(MESSAGES_DEAD, ...bodies);
const hint = ({ org, id }: { org: string; id: string }) => JSON.stringify({ v: 1, org, linkId: id });

/** The hour does not matter: the function has the machine's own clock. */
const sends = [
  { ...SMS, overrideReason: 'test' },
  { ...SMS, id: 'EMAIL1', channel: 'email' as const, overrideReason: 'test' },
];
const expiresAt = Date.now() + 86_400_000;

it('delivers each link of a batch, and gives back only what it cannot read', async () => {
  const links = [await stack.stored({ sends, expiresAt }), await stack.stored({ sends, expiresAt })];
  const answer = await deliver(
    eventOf(...links.map(hint), '{', '{"v":2}', hint({ org: 'ORG1', id: 'none0' })),
  );
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'R2' }, { itemIdentifier: 'R3' }] });
  for (const link of links)
    expect((await stack.outcome(link)).states.map(([, state]) => state)).toEqual(['sent', 'sent']);
  expect(stack.outbox.list()).toHaveLength(4);
  const [sms, email] = ['sms', 'email'].map((channel) =>
    stack.outbox.list().find((sent) => sent.channel === channel),
  );
  expect(sms).toMatchObject({ configurationSet: 'texts' });
  expect(email).not.toHaveProperty('configurationSet');
});

it('records dead letters: nothing comes again for ever, nothing ends in silence', async () => {
  const link = await stack.stored({ expiresAt, sends: [{ ...SMS, state: 'sending', until: 1 }] });
  const answer = await recordDead(eventOf('{', hint(link), hint({ org: 'ORG1', id: 'none0' })));
  expect(answer).toEqual({ batchItemFailures: [] });
  expect((await stack.outcome(link)).states).toEqual([['SMS1', 'unknown', 'sender_died']]);
});

/** A text that was sent, and what End User Messaging tells of it. */
async function sentText(phone: string) {
  const link = await stack.stored({
    ...customer({ phone, email: 'ada@example.com' }),
    expiresAt,
    channels: ['sms'],
    fallback: 'on_undelivered',
    sends: sends.slice(0, 1),
  });
  await deliver(eventOf(hint(link)));
  const text = stack.outbox.list().find(({ to }) => to === phone);
  if (!text) throw new Error('not sent');
  return { link, text, events: smsEvents(systemClock) };
}
const suppressedOn = async (phone: string) =>
  (await getRecipient(stack.deps.table, ORG, contactHashOf(CONTACT_KEY, phone)))?.suppressed;

it('takes what the channels tell, each record by itself', async () => {
  const { link, text, events } = await sentText('+447700900601');
  const answer = await feedback(
    eventOf(
      '{',
      '{"eventType":"Delivery"}',
      'Successfully validated SNS topic for Amazon SES event publishing.',
      JSON.stringify(events.pending(text)),
      JSON.stringify(events.undelivered(text, 'BLOCKED')),
      JSON.stringify({ ...events.delivered(text), context: { ...text.context, link: 'none0' } }),
    ),
  );
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'R0' }, { itemIdentifier: 'R1' }] });
  expect((await stack.outcome(link)).states).toEqual([['SMS1', 'undelivered', 'blocked']]);
  expect(await suppressedOn('+447700900601')).toMatchObject({ sms: { carrier: { reason: 'blocked' } } });
  expect((await stack.outcome(link)).sends).toBeUndefined();
});

it('hints at the fallback', async () => {
  const { link, text, events } = await sentText('+447700900602');
  await feedback(eventOf(JSON.stringify(events.undelivered(text, 'INVALID'))));
  expect((await stack.outcome(link)).sends?.map(({ id }) => id)).toEqual(['SMS1F']);
  expect(sqs.depth('messages').visible).toBeGreaterThan(0);
});

it('a dead receipt or opt-out is done after all; what nobody can read goes', async () => {
  const { link, text, events } = await sentText('+447700900603');
  const dead = [events.delivered(text), events.reply(text, 'STOP')].map((event) => JSON.stringify(event));
  const answer = await recordDead(fromQueue(FEEDBACK_DEAD, '{', '{"eventType":"Bounce"}', ...dead));
  expect(answer).toEqual({ batchItemFailures: [] });
  expect((await stack.outcome(link)).states).toEqual([['SMS1', 'delivered', undefined]]);
  expect(await suppressedOn('+447700900603')).toHaveProperty('sms.stop_reply');
});
