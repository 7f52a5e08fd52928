import {
  BadRequestException,
  InternalServiceErrorException,
  MessageRejected,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendingPausedException,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, toIso } from '../../../lib/clock.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { type EmailServer, startEmail } from './start-email.ts';

const clock = { now: () => 1_800_000_000_000 };
const outbox = createOutbox({ clock });
let server: EmailServer;
let ses: SESv2Client;

beforeAll(async () => {
  server = await startEmail({ clock: systemClock, outbox });
  ses = new SESv2Client({
    endpoint: server.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
beforeEach(() => outbox.clear());
afterAll(async () => {
  ses.destroy();
  await server.close();
});

const input = (to = 'ada@example.com'): SendEmailCommandInput => ({
  FromEmailAddress: 'Acme Ltd <pay@example.org>',
  Destination: { ToAddresses: [to] },
  Content: {
    Simple: {
      Subject: { Data: 'Your link' },
      Body: { Text: { Data: 'Hello' }, Html: { Data: '<p>Hello</p>' } },
    },
  },
  EmailTags: [{ Name: 'link', Value: 'L1' }],
  ConfigurationSetName: 'paylinks',
});
const send = (email: SendEmailCommandInput) => ses.send(new SendEmailCommand(email));

it('puts the email into the outbox under the id it answers', async () => {
  const { MessageId } = await send(input());
  expect(outbox.list()).toEqual([
    {
      id: MessageId,
      channel: 'email',
      to: 'ada@example.com',
      from: 'Acme Ltd <pay@example.org>',
      subject: 'Your link',
      text: 'Hello',
      html: '<p>Hello</p>',
      tags: { link: 'L1' },
      configurationSet: 'paylinks',
      at: toIso(clock.now()),
    },
  ]);
});

describe('magic addresses', () => {
  it.each([
    ['rejected@example.com', MessageRejected],
    ['Ada <throttled@example.com>', TooManyRequestsException],
    ['paused+1@example.net', SendingPausedException],
    ['error@example.com', InternalServiceErrorException],
  ])('%s fails without effect', async (to, error) => {
    await expect(send(input(to))).rejects.toBeInstanceOf(error);
    expect(outbox.list()).toEqual([]);
  });

  it('lost@ gets its email while the answer is lost', async () => {
    await expect(send(input('lost@example.com'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(outbox.list()).toMatchObject([{ to: 'lost@example.com' }]);
  });
});

describe('strictness', () => {
  const simple = input().Content?.Simple;
  it.each<[string, Partial<SendEmailCommandInput>]>([
    ['raw content', { Content: { Raw: { Data: Buffer.from('From: a') } } }],
    ['a template', { Content: { Template: { TemplateName: 'a', TemplateData: '{}' } } }],
    ['an empty body', { Content: { Simple: { Subject: { Data: 'a' }, Body: {} } } }],
    ['a member it does not know', { ListManagementOptions: { ContactListName: 'a' } }],
    [
      'a wrong type',
      { Content: { Simple: { ...simple, Subject: { Data: 7 as unknown as string }, Body: {} } } },
    ],
    ['nobody to send to', { Destination: {} }],
    ['an address that is none', { Destination: { ToAddresses: ['ada at example.com'] } }],
    ['a tag with a blank', { EmailTags: [{ Name: 'a', Value: 'b c' }] }],
  ])('refuses %s', async (_, part) => {
    await expect(send({ ...input(), ...part })).rejects.toBeInstanceOf(BadRequestException);
    expect(outbox.list()).toEqual([]);
  });
});

it('fails on demand after the effect', async () => {
  server.faults.next({ service: 'email', operation: 'SendEmail', effect: 'done', answer: 'reset' });
  await expect(send(input())).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(outbox.list()).toHaveLength(1);
});
