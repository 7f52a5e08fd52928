import { AppError, notFound } from '../errors.ts';
import { listBinding, readPageToken, writePageToken } from '../page-token.ts';
import type { Table } from '../table/client.ts';
import { getExport, pageOfExports } from '../table/exports.ts';
import { without } from '../without.ts';
import type { Actor, ExportDeps } from './deps.ts';
import { type Export, isUnderWay } from './model/export.ts';
import { changeExport } from './save.ts';

const EXPORT_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** An export of the organisation; throws `not_found`. */
export async function readExport(table: Table, org: string, exportId: string): Promise<Export> {
  const one = await getExport(table, org, exportId);
  if (!one) throw notFound();
  return one;
}

/** An organisation's exports, newest first; they may lag a moment. Throws `page_token_invalid`. */
export async function listExports(
  { table }: { table: Table },
  org: string,
  { size, token }: { size: number; token: string | undefined },
): Promise<{ exports: Export[]; nextToken: string | null }> {
  const binding = listBinding('exports');
  const after = token === undefined ? undefined : readPageToken(token, binding, EXPORT_ID);
  const { exports, more } = await pageOfExports(table, org, { limit: size, after });
  const last = exports.at(-1);
  return { exports, nextToken: more && last ? writePageToken(last.id, binding) : null };
}

/** Stops an export that is under way; one that is cancelled already stays so. Throws `not_found` and `conflict_state`. */
export function cancelExport(
  deps: Pick<ExportDeps, 'table' | 'clock'>,
  actor: Actor,
  exportId: string,
): Promise<Export> {
  return changeExport(deps, actor, exportId, (one) => {
    if (one.status === 'cancelled') return undefined;
    if (!isUnderWay(one)) {
      const detail = `The export has ended: it is ${one.status}.`;
      throw new AppError('conflict_state', { detail, from: one.status, to: 'cancelled' });
    }
    const rest = without(one, 'leaseUntil', 'nextAt', 'tries');
    return { ...rest, status: 'cancelled', endedAt: deps.clock.now() };
  });
}
