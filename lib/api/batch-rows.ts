import { createRowChecker, type RowChecker } from '../batches/columns/check-row.ts';
import { resolveColumns } from '../batches/columns/resolve.ts';
import { unescapeFormula } from '../batches/csv/formula.ts';
import type { Batch } from '../batches/model/batch.ts';
import type { BatchWorker } from '../batches/worker.ts';
import type { LinkDeps } from '../links/deps.ts';
import { rowBodyReader } from './batch-row.ts';

type Deps = Pick<LinkDeps, 'table' | 'clock' | 'openConnection' | 'publicBaseUrl'>;

/** Whether the columns of a file are known and complete for the batch's connection. */
export function batchColumns({ openConnection }: Pick<Deps, 'openConnection'>): BatchWorker['checkColumns'] {
  return async (batch, header) => {
    const resolved = await columnsOf({ openConnection }, batch, header);
    if (resolved.ok) return undefined;
    const [{ code, column, detail } = { code: 'unknown_column', detail: '' }, ...others] = resolved.faults;
    const named = column === undefined ? detail : `${column}: ${detail}`;
    const more = others.length > 0 ? ` And ${others.length} more faults of the header.` : '';
    return { code, detail: `${named}${more}` };
  };
}

/** Checks the rows of a batch by the very rules of `POST /v1/links`. */
export function batchRows(deps: Deps): BatchWorker['openChecker'] {
  return async (batch, { makesLinks }) => {
    const resolved = await columnsOf(deps, batch, batch.layout?.header ?? []);
    if (!resolved.ok) throw new Error(`the columns of batch ${batch.id} were known a moment ago`);
    const { columns } = resolved;
    const check = await createRowChecker(deps, batch.org, {
      connection: batch.connection,
      columns,
      ...(batch.defaults ? { defaults: batch.defaults } : {}),
      readers: rowBodyReader,
      makesLinks,
    });
    return columns.ours ? unescaping(check) : check;
  };
}

/** Cells of an `errors.csv` that came back: what was escaped in it against formulas is as it was. */
function unescaping(check: RowChecker): RowChecker {
  return (cells) => check(cells.map(unescapeFormula));
}

async function columnsOf(
  { openConnection }: Pick<Deps, 'openConnection'>,
  { org, connection, columns, defaults }: Batch,
  header: readonly string[],
) {
  const account = await openConnection(org, connection);
  return resolveColumns(header, { account, columns, defaults });
}
