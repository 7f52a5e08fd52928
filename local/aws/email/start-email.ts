import type { Clock } from '../../../lib/clock.ts';
import { AwsError } from '../aws-error.ts';
import { createFaults, type Faults } from '../faults.ts';
import { startJsonService } from '../json-service.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { sendEmailOperation } from './send-email.ts';

export interface EmailOptions {
  clock: Clock;
  outbox: Outbox;
  port?: number;
  faults?: Faults;
}

export interface EmailServer {
  readonly url: string;
  readonly faults: Faults;
  close(): Promise<void>;
}

/** SES version 2 over REST-JSON: `SendEmail`, into the outbox. */
export async function startEmail({
  clock,
  outbox,
  port,
  faults = createFaults(),
}: EmailOptions): Promise<EmailServer> {
  const listening = await startJsonService({
    service: 'email',
    namespace: 'com.amazonaws.sesv2',
    contentType: 'application/json',
    operationOf: ({ method, url }) =>
      method === 'POST' && url === '/v2/email/outbound-emails' ? 'SendEmail' : undefined,
    operations: { SendEmail: sendEmailOperation(outbox) },
    invalid: ([issue]) => new AwsError('BadRequestException', `${issue?.path.join('.')}: ${issue?.message}`),
    clock,
    faults,
    port,
  });
  return {
    url: listening.url,
    faults,
    async close() {
      await listening.close();
      outbox.flush();
    },
  };
}
