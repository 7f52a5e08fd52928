import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A zip archive of one file, readable by all, always dated 1980-01-01: the same content gives the same bytes, so
 * that deploying what is deployed already changes nothing.
 * Format: PKWARE APPNOTE 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end).
 */
export function zip(path: string, content: Buffer): Buffer {
  const name = Buffer.from(path);
  const data = deflateRawSync(content, { level: 9 });

  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0); // version needed: 2.0
  common.writeUInt16LE(8, 4); // deflate
  common.writeUInt16LE(0x21, 8); // 1980-01-01
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);

  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, data]);

  const attributes = Buffer.alloc(14);
  attributes.writeUInt32LE((0o100644 << 16) >>> 0, 6); // a regular file; Lambda refuses what others cannot read
  const madeByUnix = Buffer.from([20, 3]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02'), madeByUnix, common, attributes, name]);

  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);

  return Buffer.concat([local, entry, end]);
}
