import { AwsError } from '../aws-error.ts';

/** Reads a body piece by piece, holding no more than one network chunk and a marker's length. */
export interface ByteReader {
  /** Text up to the next CR LF, which is consumed. */
  line(): Promise<string>;
  /** Exactly so many bytes, as they come. */
  bytes(count: number): AsyncGenerator<Buffer>;
  /** All bytes before the marker, which is consumed. */
  until(marker: string): AsyncGenerator<Buffer>;
}

const LINE_LIMIT = 64 * 1024;

export function createByteReader(source: AsyncIterator<Buffer>): ByteReader {
  let rest: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await source.next();
    if (done) throw new AwsError('IncompleteBody', 'The body ended before it was complete.');
    rest = rest.length === 0 ? value : Buffer.concat([rest, value]);
  };
  return {
    async line() {
      for (;;) {
        const end = rest.indexOf('\r\n');
        if (end >= 0) {
          const line = rest.toString('utf8', 0, end);
          rest = rest.subarray(end + 2);
          return line;
        }
        if (rest.length > LINE_LIMIT) throw new AwsError('InvalidRequest', 'A line of the body is too long.');
        await more();
      }
    },
    async *bytes(count) {
      for (let left = count; left > 0; ) {
        if (rest.length === 0) await more();
        const part = rest.subarray(0, left);
        rest = rest.subarray(part.length);
        left -= part.length;
        yield part;
      }
    },
    async *until(marker) {
      for (;;) {
        const found = rest.indexOf(marker);
        // A marker may be cut in two by the network, so its length less one is held back.
        const end = found >= 0 ? found : Math.max(0, rest.length - marker.length + 1);
        if (end > 0) yield rest.subarray(0, end);
        rest = rest.subarray(found >= 0 ? found + marker.length : end);
        if (found >= 0) return;
        await more();
      }
    },
  };
}
