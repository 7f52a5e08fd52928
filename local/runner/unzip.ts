import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/**
 * Lays out a function's deployment package in a folder, as Lambda does.
 * Format: PKWARE APPNOTE 4.3; the central directory, stored or deflated entries, no ZIP64.
 */
export function unzip(file: string, folder: string): void {
  const zip = readFileSync(file);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error(`${file} is not a zip archive`);
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      zip.readUInt16LE(at + offset),
    );
    const header = zip.readUInt32LE(at + 42);
    const nameEnd = at + 46 + (nameLength ?? 0);
    const name = zip.toString('utf8', at + 46, nameEnd);
    at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
    if (name.endsWith('/')) continue;
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const data = zip.subarray(start, start + size);
    const target = resolve(folder, name);
    if (!target.startsWith(resolve(folder) + sep)) throw new Error(`${file} holds ${name}, outside of it`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(join(target), method === 0 ? data : inflateRawSync(data));
  }
}
