import * as z from 'zod/mini';
import { invalid } from '../http/issues.ts';
import { noInput, type Route } from '../http/route.ts';
import { BatchBody, ListedBatchBody } from './batch-body.ts';
import { BatchParams } from './batch-params.ts';
import { Slug } from './fields.ts';
import { PageSize } from './list-query.ts';

const base = { ...noInput, tag: 'Batches', scope: 'batches', method: 'GET' } as const;

export const getBatchRoute: Route<BatchParams, object, object, BatchBody> = {
  ...base,
  id: 'getBatch',
  path: '/v1/batches/{id}',
  summary: 'Read a batch: counts, totals, first errors, progress',
  description:
    'Costs the same at any size, so it may be asked for as often as a progress bar needs. It may lag a moment behind. While the batch runs a row counts as `creating` from when it is handed to a worker until the two hundred rows around it have all ended; `GET /v1/batches/{id}/rows` says exactly how each one stands.',
  params: BatchParams,
  returns: { statuses: { 200: 'The batch.' }, body: BatchBody },
};

const ListQuery = z.strictObject({
  page_size: z.optional(PageSize),
  page_token: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
});
type ListQuery = z.infer<typeof ListQuery>;

const BatchPage = z.object({ data: z.array(ListedBatchBody), next_page_token: z.nullable(z.string()) });
type BatchPage = z.infer<typeof BatchPage>;

export const listBatchesRoute: Route<object, ListQuery, object, BatchPage> = {
  ...base,
  id: 'listBatches',
  path: '/v1/batches',
  summary: 'List batches, newest first',
  description:
    'With their counts and progress, without `upload` and `errors`, which the batch itself has. Only the absence of `next_page_token` ends the list.',
  query: ListQuery,
  returns: { statuses: { 200: 'One page of batches.' }, body: BatchPage },
  errors: ['page_token_invalid'],
};

/** Most batches that one page shows; more is lowered. */
const MOST_PER_PAGE = 200;

export function toBatchListing({ page_size, page_token }: ListQuery): {
  size: number;
  token: string | undefined;
} {
  return { size: Math.min(MOST_PER_PAGE, page_size ?? 50), token: page_token };
}

const TemplateQuery = z.strictObject({ provider: Slug });
type TemplateQuery = z.infer<typeof TemplateQuery>;

export const getTemplateRoute: Route<object, TemplateQuery, object, string> = {
  ...base,
  id: 'getBatchTemplate',
  path: '/v1/batches/template.csv',
  summary: "A file to begin with, for a provider's links",
  description:
    'A header of the columns that links of this provider need or mostly have, and one row as an example. Every field of `POST /v1/links` may be a column by its dotted name, `customer.phone`; `columns` of `POST /v1/batches` takes other names.',
  query: TemplateQuery,
  returns: {
    statuses: { 200: 'A CSV file.' },
    body: z.string(),
    contentType: 'text/csv; charset=utf-8',
    headers: () => ({ 'content-disposition': 'attachment; filename="template.csv"' }),
  },
};

export function unknownProvider() {
  const detail = 'There is no such provider; GET /v1/providers lists them.';
  return invalid([{ pointer: '/query/provider', code: 'unknown_provider', detail }]);
}

const report = {
  ...base,
  params: BatchParams,
  returns: {
    statuses: { 303: 'The report is at `Location`, for five minutes.' },
    body: z.string(),
    asLocation: true,
  },
  errors: ['report_not_ready', 'conflict_state'],
} as const;

export const getBatchErrorsRoute: Route<BatchParams, object, object, string> = {
  ...report,
  id: 'getBatchErrors',
  path: '/v1/batches/{id}/errors.csv',
  summary: 'What is wrong with the rows of a batch, to be corrected',
  description:
    'The columns of the file as they were, then `_row`, `_state`, `_code`, `_field` and `_detail`; cells that a spreadsheet would take for a formula are escaped. Corrected, it can be uploaded as it is, as a batch with `retry_of`. It is there a moment after the file is validated, without rows where none is wrong, and anew once the batch has run; 409 `report_not_ready` before, and `conflict_state` where there will be none: the file was refused as a whole, or never checked.',
};

export const getBatchResultsRoute: Route<BatchParams, object, object, string> = {
  ...report,
  id: 'getBatchResults',
  path: '/v1/batches/{id}/results.csv',
  summary: 'What each row of a batch has become',
  description:
    'Row, line, state, reference, link id, short url, amount, currency, and what was wrong. It is there once the batch has run; 409 `report_not_ready` before, and `conflict_state` of a batch that never ran and is over.',
};
