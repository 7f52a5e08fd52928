import { type FileSigner, signatureOf } from './signer.ts';

/** How long a form may be sent, seconds. */
const LIFE_SECONDS = 3_600;

/** A form that puts one file into the bucket: `fields` first, then `file`, as multipart/form-data. */
export interface UploadForm {
  url: string;
  method: 'POST';
  fields: Record<string, string>;
  /** Epoch ms. */
  expiresAt: number;
  maxBytes: number;
}

/**
 * A form for exactly this key, for a file of 1 to `maxBytes` bytes and, where its SHA-256 is named (hex), for no other
 * file. It may be sent again until it ends: each time is a new version. Source: "POST Policy" and "POST Object" in the
 * S3 API reference.
 */
export async function uploadForm(
  signer: FileSigner,
  nowMs: number,
  { key, maxBytes, sha256 }: { key: string; maxBytes: number; sha256?: string | undefined },
): Promise<UploadForm> {
  const signedAt = new Date(Math.floor(nowMs / 1000) * 1000);
  const expiresAt = signedAt.getTime() + LIFE_SECONDS * 1000;
  const date = inSeconds(signedAt).replace(/[-:]/g, '');
  const { bucket, region, credentials } = signer;
  const fields = {
    bucket,
    key,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.accessKeyId}/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Date': date,
    ...(credentials.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': credentials.sessionToken }),
    ...(sha256 === undefined ? {} : checksumFields(sha256)),
  };
  const policy = {
    expiration: inSeconds(new Date(expiresAt)),
    conditions: [
      ['content-length-range', 1, maxBytes],
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ],
  };
  const Policy = Buffer.from(JSON.stringify(policy)).toString('base64');
  const signature = await signatureOf(signer).sign(Policy, { signingDate: signedAt });
  return {
    url: `${signer.url}/`,
    method: 'POST',
    fields: { ...fields, Policy, 'X-Amz-Signature': signature },
    expiresAt,
    maxBytes,
  };
}

function checksumFields(sha256: string): Record<string, string> {
  return {
    'x-amz-checksum-algorithm': 'SHA256',
    'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
  };
}

function inSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
