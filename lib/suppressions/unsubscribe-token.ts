import { timingSafeEqual } from 'node:crypto';
import { contactHashOf } from '../messages/contact.ts';

const TOKEN = /^([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{22})$/;

/**
 * Names the address that an email went to without telling it: its hash, and a proof of 132 bits that we wrote it, so that
 * nobody fills a list with hashes of their own.
 */
export function unsubscribeToken(contactKey: string, contactHash: string): string {
  return `${contactHash}${proofOf(contactKey, contactHash)}`;
}

/** The hash that a token of ours names. */
export function unsubscribedHash(contactKey: string, token: string | undefined): string | undefined {
  const [, hash, proof] = TOKEN.exec(token ?? '') ?? [];
  if (hash === undefined || proof === undefined) return undefined;
  const known = timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(contactKey, hash)));
  return known ? hash : undefined;
}

/** What is hashed here can be no contact, so no hash of a contact is a proof. */
function proofOf(contactKey: string, contactHash: string): string {
  return contactHashOf(contactKey, `unsubscribe ${Buffer.from(contactHash).toString('hex')}`).slice(0, 22);
}
