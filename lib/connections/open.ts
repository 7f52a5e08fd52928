import type { Clock } from '../clock.ts';
import { baseUrls } from '../env.ts';
import { AccountError, type Limits, type Provider, type Session } from '../providers/contract.ts';
import { providerOf } from '../providers/registry.ts';
import { sessionFor } from '../providers/session.ts';
import type { Table } from '../table/client.ts';
import { getConnection } from '../table/connections.ts';
import type { Connection } from './connection.ts';
import { credentialsOf, versionName } from './credentials.ts';
import { unfitConnection, unknownConnection } from './unknown.ts';

/** A connection ready for calls of its provider. */
export interface OpenedConnection {
  provider: Provider;
  account: unknown;
  session: Session;
  /** Of this very account. */
  limits: Limits;
  connection: Connection;
}

/** `AppError` `validation_error` at `/connection` when there is none of that name, or it no longer fits its provider. */
export type OpenConnection = (org: string, connectionId: string) => Promise<OpenedConnection>;

/**
 * Opens connections of the table, retired ones too: their links live on, and late money is still asked for. That no new
 * link is made through a retired one is checked where a new link is (`lib/links/new-link.ts`).
 */
export function connectionOpener(deps: { table: Table; clock: Clock }): OpenConnection {
  return async (org, connectionId) => {
    const connection = await getConnection(deps.table, org, connectionId);
    if (!connection) throw unknownConnection();
    return openConnection(connection, deps.clock.now()).catch((error: unknown) => {
      throw error instanceof AccountError ? unfitConnection(error) : error;
    });
  };
}

/** Each connection is opened once, whoever asks: for work that is done within seconds. One that could not be is tried anew. */
export function openedOnce(open: OpenConnection): OpenConnection {
  const known = new Map<string, Promise<OpenedConnection>>();
  return (org, connectionId) => {
    const name = `${org}/${connectionId}`;
    const asked = known.get(name) ?? open(org, connectionId);
    known.set(name, asked);
    asked.catch(() => known.delete(name));
    return asked;
  };
}

/** Throws `AccountError` when what is stored no longer fits the provider. */
export async function openConnection(connection: Connection, now: number): Promise<OpenedConnection> {
  const provider = providerOf(connection.provider);
  if (!provider) throw new Error(`connection ${connection.id} names a provider that is not installed`);
  const { settings, wire } = connection;
  const credentials = await credentialsOf(connection, now);
  const account = provider.openAccount({ settings, credentials, wire, baseUrls: baseUrls() });
  const session = sessionFor(versionName(connection));
  return { provider, account, session, limits: provider.limitsOf(account), connection };
}
