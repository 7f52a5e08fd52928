import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws-error.ts';

/** The one account that presigned urls and forms can be signed for. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

export interface Scope {
  date: string;
  region: string;
}

/** Reads `<key id>/<date>/<region>/s3/aws4_request` and sees that it is our key. */
export function scopeOf(credential: string | undefined, credentials: Credentials): Scope {
  const [keyId, date, region, service, end, ...rest] = (credential ?? '').split('/');
  if (!date || !region || service !== 's3' || end !== 'aws4_request' || rest.length > 0)
    throw new AwsError('AuthorizationQueryParametersError', 'The X-Amz-Credential is malformed.');
  if (keyId !== credentials.accessKeyId)
    throw new AwsError(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      403,
    );
  return { date, region };
}

/** Signature Version 4: a key derived from date, region and service signs the text. */
export function checkSignature(
  given: string | undefined,
  text: string,
  scope: Scope,
  credentials: Credentials,
): void {
  const key = ['s3', 'aws4_request'].reduce(
    hmac,
    hmac(hmac(`AWS4${credentials.secretAccessKey}`, scope.date), scope.region),
  );
  const expected = hmac(key, text);
  const actual = Buffer.from(given ?? '', 'hex');
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected))
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
      403,
    );
}

/** Epoch ms of `20270115T080000Z`. */
export function instantOf(amzDate: string | undefined): number {
  const iso = (amzDate ?? '').replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const instant = Date.parse(iso);
  if (Number.isNaN(instant))
    throw new AwsError('AccessDenied', 'X-Amz-Date must be in the ISO8601 basic format.', 403);
  return instant;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
