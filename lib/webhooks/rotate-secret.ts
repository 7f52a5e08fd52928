import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Table } from '../table/client.ts';
import type { KnownEndpoint } from '../table/webhook-endpoints.ts';
import { changeEndpoint } from './endpoints.ts';
import { MOST_FORMER_SECRETS, OVERLAP_MS, type WebhookEndpoint } from './model/endpoint.ts';
import { newWebhookSecret } from './secrets.ts';

/**
 * A new secret, shown this once; the one before is good for 24 hours more. A repeat of the same request (`seed`), whose answer
 * nobody has seen, makes another and leaves the one before as it is. Throws `conflict_state` after too many in a day.
 */
export async function rotateSecret(
  deps: { table: Table; clock: Clock },
  org: string,
  id: string,
  seed: string,
): Promise<{ known: KnownEndpoint; secret: string }> {
  const { secret, sealed } = await newWebhookSecret(org, id);
  const known = await changeEndpoint(deps, org, id, (before, now) => ({
    ...before,
    secret: sealed,
    secretAt: now,
    rotation: seed,
    former: before.rotation === seed ? (before.former ?? []) : formerOf(before, now),
  }));
  return { known, secret };
}

function formerOf(before: WebhookEndpoint, now: number): NonNullable<WebhookEndpoint['former']> {
  const living = (before.former ?? []).filter(({ until }) => now < until);
  if (living.length >= MOST_FORMER_SECRETS)
    throw new AppError(
      'conflict_state',
      `${MOST_FORMER_SECRETS} former secrets are still good; the first of them ends within a day.`,
    );
  return [{ secret: before.secret, until: now + OVERLAP_MS }, ...living];
}
