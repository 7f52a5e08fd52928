import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../aws-error.ts';

export type EncryptionContext = Record<string, string>;

/**
 * A ciphertext: version 1 (1 byte), key id (36 bytes of ASCII), nonce (12), tag (16), then the sealed bytes.
 * Key id and context are authenticated data, so that a blob opens only under the very same context.
 */
const ID_END = 37;
const NONCE_END = ID_END + 12;
const TAG_END = NONCE_END + 16;

export function seal(
  keyId: string,
  material: Buffer,
  plaintext: Uint8Array,
  context: EncryptionContext,
): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', material, nonce).setAAD(authenticated(keyId, context));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from([1]), Buffer.from(keyId, 'ascii'), nonce, cipher.getAuthTag(), sealed]);
}

/** The id of the key that made the blob, which names it itself. */
export function keyIdOf(blob: Buffer): string {
  if (blob.length < TAG_END || blob[0] !== 1) throw invalidCiphertext();
  return blob.toString('ascii', 1, ID_END);
}

export function open(keyId: string, material: Buffer, blob: Buffer, context: EncryptionContext): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', material, blob.subarray(ID_END, NONCE_END), {
      authTagLength: 16,
    })
      .setAAD(authenticated(keyId, context))
      .setAuthTag(blob.subarray(NONCE_END, TAG_END));
    return Buffer.concat([decipher.update(blob.subarray(TAG_END)), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

const invalidCiphertext = () =>
  new AwsError('InvalidCiphertextException', 'The ciphertext or its context is invalid.');

/** The order of the context's pairs does not count; their text does, to the last letter. */
function authenticated(keyId: string, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify([keyId, pairs]));
}
