import * as z from 'zod/mini';
import { once } from '../http/idempotency.ts';
import { noInput, type Route } from '../http/route.ts';
import { ExportBody } from './export-body.ts';
import { PageSize } from './list-query.ts';

/** ULID. What cannot be an id is an unknown one. */
const ExportParams = z.object({ id: z.string().check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)) });
type ExportParams = z.infer<typeof ExportParams>;

const base = { ...noInput, tag: 'Exports', scope: 'links:read', method: 'GET' } as const;

const ListQuery = z.strictObject({
  page_size: z.optional(PageSize),
  page_token: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
});
type ListQuery = z.infer<typeof ListQuery>;

const ExportPage = z.object({ data: z.array(ExportBody), next_page_token: z.nullable(z.string()) });
type ExportPage = z.infer<typeof ExportPage>;

export const listExportsRoute: Route<object, ListQuery, object, ExportPage> = {
  ...base,
  id: 'listExports',
  path: '/v1/exports',
  summary: 'List exports, newest first',
  description: 'Only the absence of `next_page_token` ends the list.',
  query: ListQuery,
  returns: { statuses: { 200: 'One page of exports.' }, body: ExportPage },
  errors: ['page_token_invalid'],
};

/** Most exports that one page shows; more is lowered. */
const MOST_PER_PAGE = 200;

export function toExportListing({ page_size, page_token }: ListQuery): {
  size: number;
  token: string | undefined;
} {
  return { size: Math.min(MOST_PER_PAGE, page_size ?? 50), token: page_token };
}

export const getExportRoute: Route<ExportParams, object, object, ExportBody> = {
  ...base,
  id: 'getExport',
  path: '/v1/exports/{id}',
  summary: 'Read an export: how far it is, its totals, its file',
  description: 'Costs the same at any size, so it may be asked for as often as a progress bar needs.',
  params: ExportParams,
  returns: { statuses: { 200: 'The export.' }, body: ExportBody },
};

export const cancelExportRoute: Route<ExportParams, object, object, ExportBody> = {
  ...base,
  id: 'cancelExport',
  method: 'POST',
  path: '/v1/exports/{id}/cancel',
  summary: 'Stop an export that is under way',
  params: ExportParams,
  idempotent: once,
  returns: { statuses: { 200: 'The export.' }, body: ExportBody },
  errors: ['conflict_state', 'operation_in_progress'],
};

export const getExportFileRoute: Route<ExportParams, object, object, string> = {
  ...base,
  id: 'getExportFile',
  path: '/v1/exports/{id}/file',
  summary: 'The file of an export',
  description:
    'One row per link, in the order in which they were made. 409 `report_not_ready` while it is being written; 409 `conflict_state` when there will be none: the export has failed, was cancelled, or its file is older than 90 days (`from: "expired"`).',
  params: ExportParams,
  returns: {
    statuses: { 303: 'The file is at `Location`, for five minutes.' },
    body: z.string(),
    asLocation: true,
  },
  errors: ['report_not_ready', 'conflict_state'],
};
