import * as z from 'zod/mini';

/** Instants are epoch ms, amounts integers in minor units. */
const Instant = z.int();
const Minor = z.int();
const Text = z.exactOptional(z.string());

/** As it is stored; that a file is no longer kept follows from the time. */
export const ExportStatus = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']);
export type ExportStatus = z.infer<typeof ExportStatus>;

/** Both ends belong to it. */
const Range = z.object({ from: z.exactOptional(z.int()), to: z.exactOptional(z.int()) });

/** The filters of the list of links, without that of when they were paid. */
export const ExportFilter = z.object({
  statuses: z.exactOptional(z.array(z.string())),
  connection: Text,
  provider: Text,
  providerLinkId: Text,
  reference: Text,
  customerReference: Text,
  batchId: Text,
  bookingId: Text,
  createdBy: Text,
  opened: z.exactOptional(z.boolean()),
  created: z.exactOptional(Range),
  expires: z.exactOptional(Range),
  amount: z.exactOptional(Range),
  metadata: z.exactOptional(z.record(z.string(), z.string())),
  providerOptions: z.exactOptional(z.record(z.string(), z.string())),
  text: Text,
});
export type ExportFilter = z.infer<typeof ExportFilter>;

/** What the rows of one currency add up to. */
export const ExportTotal = z.object({
  links: z.int(),
  /** What was asked for. */
  amount: Minor,
  /** What has come, as far as the providers tell. */
  amountPaid: Minor,
  /** Links of which a provider tells that money came and not how much. */
  unknown: z.int(),
});
export type ExportTotal = z.infer<typeof ExportTotal>;

export const ExportTotals = z.record(z.string(), ExportTotal);
export type ExportTotals = z.infer<typeof ExportTotals>;

/** How far the links have been read. Each is looked at once, in the order of their ids. */
const Reading = z.object({
  lookedAt: z.int(),
  rows: z.int(),
  /** Of all parts, without the header of the file. */
  bytes: z.int(),
  totals: ExportTotals,
  /** Id of the first and of the last link that was looked at. */
  first: Text,
  last: Text,
  /** Parts of the file, in its order: so many under the name of each run that has kept any. */
  runs: z.array(z.object({ name: z.string(), parts: z.int() })),
});
export type Reading = z.infer<typeof Reading>;

/** A file of links that took money in a period, and how far it is. */
export const Export = z.object({
  org: z.string(),
  id: z.string(),
  version: z.int(),
  writer: z.string(),
  /** Who caused the last change: `key:<id>`, `timer`. */
  by: z.string(),
  /** Who asked for it. */
  createdBy: z.string(),
  status: ExportStatus,
  createdAt: Instant,
  updatedAt: Instant,

  /** The period; the end does not belong to it. */
  from: Instant,
  to: Instant,
  filter: ExportFilter,
  delimiter: z.enum([',', ';', '\t']),
  /** The file begins with a byte order mark. */
  bom: z.exactOptional(z.literal(true)),
  fileName: z.string(),

  startedAt: z.exactOptional(Instant),
  reading: Reading,
  /** When the last link had been looked at: what is left is to put the parts together. */
  readAt: z.exactOptional(Instant),
  /** It lies in the bucket; the SHA-256 is hexadecimal. */
  file: z.exactOptional(z.object({ bytes: z.int(), sha256: z.string() })),
  failure: z.exactOptional(z.enum(['too_many_rows', 'internal'])),
  /** When it was completed, had failed or was cancelled. */
  endedAt: z.exactOptional(Instant),

  /** Somebody works at it until then, or is dead. */
  leaseUntil: z.exactOptional(Instant),
  /** Nothing is to be done before. */
  nextAt: z.exactOptional(Instant),
  /** Beginnings since it last got on. */
  tries: z.exactOptional(z.int()),
  /** Stored `due_at`. */
  dueAt: z.exactOptional(Instant),
});
export type Export = z.infer<typeof Export>;

export const NOTHING_READ: Reading = { lookedAt: 0, rows: 0, bytes: 0, totals: {}, runs: [] };

/** How long a file is kept: as long as the bucket keeps it. */
const KEPT_MS = 90 * 24 * 3_600_000;

/** Until when the file can be fetched; `undefined`: there is none. Pure. */
export function keptUntil({ status, endedAt }: Pick<Export, 'status' | 'endedAt'>): number | undefined {
  return status === 'completed' && endedAt !== undefined ? endedAt + KEPT_MS : undefined;
}

/** Work is still to be done. */
export function isUnderWay({ status }: Pick<Export, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}

/** When something is to be done about an export; `undefined`: never again by itself. Pure. */
export function nextExport(one: Omit<Export, 'dueAt'>): number | undefined {
  if (!isUnderWay(one)) return undefined;
  return Math.max(one.createdAt, one.leaseUntil ?? 0, one.nextAt ?? 0);
}

/** What two parts of a file add up to. Pure. */
export function addTotals(one: ExportTotals, other: ExportTotals): ExportTotals {
  const sums: ExportTotals = { ...one };
  for (const [currency, more] of Object.entries(other)) {
    const had = sums[currency];
    sums[currency] = had
      ? {
          links: had.links + more.links,
          amount: had.amount + more.amount,
          amountPaid: had.amountPaid + more.amountPaid,
          unknown: had.unknown + more.unknown,
        }
      : more;
  }
  return sums;
}
