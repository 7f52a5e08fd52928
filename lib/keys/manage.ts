import type { Clock } from '../clock.ts';
import { notFound } from '../errors.ts';
import { newId } from '../ids.ts';
import { getApiKey, putApiKey, revokeApiKey as revoke } from '../table/api-keys.ts';
import type { Table } from '../table/client.ts';
import { apiKeyHashKey } from '../table/keys.ts';
import { getOrganisation } from '../table/organisations.ts';
import { type ApiKey, newApiKeySecret, type Scope } from './api-key.ts';

type Deps = { table: Table; clock: Clock };

/** Makes a key; the secret is shown this once and kept as a hash. */
export async function createApiKey(
  { table, clock }: Deps,
  org: string,
  wanted: { name?: string; scopes: readonly Scope[]; createdBy: string },
): Promise<{ key: ApiKey; secret: string }> {
  const { mode } = await getOrganisation(table, org);
  const secret = newApiKeySecret(mode);
  const now = clock.now();
  const key: ApiKey = {
    org,
    id: `key_${newId(now)}`,
    ...(wanted.name === undefined ? {} : { name: wanted.name }),
    scopes: [...new Set(wanted.scopes)],
    hashKey: apiKeyHashKey(secret).pk,
    createdAt: now,
    createdBy: wanted.createdBy,
  };
  if (!(await putApiKey(table, key, secret))) throw new Error('256 random bits came twice');
  return { key, secret };
}

/** In force everywhere within 30 seconds; again, it changes nothing. */
export async function revokeApiKey({ table, clock }: Deps, org: string, id: string): Promise<void> {
  const key = await getApiKey(table, org, id);
  if (!key) throw notFound();
  await revoke(table, key, clock.now());
}
