import { SQSClient } from '@aws-sdk/client-sqs';
import { createFaults } from '../faults.ts';
import { type SqsOptions, startSqs } from './start-sqs.ts';

/** A server and a client for one test file, on a clock that only the test moves. */
export async function sqsFixture(options: Partial<SqsOptions> = {}) {
  const clock = { time: Date.now(), now: () => clock.time };
  const faults = createFaults();
  const server = await startSqs({ clock, faults, ...options });
  const client = new SQSClient({
    endpoint: server.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  return {
    clock,
    faults,
    server,
    client,
    /** Moves the clock and lets long polls look again. */
    pass(seconds: number) {
      clock.time += seconds * 1000;
      server.wakeWaiters();
    },
    async close() {
      client.destroy();
      await server.close();
    },
  };
}
