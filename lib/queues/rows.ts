import * as z from 'zod/mini';
import { LinkTerms } from '../links/model/link.ts';
import { defineQueue } from './define-queue.ts';

/**
 * A row that is to become a link. It carries the row and not its place only: the file's version is pinned, so what was
 * read once is what would be read again.
 */
export const RowMessage = z.object({
  v: z.literal(1),
  org: z.string(),
  batchId: z.string(),
  /** From 1. */
  chunk: z.int(),
  /** From 1: the first record of data in the file. */
  row: z.int(),
  linkId: z.string(),
  /** Of the row's content: 11 characters. */
  hash: z.string(),
  /** The slot of the connection's rate that is this row's own, epoch ms. */
  slotAt: z.exactOptional(z.int()),
  terms: LinkTerms,
  onDuplicate: z.enum(['allow', 'reject']),
  /** When rows that had failed for a passing reason were asked for again, epoch ms. */
  retryAt: z.exactOptional(z.int()),
});
export type RowMessage = z.infer<typeof RowMessage>;

export const rowsQueue = /* @__PURE__ */ defineQueue({ url: 'ROWS_QUEUE_URL', message: RowMessage });
