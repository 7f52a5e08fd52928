import * as z from 'zod/mini';
import { baseUrls } from '../env.ts';
import { exponentOf } from '../money.ts';
import { isLoopbackUrl } from '../providers/base-url.ts';

/** Twelve digits, so that no amount is taken for a card number. */
export const LARGEST_AMOUNT = 999_999_999_999;

/** Minor units. */
export const Amount = z.int().check(z.minimum(1), z.maximum(LARGEST_AMOUNT));

export const Currency = z.string().check(
  z.regex(/^[A-Z]{3}$/, 'Three capital letters, ISO 4217.'),
  z.refine((code) => exponentOf(code) !== undefined, { error: 'No currency of ISO 4217.' }),
);

/** Where the payer is sent on to. Plain http only to loopback, and only on the local stack. */
export const WebUrl = z.string().check(
  z.maxLength(500),
  z.refine((url) => isWebUrl(url), { error: 'An absolute https url without user and password.' }),
);

function isWebUrl(text: string): boolean {
  if (!URL.canParse(text) || /[\s\p{Cc}]/u.test(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  if (username !== '' || password !== '' || hostname === '') return false;
  if (protocol === 'https:') return true;
  return protocol === 'http:' && baseUrls() === 'loopback' && isLoopbackUrl(new URL('/', text).href);
}

/** 20 names of up to 40 characters with texts of up to 200, 1 KB in all. */
export const Metadata = z
  .record(
    z.string().check(z.regex(/^[^\p{Cc}[\]]{1,40}$/u)),
    z.string().check(z.maxLength(200), z.regex(/^\P{Cc}*$/u, 'No control characters.')),
  )
  .check(
    z.refine((entries) => Object.keys(entries).length <= 20, { error: 'At most 20 names.' }),
    z.refine((entries) => bytes(entries) <= 1024, { error: 'At most 1 KB in all.' }),
  );

/** Fields of one provider; the provider itself says which. */
export const ProviderOptions = z
  .record(z.string().check(z.maxLength(64)), z.unknown())
  .check(z.refine((options) => bytes(options) <= 4096, { error: 'At most 4 KB in all.' }));

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
