import { createRowChecker, type RowChecker } from '../batches/columns/check-row.ts';
import { type ColumnFault, resolveColumns } from '../batches/columns/resolve.ts';
import type { Columns } from '../batches/model/columns.ts';
import type { BatchWorker } from '../batches/worker.ts';
import { CARD_MASK } from '../csv/card-mask.ts';
import { unescapeFormula } from '../csv/formula.ts';
import type { LinkDeps } from '../links/deps.ts';
import { rowBodyReader } from './batch-row.ts';
import { plainCells } from './plain-cells.ts';

type Deps = Pick<LinkDeps, 'table' | 'clock' | 'openConnection' | 'publicBaseUrl'>;

/** What the columns of a file are for, by the batch's mapping, our names and its provider's own. */
export function columnsReader({ openConnection }: Pick<Deps, 'openConnection'>): BatchWorker['readColumns'] {
  return async ({ org, connection, columns, defaults }, header) => {
    const account = await openConnection(org, connection);
    const resolved = resolveColumns(header, { account, columns, defaults });
    if (!resolved.ok) return { fault: told(resolved.faults) };
    const { fields, used, ours } = resolved.columns;
    return {
      columns: { fields: [...fields], used: used.map((one) => ({ ...one, path: [...one.path] })), ours },
    };
  };
}

function told([first, ...others]: readonly ColumnFault[]): { code: string; detail: string } {
  if (!first) throw new Error('a header is not refused without a fault');
  const { code, column, detail } = first;
  const more = others.length > 0 ? ` There are ${others.length} more faults in the header.` : '';
  return { code, detail: `${column === undefined ? '' : `${column}: `}${detail}${more}` };
}

/** Checks the rows of a batch by the very rules of `POST /v1/links`. */
export function rowCheckers(deps: Deps): BatchWorker['openChecker'] {
  return async ({ org, connection, defaults, mode }, { columns }, { makesLinks }) => {
    const check = await createRowChecker(deps, org, {
      connection,
      columns,
      ...(defaults ? { defaults } : {}),
      readers: rowBodyReader,
      plain: plainCells,
      makesLinks,
      ...(mode === 'provider' ? { sender: 'provider' } : {}),
    });
    return columns.ours ? unescaping(columns, check) : check;
  };
}

/** Cells of an `errors.csv` that came back: what was escaped in it against formulas is as it was. */
function unescaping(columns: Columns, check: RowChecker): RowChecker {
  return (cells) => {
    const masked = columns.used.find(({ index }) => cells[index]?.trim() === CARD_MASK);
    if (!masked) return check(cells.map(unescapeFormula));
    const detail = 'A card number stood here, and was taken out: it was not mended.';
    return {
      ok: false,
      errors: [{ code: 'card_number', field: masked.field, header: masked.header, detail }],
    };
  };
}
