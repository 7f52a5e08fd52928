import { timingSafeEqual } from 'node:crypto';
import type { Answer, Call } from '../server.ts';
import { blobError } from './answers.ts';
import { find, type Paypoint } from './state.ts';
import { uploadEndsAt, uploadUrl } from './upload-url.ts';

/** PUT to a batch's upload url, as the blob store takes it: raw bytes, its own headers, never a key. */
export function answerUpload(paypoint: Paypoint, { path, query, headers, bytes }: Call): Answer {
  const { state, clock, wire } = paypoint;
  const keys = ['ocp-apim-subscription-key', wire().api_key_header.toLowerCase()];
  if (keys.some((name) => headers[name] !== undefined))
    return blobError(400, 'InvalidHeaderValue', 'A key of the API was sent to the blob store.');
  const [, id = ''] = /^\/uploads\/paybylink\/([^/]+)\.csv$/.exec(path) ?? [];
  const batch = find(state.batches, id);
  const isSigned = batch && same(`${path}?${query}`, uploadUrl(paypoint, batch).slice(paypoint.url().length));
  const isOpen = batch && (batch.state === 'waiting' || batch.state === 'uploaded');
  if (!batch || !isSigned || !isOpen || clock.now() >= uploadEndsAt(paypoint, batch))
    return blobError(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
  if (headers['x-ms-blob-type'] === undefined)
    return blobError(400, 'MissingRequiredHeader', 'x-ms-blob-type is mandatory.');
  if (headers['x-ms-blob-type'] !== 'BlockBlob')
    return blobError(400, 'InvalidHeaderValue', 'x-ms-blob-type must be BlockBlob.');
  if (!/^text\/csv; ?charset=utf-8$/i.test(headers['content-type'] ?? ''))
    return blobError(400, 'InvalidHeaderValue', 'Content-Type must be text/csv; charset=utf-8.');
  batch.blob = bytes.toString('base64');
  batch.state = 'uploaded';
  paypoint.changed();
  return { status: 201, headers: {}, body: '' };
}

function same(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
