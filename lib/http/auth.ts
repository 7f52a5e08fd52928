import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { ApiKeySecret, allows, type Scope } from '../keys/api-key.ts';
import type { Actor } from '../links/deps.ts';
import { identityOf } from '../table/api-keys.ts';
import type { Table } from '../table/client.ts';

/** Who calls: a key of an organisation. The organisation of everything that is read or written comes from here alone. */
export interface Caller extends Actor {
  keyId: string;
  scopes: readonly Scope[];
}

/** So long a revoked key can live on in an environment that has just seen it. */
const KEPT_MS = 30_000;
const MOST = 500;

const known = new Map<string, { identity: Omit<Caller, 'requestId'>; until: number }>();

/** The caller behind an `Authorization` header; 401 without a living key, 403 when it lacks the scope. */
export async function authenticate(
  deps: { table: Table; clock: Clock },
  authorization: string | undefined,
  scope: Scope,
): Promise<Omit<Caller, 'requestId'>> {
  const [, sent] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  const secret = z.safeParse(ApiKeySecret, sent);
  if (!secret.success) throw unauthenticated();
  const caller = await callerOf(deps, secret.data);
  if (!allows(caller.scopes, scope)) {
    throw new AppError('forbidden', `This needs an API key with the scope ${scope}.`);
  }
  return caller;
}

async function callerOf({ table, clock }: { table: Table; clock: Clock }, secret: string) {
  const now = clock.now();
  const name = createHash('sha256').update(secret).digest('base64url');
  const kept = known.get(name);
  if (kept && now < kept.until && kept.until - now <= KEPT_MS) return kept.identity;
  known.delete(name);
  const found = await identityOf(table, secret);
  if (!found || found.revokedAt !== undefined) throw unauthenticated();
  const identity = { org: found.org, keyId: found.keyId, by: `key:${found.keyId}`, scopes: found.scopes };
  known.set(name, { identity, until: now + KEPT_MS });
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(oldest);
  }
  return identity;
}

/** The same words whether the key is missing, unknown or revoked. */
function unauthenticated(): AppError {
  return new AppError('unauthenticated', 'Send a valid API key as "Authorization: Bearer <key>".');
}
