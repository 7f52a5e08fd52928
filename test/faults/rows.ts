import { derivedId } from '../../lib/ids.ts';
import type { RowEvent } from './row-worker.ts';
import type { Run } from './run.ts';
import { START } from './servers.ts';

/** The function's file, as a run invokes it. */
export const WORKER = '../test/faults/row-worker';

/** The batch that began the family. */
export const FIRST = '01KJQ4T7B0Z3V5N8X2C6D9F1GA';

/** Of what its row holds. */
export const HASH = 'LCa0a2j_xo4';

export const idOf = (key: string) => `${derivedId(START, FIRST, key)}0`;

/** The message of a row with this key. */
export function row(run: Run, key: string, changes: Partial<RowEvent> = {}): RowEvent {
  return {
    org: run.org,
    linkId: idOf(key),
    terms: {
      connection: 'felloh-main',
      provider: 'felloh',
      amount: 12_500,
      currency: 'GBP',
      reference: key,
      description: 'Rent',
      customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' },
      expiresAt: START + 30 * 24 * 3_600_000,
      channels: ['sms'],
    },
    batch: { id: FIRST, row: 1, hash: HASH },
    onDuplicate: 'allow',
    ...changes,
  };
}
