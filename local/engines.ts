import { join } from 'node:path';
import { startEmail } from './aws/email/start-email.ts';
import { createFeedback } from './aws/feedback/feedback.ts';
import { startKms } from './aws/kms/start-kms.ts';
import { createOutbox } from './aws/outbox/outbox.ts';
import { startOutbox } from './aws/outbox/start-outbox.ts';
import { startS3 } from './aws/s3/start-s3.ts';
import { startSms } from './aws/sms/start-sms.ts';
import { startSqs } from './aws/sqs/start-sqs.ts';
import type { MovableClock } from './clock.ts';
import { startDynamoDb } from './dynamodb.ts';
import { startSimulators } from './simulators.ts';

export type Engines = Awaited<ReturnType<typeof startEngines>>;

export interface EnginesOptions {
  clock: MovableClock;
  dataDir?: string | undefined;
  /** Where simulators listened in a former run on the same data: their pages' addresses are in the links. */
  ports: Readonly<Record<string, number>>;
}

/** Everything on AWS and beyond that the functions speak to, each on its own loopback port. */
export async function startEngines({ clock, dataDir, ports }: EnginesOptions) {
  const within = (folder: string) => (dataDir ? { dataDir: join(dataDir, folder) } : {});
  const outbox = createOutbox({ clock, ...within('outbox') });
  const feedback = createFeedback({ clock, outbox });
  const [dynamodb, sqs, s3, kms, email, sms, outboxPage, providers] = await Promise.all([
    startDynamoDb(within('dynamodb')),
    startSqs({ clock, ...within('sqs') }),
    startS3({ clock, ...within('s3') }),
    startKms({ clock, ...within('kms') }),
    startEmail({ clock, outbox }),
    startSms({ clock, outbox }),
    startOutbox({ outbox, feedback }),
    startSimulators({ clock, dataDir, ports }),
  ]);
  const simulators = providers.simulated.map(({ simulator }) => simulator);
  const servers = [...simulators, outboxPage, sms, email, kms, s3, sqs, dynamodb];
  return {
    dynamodb,
    sqs,
    s3,
    kms,
    email,
    sms,
    outbox,
    feedback,
    outboxPage,
    felloh: providers.felloh,
    simulated: providers.simulated,
    simulators,
    async close() {
      feedback.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
