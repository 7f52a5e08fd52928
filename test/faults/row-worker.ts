import { systemClock } from '../../lib/clock.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { createRates } from '../../lib/connections/rate.ts';
import { env } from '../../lib/env.ts';
import { AppError } from '../../lib/errors.ts';
import { createRowLink } from '../../lib/links/create-row.ts';
import { failRow, type RowToCreate } from '../../lib/links/row-link.ts';
import { hints } from '../../lib/queues/hints.ts';
import { table } from '../../lib/table/client.ts';

/** What the worker of rows does for one of them; `refused`: what held when it was validated holds no more. */
export interface RowEvent extends Omit<RowToCreate, 'check'> {
  org: string;
  refused?: true;
  /** Its message has come to the dead letters. */
  dead?: true;
}

let rates: ReturnType<typeof createRates> | undefined;

/** Time stands still in these tests, so nobody waits for a slot; a turn that is far is told. */
export async function handler({ org, refused, dead, ...row }: RowEvent) {
  const common = { table: table(), clock: systemClock, publicBaseUrl: env('PUBLIC_BASE_URL') };
  rates ??= createRates({ ...common, pause: async () => {} });
  const deps = {
    ...common,
    rates,
    openConnection: connectionOpener(common),
    hints,
    signal: AbortSignal.timeout(20_000),
  };
  if (dead) return failRow(common, { org, by: 'batch:B' }, row, 'internal');
  const check = async () => {
    throw new AppError('validation_error', {
      detail: 'No longer.',
      errors: [{ pointer: '/customer/phone', code: 'required', detail: 'No longer.' }],
    });
  };
  return createRowLink(deps, { org, by: 'batch:B' }, { ...row, ...(refused ? { check } : {}) });
}
