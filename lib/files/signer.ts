import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { env, optionalEnv } from '../env.ts';

/** What signs forms and urls for the bucket; asks no service. The client of S3 would make a bundle 140 KB larger. */
export interface FileSigner {
  bucket: string;
  region: string;
  /** The bucket's own address, with no slash at the end. */
  url: string;
  /** What is signed can do what these can, and no longer than they live. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** That of this deployment, from what Lambda tells the function. */
export function fileSigner(): FileSigner {
  const [bucket, region] = [env('FILES_BUCKET'), env('AWS_REGION')];
  const endpoint = optionalEnv('AWS_ENDPOINT_URL_S3');
  const sessionToken = optionalEnv('AWS_SESSION_TOKEN');
  return {
    bucket,
    region,
    url: endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com` : `${endpoint}/${bucket}`,
    credentials: {
      accessKeyId: env('AWS_ACCESS_KEY_ID'),
      secretAccessKey: env('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  };
}

/** Signature Version 4 as S3 wants it: paths as they are, bodies unsigned. */
export function signatureOf({ region, credentials }: FileSigner): SignatureV4 {
  return new SignatureV4({
    service: 's3',
    region,
    credentials,
    sha256: Hash.bind(null, 'sha256'),
    uriEscapePath: false,
    applyChecksum: false,
  });
}
