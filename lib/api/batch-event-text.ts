import type { BatchEvent, BatchEventType } from '../table/batch-events.ts';

type Told = Pick<BatchEvent, 'type' | 'reason' | 'data'>;

/** An event of a batch in one English sentence. Made of type, reason and data alone, none of which holds anything of a row. */
export function batchEventText(event: Told): string {
  return TEXTS[event.type](event);
}

const TEXTS: Readonly<Record<BatchEventType, (event: Told) => string>> = {
  'batch.created': () => 'The batch was made and waits for its file.',
  'batch.uploaded': () => 'The file was uploaded and is being checked.',
  'batch.ready': ({ data }) => `The file was checked${rows(data)} and waits for its confirmation.`,
  'batch.rejected': ({ reason, data }) => `The file was refused${because(reason)}${line(data)}.`,
  'batch.confirmed': ({ data }) => `The batch was confirmed${rows(data)}: links are being made.`,
  'batch.completed': () => 'Every row of the batch has its link.',
  'batch.completed_with_errors': () => 'The batch has run; some rows have no link, see errors.csv.',
  'batch.retried': () => 'Rows that had failed for a passing reason are being made once more.',
  'batch.cancelled': () => 'The batch was cancelled: no further row of it is begun.',
  'batch.stopped': () =>
    'The cancelled batch is over: nothing of it is under way any more, and its counts are final.',
  'batch.expired': () => 'Nobody uploaded a file, or confirmed it, in time; the batch is over.',
};

function rows({ rows }: Told['data']): string {
  return rows === undefined ? '' : ` (${rows} ${rows === 1 ? 'row' : 'rows'})`;
}

function line({ line }: Told['data']): string {
  return line === undefined ? '' : ` (line ${line})`;
}

/** A code without words of ours speaks for itself. */
function because(reason: string | undefined): string {
  if (reason === undefined) return '';
  const words = REJECTION_WORDS[reason];
  return words === undefined ? `: the code given is ${reason}` : `: ${words}`;
}

const REJECTION_WORDS: Readonly<Record<string, string>> = {
  empty: 'it is empty',
  no_data: 'it has no row',
  too_large: 'it is too large',
  wrong_checksum: 'it is not the file whose checksum was told',
  duplicate_file: 'the same content was confirmed in another batch of the last 30 days',
  encoding_utf16: 'it is UTF-16',
  not_utf8: 'it is not UTF-8',
  nul_byte: 'it holds a NUL byte',
  line_ends: 'its lines end in a CR alone',
  unclosed_quote: 'a quote that opens is never closed',
  stray_quote: 'a quote stands where none can be',
  record_too_long: 'a record is too long',
  too_many_rows: 'it has too many rows',
  too_many_columns: 'it has too many columns',
  column_doubled: 'two columns are for the same field',
  column_name_empty: 'a column has no name',
  column_missing: 'a column is missing',
  column_ambiguous: 'a column could be one of several fields',
  unknown_column: 'a column has a name that no field has',
  unknown_field: 'the mapping of columns names a field that there is not',
};
