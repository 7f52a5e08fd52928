import { S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../../lib/clock.ts';
import type { Files } from '../../lib/files/client.ts';
import type { FileSigner } from '../../lib/files/signer.ts';
import { createFaults, type Faults } from '../../local/aws/faults.ts';
import { startS3 } from '../../local/aws/s3/start-s3.ts';

export interface StartedFiles {
  files: Files;
  signer: FileSigner;
  faults: Faults;
  /** Of the S3 server. */
  url: string;
  close(): Promise<void>;
}

/** The bucket as it is deployed, versioned, on a server of its own. */
export async function startFiles(clock: Clock): Promise<StartedFiles> {
  const faults = createFaults();
  const server = await startS3({ clock, faults });
  const bucket = 'files';
  server.createBucket({ name: bucket, versioning: true });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const region = 'eu-west-2';
  const client = new S3Client({ endpoint: server.url, region, credentials, forcePathStyle: true });
  return {
    files: { client, bucket },
    signer: { bucket, region, url: `${server.url}/${bucket}`, credentials },
    faults,
    url: server.url,
    async close() {
      client.destroy();
      await server.close();
    },
  };
}

/** Sends a file as a browser sends a form. */
export function postFile(
  { url, method, fields }: { url: string; method: string; fields: Record<string, string> },
  file: string | Buffer<ArrayBuffer>,
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([file]), 'arrears.csv');
  return fetch(url, { method, body });
}
