import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { newSecret, newWriter } from '../ids.ts';
import type { Table } from '../table/client.ts';
import { moveHook, replaceConnection } from '../table/connections.ts';
import type { Connection } from './connection.ts';
import { readConnection } from './read.ts';

type Deps = { table: Table; clock: Clock };

const TRIES = 3;

/** Takes no new links from now on. Its links, their timers and its notification url live on: money may still come. */
export async function retireConnection(deps: Deps, org: string, id: string): Promise<void> {
  await change(deps, org, id, { retiredAt: deps.clock.now() }, replaceConnection);
}

/** A new notification url; the old one is gone at once. */
export async function rotateNotificationUrl(deps: Deps, org: string, id: string): Promise<Connection> {
  return change(deps, org, id, { hookToken: newSecret(256) }, moveHook);
}

async function change(
  deps: Deps,
  org: string,
  id: string,
  changes: Partial<Connection>,
  write: (table: Table, after: Connection, before: Connection) => Promise<boolean>,
): Promise<Connection> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await readConnection(deps.table, org, id);
    const after: Connection = {
      ...before,
      ...changes,
      version: before.version + 1,
      writer: newWriter(),
      updatedAt: deps.clock.now(),
    };
    if (await write(deps.table, after, before)) return after;
  }
  throw new AppError('operation_in_progress', 'The connection is being changed by others; try again.');
}
