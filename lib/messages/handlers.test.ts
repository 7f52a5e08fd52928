import type { SQSEvent } from 'aws-lambda';
import { afterAll, expect, it, vi } from 'vitest';
import { handler as deliver } from '../../functions/messages/deliver.ts';
import { handler as recordDead } from '../../functions/messages/record-dead.ts';
import { SMS, startDelivery } from '../../test/support/start-delivery.ts';

const stack = await startDelivery();
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
  await stack.close();
});

const eventOf = (...bodies: string[]) =>
  ({ Records: bodies.map((body, index) => ({ messageId: `R${index}`, body })) }) as unknown as SQSEvent;
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
