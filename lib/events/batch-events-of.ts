import type { Batch, BatchStatus } from '../batches/model/batch.ts';
import type { BatchEvent, BatchEventType } from '../table/batch-events.ts';

/**
 * The events of one change of a batch, from the images before and after it. Pure: the same change gives the same events with the
 * same ids. Most changes, of leases and of how far the work is, give none.
 */
export function batchEventsOf(before: Before | undefined, after: Batch): BatchEvent[] {
  const { id, version, cause, scanned, rejection } = after;
  return typesOf(before, after).map((type, ordinal) => {
    const rejected = type === 'batch.rejected' ? rejection : undefined;
    return {
      id: `${id}.${version}.${ordinal}`,
      batchId: id,
      type,
      at: after.updatedAt,
      version,
      by: cause.by,
      ...(rejected ? { reason: rejected.code } : {}),
      ...(cause.requestId === undefined ? {} : { requestId: cause.requestId }),
      data: {
        status: after.status,
        connection: after.connection,
        ...(scanned ? { rows: scanned.rows } : {}),
        ...(rejected?.line === undefined ? {} : { line: rejected.line }),
      },
    };
  });
}

type Before = Pick<Batch, 'status' | 'completedAt'>;

function typesOf(before: Before | undefined, after: Batch): BatchEventType[] {
  if (!before) return ['batch.created'];
  const type = changed(before.status, after.status);
  // Rows that were under way at the cancel end later; of a batch that was never confirmed there are none.
  const isOver = before.completedAt === undefined && after.completedAt !== undefined;
  const stopped = after.status === 'cancelled' && isOver;
  return [...(type ? [type] : []), ...(stopped ? (['batch.stopped'] as const) : [])];
}

function changed(before: BatchStatus, after: BatchStatus): BatchEventType | undefined {
  if (before === after) return undefined;
  if (after === 'processing') return before === 'ready' ? 'batch.confirmed' : 'batch.retried';
  return EVENT[after];
}

const EVENT: Readonly<Record<Exclude<BatchStatus, 'processing'>, BatchEventType>> = {
  awaiting_upload: 'batch.created',
  validating: 'batch.uploaded',
  ready: 'batch.ready',
  rejected: 'batch.rejected',
  completed: 'batch.completed',
  completed_with_errors: 'batch.completed_with_errors',
  cancelled: 'batch.cancelled',
  expired: 'batch.expired',
};
