import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { seal, unseal } from '../connections/seal.ts';
import type { WebhookEndpoint } from './model/endpoint.ts';

const KEPT_MS = 60_000;
/** As many endpoints as one environment serves at a time. */
const MOST = 500;

const Sealed = z.object({ secret: z.string() });

const opened = new Map<string, { secrets: readonly Secret[]; until: number }>();

interface Secret {
  secret: string;
  /** Of one before a rotation: not good any more from then on. */
  until?: number;
}

/** 256 random bits as Standard Webhooks writes them, and sealed for the table. */
export async function newWebhookSecret(
  org: string,
  endpoint: string,
): Promise<{ secret: string; sealed: string }> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  return { secret, sealed: await seal({ secret }, ownerOf(org, endpoint)) };
}

/** Every secret that is good now, the current one first; KMS is asked once a minute for each version in each environment. */
export async function secretsOf(endpoint: WebhookEndpoint, now: number): Promise<readonly string[]> {
  const all = await openedSecrets(endpoint, now);
  return all.filter(({ until }) => until === undefined || now < until).map(({ secret }) => secret);
}

async function openedSecrets(endpoint: WebhookEndpoint, now: number): Promise<readonly Secret[]> {
  const name = `${endpoint.org}/${endpoint.id}/${endpoint.version}`;
  const known = opened.get(name);
  if (known && now < known.until && known.until - now <= KEPT_MS) return known.secrets;
  const owner = ownerOf(endpoint.org, endpoint.id);
  const open = async (sealed: string) => z.parse(Sealed, await unseal(sealed, owner)).secret;
  const former = (endpoint.former ?? []).filter(({ until }) => now < until);
  const secrets = await Promise.all([
    open(endpoint.secret).then((secret) => ({ secret })),
    ...former.map(async ({ secret, until }) => ({ secret: await open(secret), until })),
  ]);
  opened.delete(name);
  opened.set(name, { secrets, until: now + KEPT_MS });
  for (const oldest of opened.keys()) {
    if (opened.size <= MOST) break;
    opened.delete(oldest);
  }
  return secrets;
}

function ownerOf(organisation: string, endpoint: string) {
  return { organisation, webhook_endpoint: endpoint };
}
