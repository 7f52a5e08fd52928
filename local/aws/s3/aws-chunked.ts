import { AwsError } from '../aws-error.ts';
import { createByteReader } from './byte-reader.ts';

/**
 * Decodes `content-encoding: aws-chunked`: chunks of `size in hex[;signature] CR LF data CR LF`, a chunk of size
 * zero, then trailing headers, which are added to `trailers` in lower case. Source: "Signature Calculations for the
 * Authorization Header: Transferring Payload in Multiple Chunks" in the S3 API reference.
 */
export async function* decodeAwsChunked(
  source: AsyncIterator<Buffer>,
  trailers: Record<string, string>,
): AsyncGenerator<Buffer> {
  const reader = createByteReader(source);
  for (;;) {
    const size = /^([0-9a-fA-F]{1,8})(;.*)?$/.exec(await reader.line())?.[1];
    if (size === undefined) throw new AwsError('InvalidRequest', 'The body is not aws-chunked.');
    if (Number.parseInt(size, 16) === 0) break;
    yield* reader.bytes(Number.parseInt(size, 16));
    if ((await reader.line()) !== '') throw new AwsError('InvalidRequest', 'A chunk is longer than it says.');
  }
  for (;;) {
    const line = await reader.line();
    if (line === '') return;
    const colon = line.indexOf(':');
    trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
}
