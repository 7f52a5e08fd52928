import { S3Client } from '@aws-sdk/client-s3';
import { env, optionalEnv } from '../env.ts';

/** The bucket and the client that speaks to it. What reads and writes in `files/` takes it first. */
export interface Files {
  client: S3Client;
  bucket: string;
}

let deployed: Files | undefined;

/**
 * The bucket of this deployment; built at first use. A request without a byte for a minute has died: a function that
 * waits for it would be killed with all that it has under way. On the local stack there are no host names for buckets.
 */
export function files(): Files {
  deployed ??= {
    client: new S3Client({
      forcePathStyle: optionalEnv('AWS_ENDPOINT_URL_S3') !== undefined,
      requestHandler: { connectionTimeout: 3_000, socketTimeout: 60_000 },
    }),
    bucket: env('FILES_BUCKET'),
  };
  return deployed;
}
