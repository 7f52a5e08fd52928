import { hash } from 'node:crypto';

/** Of 64 bits, 11 characters: a chunk keeps them as bytes. */
const LENGTH = 11;

/** 11 characters base64url: the first 8 bytes of SHA-256 over the canonical JSON of a row's create body. */
export function rowHash(canonical: string): string {
  const digest = hash('sha256', canonical, 'base64url');
  // The last character also has two bits of the next byte, which are not of it.
  return digest.slice(0, LENGTH - 1) + (LAST.get(digest.charAt(LENGTH - 1)) ?? '');
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LAST: ReadonlyMap<string, string> = new Map(
  [...ALPHABET].map((character, index) => [character, ALPHABET.charAt(index & 0b111100)]),
);
