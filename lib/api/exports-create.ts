import * as z from 'zod/mini';
import type { NewExport } from '../exports/create.ts';
import { once } from '../http/idempotency.ts';
import { noInput, type Route } from '../http/route.ts';
import { ExportBody } from './export-body.ts';
import { FILTERS, toExportFilter } from './export-filters.ts';
import { CalendarDate, Instant, maybe } from './fields.ts';

const Moment = z.string().check(
  z.refine((sent) => z.safeParse(Instant, sent).success || z.safeParse(CalendarDate, sent).success, {
    error: 'An instant as in RFC 3339, with its zone, or a date as YYYY-MM-DD.',
    params: { code: 'wrong_format' },
  }),
);

export const NewExportBody = z.strictObject({
  kind: maybe(z.literal('links')),
  paid_from: Moment,
  paid_to: maybe(Moment),
  ...FILTERS,
  delimiter: maybe(z.enum([',', ';', '\t'])),
  bom: maybe(z.boolean()),
});
export type NewExportBody = z.infer<typeof NewExportBody>;

export const createExportRoute: Route<object, object, NewExportBody, ExportBody> = {
  ...noInput,
  bodyOptional: false,
  id: 'createExport',
  method: 'POST',
  path: '/v1/exports',
  tag: 'Exports',
  summary: 'Export the links that took money in a period, as CSV',
  description:
    'The links whose money came from `paid_from` on and before `paid_to`: those that were paid in full then, and those that are not and were first paid in part then. Either is an instant, or a date of the organisation’s zone, of which the last one belongs to the period as a whole; without `paid_to` it is now. All filters of `GET /v1/links` may be given beside. The file is written behind the answer: `GET /v1/exports/{id}` tells how far it is, `GET /v1/exports/{id}/file` has it. 409 `operation_in_progress` while five of the organisation are under way.',
  scope: 'links:read',
  idempotent: once,
  body: NewExportBody,
  returns: { statuses: { 202: 'The export, which waits for its turn.' }, body: ExportBody },
  errors: ['operation_in_progress'],
};

/** The body in the words of the domain. */
export function toNewExport({
  kind: _,
  paid_from,
  paid_to,
  delimiter,
  bom,
  ...filters
}: NewExportBody): NewExport {
  return {
    period: { from: paid_from, ...(paid_to ? { to: paid_to } : {}) },
    filter: toExportFilter(filters),
    delimiter: delimiter ?? ',',
    ...(bom ? { bom: true as const } : {}),
  };
}
