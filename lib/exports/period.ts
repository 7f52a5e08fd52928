import { AppError } from '../errors.ts';
import { atWall, localDate } from '../time/offset.ts';

const DAY_MS = 24 * 3_600_000;

/** As it is asked for: instants in RFC 3339, or calendar dates of the organisation. */
export interface WantedPeriod {
  from: string;
  to?: string;
}

/** Epoch ms; the end does not belong to it. `dates`: its first and its last day, for the file's name. */
export interface Period {
  from: number;
  to: number;
  dates: readonly [string, string];
}

/**
 * The period that is meant: a date as the end is a whole day, an instant is the first that does not belong to it, and without one it
 * is now. Throws `validation_error` where it is over before it begins, and where it is not over yet: the file would tell less than its name.
 */
export function periodOf(wanted: WantedPeriod, zone: string, now: number): Period {
  const from = isDate(wanted.from) ? atWall(wanted.from, '00:00', zone) : Date.parse(wanted.from);
  const to = endOf(wanted.to, zone, now);
  if (to > now) {
    const detail = 'The period is not over. Leave `paid_to` out for everything until now.';
    throw invalid('/paid_to', 'too_late', detail);
  }
  if (from >= to) throw invalid('/paid_from', 'too_late', 'The period must begin before it ends.');
  return { from, to, dates: [localDate(from, zone), localDate(to - 1, zone)] };
}

function endOf(to: string | undefined, zone: string, now: number): number {
  if (to === undefined) return now;
  // What is far ahead is refused by whoever asks, and has no next day in four digits of a year.
  if (!isDate(to) || Date.parse(to) > now + 2 * DAY_MS) return Date.parse(to);
  const next = new Date(Date.parse(to) + DAY_MS).toISOString().slice(0, 10);
  return atWall(next, '00:00', zone);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

function invalid(pointer: string, code: string, detail: string): AppError {
  return new AppError('validation_error', {
    detail: 'One or more fields are not valid; see errors.',
    errors: [{ pointer, code, detail }],
  });
}
