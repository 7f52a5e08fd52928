import { listBinding, readPageToken, writePageToken } from '../page-token.ts';
import { pageOfBatches, sumsOf } from '../table/batches.ts';
import type { Table } from '../table/client.ts';
import type { Batch } from './model/batch.ts';
import { NO_SUMS, type Sums } from './model/sums.ts';

const BATCH_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** An organisation's batches with their sums, newest first; both may lag a moment. Throws `page_token_invalid`. */
export async function listBatches(
  { table }: { table: Table },
  org: string,
  { size, token }: { size: number; token: string | undefined },
): Promise<{ batches: { batch: Batch; sums: Sums }[]; nextToken: string | null }> {
  const binding = listBinding('batches');
  const after = token === undefined ? undefined : readPageToken(token, binding, BATCH_ID);
  const { batches, more } = await pageOfBatches(table, org, { limit: size, after });
  const sums = await sumsOf(
    table,
    org,
    batches.map(({ id }) => id),
  );
  const last = batches.at(-1);
  return {
    batches: batches.map((batch) => ({ batch, sums: sums.get(batch.id) ?? NO_SUMS })),
    nextToken: more && last ? writePageToken(last.id, binding) : null,
  };
}
