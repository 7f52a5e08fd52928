import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect, it, vi } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { startEmail } from './email/start-email.ts';
import { startKms } from './kms/start-kms.ts';
import { createOutbox } from './outbox/outbox.ts';
import { startS3 } from './s3/start-s3.ts';
import { startSms } from './sms/start-sms.ts';
import { startSqs } from './sqs/start-sqs.ts';

afterAll(() => vi.unstubAllEnvs());

it('every server is reached by nothing but the environment', async () => {
  const clock = systemClock;
  const outbox = createOutbox({ clock });
  const [sqs, s3, kms, email, sms] = await Promise.all([
    startSqs({ clock }),
    startS3({ clock }),
    startKms({ clock }),
    startEmail({ clock, outbox }),
    startSms({ clock, outbox }),
  ]);
  const environment = {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_SESV2: email.url,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: sms.url,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

  const QueueUrl = sqs.createQueue({ name: 'messages' });
  expect(await new SQSClient().send(new GetQueueUrlCommand({ QueueName: 'messages' }))).toMatchObject({
    QueueUrl,
  });
  s3.createBucket({ name: 'uploads' });
  await new S3Client().send(new HeadBucketCommand({ Bucket: 'uploads' }));
  const KeyId = kms.createKey();
  const described = await new KMSClient().send(new DescribeKeyCommand({ KeyId }));
  expect(described.KeyMetadata?.KeyId).toBe(KeyId);
  await new SESv2Client().send(
    new SendEmailCommand({
      FromEmailAddress: 'pay@example.org',
      Destination: { ToAddresses: ['ada@example.com'] },
      Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } } },
    }),
  );
  await new PinpointSMSVoiceV2Client().send(
    new SendTextMessageCommand({ DestinationPhoneNumber: '+447700900123', MessageBody: 'Hello' }),
  );
  expect(outbox.list().map(({ channel }) => channel)).toEqual(['email', 'sms']);
  await Promise.all([sqs, s3, kms, email, sms].map((server) => server.close()));
});
