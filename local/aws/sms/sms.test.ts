import {
  AccessDeniedException,
  ConflictException,
  InternalServerException,
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
  ServiceQuotaExceededException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, toIso } from '../../../lib/clock.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { type SmsServer, startSms } from './start-sms.ts';

const clock = { now: () => 1_800_000_000_000 };
const outbox = createOutbox({ clock });
let server: SmsServer;
let sms: PinpointSMSVoiceV2Client;

beforeAll(async () => {
  server = await startSms({ clock: systemClock, outbox });
  sms = new PinpointSMSVoiceV2Client({
    endpoint: server.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
beforeEach(() => outbox.clear());
afterAll(async () => {
  sms.destroy();
  await server.close();
});

const send = (input: Partial<SendTextMessageCommandInput> = {}) =>
  sms.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: '+447700900123',
      OriginationIdentity: 'ACME',
      MessageBody: 'Pay here: http://127.0.0.1/p/x',
      MessageType: 'TRANSACTIONAL',
      Context: { link: 'L1' },
      ConfigurationSetName: 'paylinks',
      ...input,
    }),
  );

it('puts the text into the outbox under the id it answers', async () => {
  const { MessageId } = await send();
  expect(outbox.list()).toEqual([
    {
      id: MessageId,
      channel: 'sms',
      to: '+447700900123',
      from: 'ACME',
      text: 'Pay here: http://127.0.0.1/p/x',
      context: { link: 'L1' },
      configurationSet: 'paylinks',
      at: toIso(clock.now()),
    },
  ]);
});

describe('magic numbers', () => {
  it.each([
    ['+447700900990', ValidationException, { Reason: 'INVALID_PARAMETER' }],
    ['+447700900991', ThrottlingException, {}],
    ['+447700900992', ConflictException, { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }],
    ['+447700900993', InternalServerException, { $metadata: { httpStatusCode: 500 } }],
    ['+447700900995', ServiceQuotaExceededException, { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }],
    ['+447700900996', AccessDeniedException, { Reason: 'ACCOUNT_DISABLED' }],
  ])('%s fails without effect', async (DestinationPhoneNumber, type, members) => {
    const error = await send({ DestinationPhoneNumber }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject(members);
    expect(outbox.list()).toEqual([]);
  });

  it('+447700900994 gets its text while the answer is lost', async () => {
    await expect(send({ DestinationPhoneNumber: '+447700900994' })).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(outbox.list()).toMatchObject([{ to: '+447700900994' }]);
  });
});

describe('strictness', () => {
  it.each<[string, Partial<SendTextMessageCommandInput>, string]>([
    ['a national number', { DestinationPhoneNumber: '07700900123' }, 'DestinationPhoneNumber'],
    ['an empty text', { MessageBody: '' }, 'MessageBody'],
    ['a text of 1601 characters', { MessageBody: 'x'.repeat(1601) }, 'MessageBody'],
    ['an unknown type', { MessageType: 'LOUD' as 'PROMOTIONAL' }, 'MessageType'],
    ['a wrong type', { TimeToLive: '60' as unknown as number }, 'TimeToLive'],
    ['members it does not know', { Keyword: 'STOP' }, 'request'],
  ])('refuses %s', async (_, input, field) => {
    const error = await send(input).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ValidationException);
    expect(error).toMatchObject({ Fields: [{ Name: field }] });
    expect(outbox.list()).toEqual([]);
  });

  it('checks a dry run and sends nothing', async () => {
    await send({ DryRun: true });
    expect(outbox.list()).toEqual([]);
  });
});
