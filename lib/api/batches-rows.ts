import * as z from 'zod/mini';
import type { RowPage } from '../batches/list-rows.ts';
import { type Row, RowState } from '../batches/model/row.ts';
import { noInput, type Route } from '../http/route.ts';
import { RowErrorBody, toRowErrorBody } from './batch-body.ts';
import { BatchParams } from './batch-params.ts';
import { PageSize } from './list-query.ts';

/** One line of the file, and what has become of it. */
export const BatchRowBody = z.object({
  object: z.literal('batch_row'),
  row: z.int(),
  line: z.int(),
  state: RowState,
  reference: z.nullable(z.string()),
  amount: z.nullable(z.int()),
  currency: z.nullable(z.string()),
  link_id: z.nullable(z.string()),
  first_row: z.nullable(z.int()),
  errors: z.array(RowErrorBody),
});
export type BatchRowBody = z.infer<typeof BatchRowBody>;

const RowsQuery = z.strictObject({
  state: z.optional(RowState),
  page_size: z.optional(PageSize),
  page_token: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
});
type RowsQuery = z.infer<typeof RowsQuery>;

const Page = z.object({ data: z.array(BatchRowBody), next_page_token: z.nullable(z.string()) });
type Page = z.infer<typeof Page>;

export const listBatchRowsRoute: Route<BatchParams, RowsQuery, object, Page> = {
  ...noInput,
  id: 'listBatchRows',
  method: 'GET',
  path: '/v1/batches/{id}/rows',
  tag: 'Batches',
  scope: 'batches',
  summary: 'The rows of a batch in the order of the file',
  description:
    'Each as it stands now, a moment aside; rows that are not validated yet are left out. `valid` is what a row is called before the batch is confirmed. A page may be short or even empty and still have a `next_page_token`: only its absence ends the list.',
  params: BatchParams,
  query: RowsQuery,
  returns: { statuses: { 200: 'One page of rows.' }, body: Page },
  errors: ['page_token_invalid'],
};

/** Most rows that one page shows; more is lowered. */
const MOST_PER_PAGE = 200;

export function toRowPage({ state, page_size, page_token }: RowsQuery): RowPage {
  return { state, size: Math.min(MOST_PER_PAGE, page_size ?? 50), token: page_token };
}

export function toBatchRowBody(row: Row): BatchRowBody {
  return {
    object: 'batch_row',
    row: row.row,
    line: row.line,
    state: row.state,
    reference: row.reference ?? null,
    amount: row.amount ?? null,
    currency: row.currency ?? null,
    link_id: row.linkId ?? null,
    first_row: row.firstRow ?? null,
    errors: (row.errors ?? []).map(toRowErrorBody),
  };
}
