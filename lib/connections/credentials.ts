import type { Connection } from './connection.ts';
import { type Credentials, unseal } from './seal.ts';

const KEPT_MS = 60_000;
/** As many connections as one environment serves at a time. */
const MOST = 200;

const opened = new Map<string, { credentials: Credentials; until: number }>();

/** A connection's credentials; KMS is asked once a minute for each version of it in each environment. */
export async function credentialsOf(connection: Connection, now: number): Promise<Credentials> {
  const name = versionName(connection);
  const known = opened.get(name);
  if (known && now < known.until && known.until - now <= KEPT_MS) return known.credentials;
  const credentials = await unseal(connection.credentials, {
    organisation: connection.org,
    connection: connection.id,
  });
  opened.delete(name);
  opened.set(name, { credentials, until: now + KEPT_MS });
  for (const oldest of opened.keys()) {
    if (opened.size <= MOST) break;
    opened.delete(oldest);
  }
  return credentials;
}

/** Names one version of one connection: what was kept for another version is never used. */
export function versionName(connection: Connection): string {
  return `${connection.org}/${connection.id}/${connection.version}`;
}
