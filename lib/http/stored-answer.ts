import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { ApiResult } from './event.ts';

/** What of an answer is kept for repeats. */
const Stored = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.exactOptional(z.string()),
});
export type StoredAnswer = z.infer<typeof Stored>;

const PLAIN = 0;
const SEALED = 1;

/**
 * An answer as compressed bytes. With `secret` (the caller's own credential, which we keep only as a hash) it is also
 * enciphered with AES-256-GCM, so that a new API key in it cannot be read out of the table.
 */
export function pack(answer: ApiResult, secret?: string): Uint8Array {
  const { statusCode = 200, headers = {}, body } = answer;
  const kept = z.parse(Stored, { statusCode, headers, ...(body === undefined ? {} : { body }) });
  const bytes = deflateRawSync(JSON.stringify(kept));
  if (secret === undefined) return Buffer.concat([Buffer.of(PLAIN), bytes]);
  const salt = randomBytes(16);
  const cipher = createCipheriv('aes-256-gcm', cipherKey(secret, salt), salt.subarray(0, 12));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(SEALED), salt, cipher.getAuthTag(), sealed]);
}

/** `undefined`: it was packed with another secret. */
export function unpack(stored: Uint8Array, secret?: string): StoredAnswer | undefined {
  const bytes = Buffer.from(stored);
  const opened = bytes[0] === SEALED ? open(bytes, secret ?? '') : bytes.subarray(1);
  return opened && z.parse(Stored, JSON.parse(inflateRawSync(opened).toString('utf8')));
}

function open(bytes: Buffer, secret: string): Buffer | undefined {
  const salt = bytes.subarray(1, 17);
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(secret, salt), salt.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(17, 33));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(33)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function cipherKey(secret: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, 'paylinks stored answer', 32));
}
