import type { Clock } from '../../../lib/clock.ts';
import { createFaults, type Faults } from '../faults.ts';
import { startJsonService } from '../json-service.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { validation } from './magic-numbers.ts';
import { sendTextMessageOperation } from './send-text-message.ts';

export interface SmsOptions {
  clock: Clock;
  outbox: Outbox;
  port?: number;
  faults?: Faults;
}

export interface SmsServer {
  readonly url: string;
  readonly faults: Faults;
  close(): Promise<void>;
}

/** AWS End User Messaging SMS (PinpointSMSVoiceV2) over AWS JSON 1.0: `SendTextMessage`, into the outbox. */
export async function startSms({
  clock,
  outbox,
  port,
  faults = createFaults(),
}: SmsOptions): Promise<SmsServer> {
  const listening = await startJsonService({
    service: 'sms',
    namespace: 'com.amazonaws.pinpointsmsvoicev2',
    contentType: 'application/x-amz-json-1.0',
    operationOf: (request) =>
      /^PinpointSMSVoiceV2\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1],
    operations: { SendTextMessage: sendTextMessageOperation(outbox) },
    invalid: ([issue]) =>
      validation('FIELD_VALIDATION_FAILED', issue?.path.join('.') || 'request', issue?.message ?? ''),
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
