import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { type Export, ExportStatus, keptUntil } from '../exports/model/export.ts';
import { progressOf, shownStatus } from '../exports/progress.ts';
import { ExportFilters, toFiltersBody } from './export-filters.ts';

const At = z.nullable(z.string());
const Count = z.int();

export const ExportBody = z.object({
  id: z.string(),
  object: z.literal('export'),
  kind: z.literal('links'),
  status: z.enum([...ExportStatus.options, 'expired']),
  paid_from: z.string(),
  paid_to: z.string(),
  filters: ExportFilters,
  delimiter: z.enum([',', ';', '\t']),
  bom: z.boolean(),
  progress: z.object({
    looked_at: Count,
    rows: Count,
    fraction: z.number(),
    seconds_left: z.nullable(z.int()),
  }),
  totals: z.array(
    z.object({
      currency: z.string(),
      links: Count,
      amount: z.int(),
      amount_paid: z.int(),
      amount_unknown: Count,
    }),
  ),
  file: z.nullable(
    z.object({
      name: z.string(),
      rows: Count,
      bytes: z.int(),
      sha256: z.string(),
      expires_at: z.string(),
    }),
  ),
  failure: z.nullable(z.object({ code: z.string(), detail: z.string() })),
  created_by: z.string(),
  created_at: z.string(),
  started_at: At,
  completed_at: At,
});
export type ExportBody = z.infer<typeof ExportBody>;

export function toExportBody(one: Export, now: number): ExportBody {
  const { lookedAt, rows, fraction, secondsLeft } = progressOf(one, now);
  const { failure } = one;
  return {
    id: one.id,
    object: 'export',
    kind: 'links',
    status: shownStatus(one, now),
    paid_from: toIso(one.from),
    paid_to: toIso(one.to),
    filters: toFiltersBody(one.filter),
    delimiter: one.delimiter,
    bom: one.bom ?? false,
    progress: { looked_at: lookedAt, rows, fraction, seconds_left: secondsLeft ?? null },
    totals: totalsOf(one),
    file: fileOf(one),
    failure: failure ? { code: failure, detail: WHY[failure] } : null,
    created_by: one.createdBy,
    created_at: toIso(one.createdAt),
    started_at: one.startedAt === undefined ? null : toIso(one.startedAt),
    completed_at: one.endedAt === undefined ? null : toIso(one.endedAt),
  };
}

const WHY: Readonly<Record<NonNullable<Export['failure']>, string>> = {
  too_many_rows: 'More than five million links: export the period in parts.',
  internal: 'A fault of ours. Nothing is wrong with the request; the log has it under the id of the export.',
};

function totalsOf({ reading }: Export): ExportBody['totals'] {
  return Object.entries(reading.totals)
    .map(([currency, { links, amount, amountPaid, unknown }]) => ({
      currency,
      links,
      amount,
      amount_paid: amountPaid,
      amount_unknown: unknown,
    }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function fileOf(one: Export): ExportBody['file'] {
  const [until, { file }] = [keptUntil(one), one];
  if (until === undefined || !file) return null;
  return { name: one.fileName, rows: one.reading.rows, ...file, expires_at: toIso(until) };
}
