import type { Batch } from './model/batch.ts';
import type { Chunk } from './model/chunk.ts';

/** Where things of a batch lie in the bucket; all of it is forgotten after 90 days. */
function folder(org: string, batchId: string): string {
  return `${org}/${batchId}`;
}

type Of = Pick<Batch, 'org' | 'id'>;

/** The uploaded file; later uploads are other versions of it. */
export function uploadPlace({ org, id }: Of): string {
  return `${folder(org, id)}/upload.csv`;
}

/** What the validation found in each row of a chunk. */
export function checkedPlace(chunk: Chunk): string {
  return `${folder(chunk.org, chunk.batchId)}/checked/${fiveDigits(chunk.number)}.json`;
}

/** How each row of a chunk has ended. */
export function endedPlace(chunk: Chunk): string {
  return `${folder(chunk.org, chunk.batchId)}/ended/${fiveDigits(chunk.number)}.json`;
}

export function errorsPlace({ org, id }: Of): string {
  return `${folder(org, id)}/errors.csv`;
}

export function resultsPlace({ org, id }: Of): string {
  return `${folder(org, id)}/results.csv`;
}

function fiveDigits(number: number): string {
  return String(number).padStart(5, '0');
}
