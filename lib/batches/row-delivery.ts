import { openedOnce } from '../connections/open.ts';
import type { Hints } from '../links/deps.ts';
import type { RowMessage } from '../queues/rows.ts';
import { linksTogether } from '../table/links-together.ts';
import { openChunks } from './row-message.ts';
import { type RowWorker, workRow } from './work-row.ts';

/** Rows that come together, mostly of one chunk. */
export interface RowDelivery {
  work(message: RowMessage): Promise<void>;
  /** To be called when all are done. */
  end(): Promise<void>;
}

/** What rows that come together read is read at once: their links, batch, chunk and connection; their hints leave as one. */
export function rowDelivery(
  deps: Omit<RowWorker, 'hints' | 'readLink'>,
  gathered: { hints: Hints; send(): Promise<void> },
): RowDelivery {
  const using = {
    ...deps,
    hints: gathered.hints,
    openConnection: openedOnce(deps.openConnection),
    readLink: linksTogether(deps.table),
  };
  const isOpen = openChunks(using);
  return { work: (message) => workRow(using, message, isOpen), end: gathered.send };
}
