import type { Link } from '../links/model/link.ts';
import type { Chunk } from './model/chunk.ts';
import type { Row } from './model/row.ts';
import { rowEnd } from './row-end.ts';
import { rowAt } from './row-ids.ts';

/** Rows of a chunk as the whole file says they are, before the run: the validation saw each chunk alone. Pure. */
export function checkedIn({ duplicates }: Chunk): (row: Row) => Row {
  const firstRows = new Map(duplicates);
  return (row) => {
    const firstRow = firstRows.get(row.row);
    return firstRow === undefined
      ? row
      : { ...row, state: 'duplicate', firstRow, errors: [duplicateOf(firstRow)] };
  };
}

/** Rows of a chunk as they stand once their batch is confirmed, each seen from the link at its id. Pure. */
export function runningIn(chunk: Chunk): (row: Row, link: Link | undefined) => Row {
  const checked = checkedIn(chunk);
  const unfit = new Set(chunk.unfit);
  return (known, link) => {
    const row = checked(known);
    if (row.state === 'duplicate' || row.state === 'invalid') return row;
    const end = rowEnd(link, rowAt(chunk, row.row - chunk.firstRow));
    if (end.state === 'absent' && unfit.has(row.row)) {
      return { ...row, state: 'failed', errors: [{ code: 'no_longer_valid', detail: NO_LONGER_VALID }] };
    }
    const named = { ...row, ...(link ? { linkId: link.id } : {}) };
    switch (end.state) {
      case 'absent':
        return { ...row, state: 'queued' };
      case 'skipped':
        return { ...row, state: 'skipped' };
      case 'creating':
        return { ...named, state: 'creating' };
      case 'link_created':
        return { ...named, state: 'link_created', ...(link ? { code: link.code } : {}) };
      case 'failed': {
        const error = { code: end.code, detail: detailOf(end.code, link) };
        return { ...named, state: 'failed', passing: end.passing, errors: [error] };
      }
      default:
        return end satisfies never;
    }
  };
}

export function duplicateOf(firstRow: number): { code: string; detail: string } {
  return { code: 'duplicate_row', detail: `Row ${firstRow} of the file has the same key.` };
}

const DETAILS: Readonly<Record<string, string>> = {
  key_reused: 'A link with the same key and another content is there already.',
  outcome_unknown: 'Whether the provider has made it is not known; a person has to resolve the link.',
  unavailable: 'The provider could not be reached for a day.',
  'rate-limited': 'The provider took no more calls for a day.',
  credentials: "The provider refused the connection's credentials.",
  rejected: 'The provider refused it.',
  duplicate_active_link: 'An open link has the same reference.',
  recipient_suppressed: 'The recipient must not be messaged.',
  cancelled: 'It was cancelled before it was made.',
  provider_batch_failed: "The provider's batch failed as a whole; nothing of it was made.",
  provider_batch_refused: 'The provider did not take the file; nothing of it was made.',
  provider_batch_refused_for_a_day: 'The provider did not take the file for a day; nothing of it was made.',
  not_in_provider_batch: "It was not in the file for the provider's batch.",
  line_too_long: "It is too long for the provider's file.",
};

const NO_LONGER_VALID =
  'It was valid when the file was checked, and did not fit its connection when it was to run.';

function detailOf(code: string, link: Link | undefined): string {
  return DETAILS[link?.failure?.code ?? ''] ?? DETAILS[code] ?? 'The link could not be made; see the link.';
}
