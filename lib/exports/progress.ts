import { timeOfId } from '../ids.ts';
import { type Export, type ExportStatus, isUnderWay, keptUntil } from './model/export.ts';

/** The status that callers see: a file that is no longer kept makes an export `expired`. Pure. */
export function shownStatus(one: Export, now: number): ExportStatus | 'expired' {
  const until = keptUntil(one);
  return until !== undefined && now >= until ? 'expired' : one.status;
}

export interface ExportProgress {
  lookedAt: number;
  rows: number;
  /** 0 to 1, by when the links were made: how many there are nobody knows beforehand. */
  fraction: number;
  /** Whole seconds, by the pace so far; absent where nothing is known of it. */
  secondsLeft?: number;
}

/** How far an export is. Pure. */
export function progressOf(one: Export, now: number): ExportProgress {
  const { lookedAt, rows } = one.reading;
  const fraction = fractionOf(one);
  const rate =
    one.startedAt === undefined || fraction === 0 ? 0 : fraction / Math.max(1, now - one.startedAt);
  const left = isUnderWay(one) && rate > 0 ? { secondsLeft: Math.ceil((1 - fraction) / rate / 1000) } : {};
  return { lookedAt, rows, fraction, ...left };
}

function fractionOf({ status, readAt, createdAt, reading: { first, last } }: Export): number {
  if (status === 'completed') return 1;
  // The file is still to be put together.
  if (readAt !== undefined) return ALMOST;
  if (first === undefined || last === undefined) return 0;
  const [begin, at] = [timeOfId(first), timeOfId(last)];
  const part = (at - begin) / Math.max(1, createdAt - begin);
  return Math.round(Math.min(ALMOST, Math.max(0, part)) * 1000) / 1000;
}

const ALMOST = 0.99;
