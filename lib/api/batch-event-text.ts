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
  too_large: 'it is too large',
  wrong_checksum: 'it is not the file whose checksum was told',
  duplicate_file: 'the same content was confirmed in another batch of the last 30 days',
};
