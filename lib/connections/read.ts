import { notFound } from '../errors.ts';
import type { Table } from '../table/client.ts';
import { getConnection, listConnections } from '../table/connections.ts';
import type { Connection } from './connection.ts';

/** A connection that is not retired; `not_found` for all others. */
export async function readConnection(table: Table, org: string, id: string): Promise<Connection> {
  const connection = await getConnection(table, org, id);
  if (!connection || connection.retiredAt !== undefined) throw notFound();
  return connection;
}

/** Those that are not retired, by id. */
export async function readConnections(table: Table, org: string): Promise<Connection[]> {
  return (await listConnections(table, org)).filter(({ retiredAt }) => retiredAt === undefined);
}
