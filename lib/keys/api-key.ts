import * as z from 'zod/mini';
import { newSecret } from '../ids.ts';
import type { Mode } from '../organisations/organisation.ts';

/** What a key may do; `admin` implies all others. */
export const Scope = z.enum(['links:read', 'links:write', 'batches', 'connections', 'admin']);
export type Scope = z.infer<typeof Scope>;

/** An API key as it is kept: never the key itself, only its hash. Instants are epoch ms. */
export const ApiKey = z.object({
  org: z.string(),
  id: z.string(),
  name: z.exactOptional(z.string()),
  scopes: z.array(Scope),
  /** SHA-256 of the key as a table key; a hash of 256 random bits gives nothing away. */
  hashKey: z.string(),
  createdAt: z.int(),
  createdBy: z.exactOptional(z.string()),
  revokedAt: z.exactOptional(z.int()),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** 256 random bits behind a prefix that scanners for leaked secrets can find. */
export function newApiKeySecret(mode: Mode): string {
  return `pl_${mode}_${newSecret(256)}`;
}

/** What may be a key at all. A given admin key of the local stack may be shorter than a made one. */
export const ApiKeySecret = z.string().check(z.regex(/^pl_(test|live)_[A-Za-z0-9_-]{4,100}$/));

export function allows(scopes: readonly Scope[], wanted: Scope): boolean {
  return scopes.includes(wanted) || scopes.includes('admin');
}
