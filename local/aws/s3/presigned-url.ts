import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../lib/clock.ts';
import { AwsError } from '../aws-error.ts';
import type { S3Request } from './request.ts';
import { type Credentials, checkSignature, instantOf, scopeOf } from './signature.ts';

const LONGEST_SECONDS = 7 * 24 * 60 * 60;
const SKEW_MS = 15 * 60_000;

/** Checks a url that was signed in its query: by whom, over what, and until when by the clock. */
export function checkPresignedUrl(request: S3Request, credentials: Credentials, clock: Clock): void {
  const { query, raw } = request;
  const scope = scopeOf(query.get('X-Amz-Credential') ?? undefined, credentials);
  const date = query.get('X-Amz-Date') ?? undefined;
  const seconds = Number(query.get('X-Amz-Expires'));
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256' || !(seconds >= 1 && seconds <= LONGEST_SECONDS))
    throw new AwsError(
      'AuthorizationQueryParametersError',
      'X-Amz-Algorithm or X-Amz-Expires is out of range.',
    );
  const signedAt = instantOf(date);
  const canonical = createHash('sha256').update(canonicalRequest(request, raw)).digest('hex');
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope.date}/${scope.region}/s3/aws4_request\n${canonical}`;
  checkSignature(query.get('X-Amz-Signature') ?? undefined, text, scope, credentials);
  if (signedAt - SKEW_MS > clock.now()) throw new AwsError('AccessDenied', 'Request is not yet valid', 403);
  if (signedAt + seconds * 1000 < clock.now()) throw new AwsError('AccessDenied', 'Request has expired', 403);
}

function canonicalRequest({ query, path }: S3Request, raw: IncomingMessage): string {
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  if (!signedHeaders.includes('host'))
    throw new AwsError('AccessDenied', 'The host header must be signed.', 403);
  const pairs = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? order(x, y) : order(a, b)))
    .map(([name, value]) => `${name}=${value}`);
  const headers = signedHeaders.map(
    (name) =>
      `${name}:${String(raw.headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  );
  const payload = query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  return [
    raw.method,
    encode(decodeURIComponent(path), '/'),
    pairs.join('&'),
    headers.join(''),
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** RFC 3986 with upper-case hex, as the signature wants it. */
function encode(text: string, keep = ''): string {
  const encoded = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return keep === '' ? encoded : encoded.replaceAll(encodeURIComponent(keep), keep);
}
