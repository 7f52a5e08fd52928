import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { createFaults } from '../faults.ts';
import { type S3Options, startS3 } from './start-s3.ts';

/** A server with one bucket, `files`, and a client, on a clock that only the test moves. */
export async function s3Fixture(options: Partial<S3Options> = {}) {
  const clock = { time: Date.now(), now: () => clock.time };
  const faults = createFaults();
  const server = await startS3({ clock, faults, ...options });
  server.createBucket({ name: 'files' });
  const clients: S3Client[] = [];
  const connect = (config: S3ClientConfig = {}) => {
    const client = new S3Client({
      endpoint: server.url,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      forcePathStyle: true,
      maxAttempts: 1,
      // The SDK would warn on the console of uploads that a test breaks off.
      logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
      ...config,
    });
    clients.push(client);
    return client;
  };
  return {
    clock,
    faults,
    server,
    client: connect(),
    /** A further client with other settings. */
    connect,
    async close() {
      for (const client of clients) client.destroy();
      await server.close();
    },
  };
}
