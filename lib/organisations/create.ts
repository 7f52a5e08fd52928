import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { baseUrls } from '../env.ts';
import { newId, newWriter } from '../ids.ts';
import { type ApiKey, newApiKeySecret } from '../keys/api-key.ts';
import { identityOf, putApiKey } from '../table/api-keys.ts';
import type { Table } from '../table/client.ts';
import { apiKeyHashKey } from '../table/keys.ts';
import { getOrganisation } from '../table/organisations.ts';
import type { Mode, Organisation } from './organisation.ts';

/** How an organisation is asked for. */
export interface NewOrganisation {
  name: string;
  /** IANA name; Europe/London when absent. */
  timezone?: string | undefined;
  /** The mode of the admin key, else `live`, when absent. */
  mode?: Mode | undefined;
  /** Taken on the local stack only, where a key that is known beforehand is a convenience. */
  adminKey?: string | undefined;
}

export interface CreatedOrganisation {
  organisation: Organisation;
  /** Shown this once. */
  adminKey: { id: string; key: string };
}

/** Makes an organisation and its first key, or finds those of an admin key that is there already. */
export async function createOrganisation(
  { table, clock }: { table: Table; clock: Clock },
  wanted: NewOrganisation,
): Promise<CreatedOrganisation> {
  const { name, timezone = 'Europe/London', adminKey } = wanted;
  if (adminKey !== undefined && baseUrls() !== 'loopback') {
    throw new Error('admin_key is taken on the local stack only');
  }
  const mode = wanted.mode ?? (adminKey?.startsWith('pl_test_') ? 'test' : 'live');
  if (adminKey !== undefined && !adminKey.startsWith(`pl_${mode}_`)) {
    throw new Error(`admin_key does not begin with pl_${mode}_`);
  }
  const now = clock.now();
  const secret = adminKey ?? newApiKeySecret(mode);
  const organisation: Organisation = {
    id: `org_${newId(now)}`,
    name,
    mode,
    timezone,
    contactKey: randomBytes(32).toString('base64url'),
    version: 1,
    writer: newWriter(),
    createdAt: now,
    updatedAt: now,
  };
  const key = firstKey(organisation.id, secret, now);
  if (await putApiKey(table, key, secret, organisation)) {
    return { organisation, adminKey: { id: key.id, key: secret } };
  }
  const known = await identityOf(table, secret);
  if (!known) throw new Error('the key was there a moment ago');
  return {
    organisation: await getOrganisation(table, known.org),
    adminKey: { id: known.keyId, key: secret },
  };
}

function firstKey(org: string, secret: string, now: number): ApiKey {
  return {
    org,
    id: `key_${newId(now)}`,
    name: 'First admin key',
    scopes: ['admin'],
    hashKey: apiKeyHashKey(secret).pk,
    createdAt: now,
  };
}
