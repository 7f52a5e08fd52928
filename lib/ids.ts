import { createHash, randomBytes } from 'node:crypto';
import { decodeTime, encodeTime, ulid } from 'ulid';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Base 32 as ULIDs have it. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A sortable id: ULID, 26 characters, the time in front. */
export function newId(nowMs: number): string {
  return ulid(nowMs);
}

/** When an id that begins with a ULID was made, epoch ms. */
export function timeOfId(id: string): number {
  return decodeTime(id.slice(0, 26));
}

/** The ULID that follows from a moment and names: the same for the same, whoever reckons it. */
export function derivedId(ms: number, ...names: readonly string[]): string {
  return idOfBits(ms, derivedBits(...names));
}

/** What names leave in a derived id: the first 80 bits of their SHA-256. */
export function derivedBits(...names: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(names)).digest().subarray(0, 10);
}

/** The ULID of a moment and 80 bits, ten bytes. */
export function idOfBits(ms: number, bits: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(bits).toString('hex')}`);
  let text = '';
  for (let i = 0; i < 16; i++) {
    text = (CROCKFORD[Number(rest % 32n)] ?? '') + text;
    rest /= 32n;
  }
  return encodeTime(ms, 10) + text;
}

/** A secret in base62: 128 bits are 22 characters, 256 bits 43. */
export function newSecret(bits: 128 | 256): string {
  const length = bits === 128 ? 22 : 43;
  let rest = BigInt(`0x${randomBytes(bits / 8).toString('hex')}`);
  let text = '';
  for (let i = 0; i < length; i++) {
    text = (BASE62[Number(rest % 62n)] ?? '') + text;
    rest /= 62n;
  }
  return text;
}

/** Names one attempt to write, so that the writer can tell its own committed write from another's. */
export function newWriter(): string {
  return randomBytes(8).toString('base64url');
}

/** The link id is a ULID and the character of its shard; the shard is part of the table key. */
export function newLinkId(nowMs: number): string {
  return `${newId(nowMs)}0`;
}

/** What a provider is told: link id and one character that counts re-creations. 28 letters and digits. */
export function ourReference(linkId: string, generation: number): string {
  return `${linkId}${BASE62[generation] ?? 'z'}`;
}

/** Reads what a provider echoes; `undefined`: not a reference of ours by its form. Whether there is such a link, the table knows. */
export function parseReference(reference: string): { linkId: string; generation: number } | undefined {
  const parts = /^([0-7][0-9A-HJKMNP-TV-Z]{25}[0-9A-Za-z])([0-9A-Za-z])$/.exec(reference);
  const [, linkId, character] = parts ?? [];
  if (linkId === undefined || character === undefined) return undefined;
  return { linkId, generation: BASE62.indexOf(character) };
}
