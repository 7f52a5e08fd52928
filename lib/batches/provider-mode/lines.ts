import * as z from 'zod/mini';
import { getBytes, putCsv } from '../../files/bytes.ts';
import type { Files } from '../../files/client.ts';
import { getJson } from '../../files/get-json.ts';
import { partFileKey, partLinesKey } from '../../files/keys.ts';
import { putJson } from '../../files/put-json.ts';
import type { ProviderBatchFailure } from '../../providers/contract.ts';
import type { Batch } from '../model/batch.ts';

/** One line of a file that a provider was given. */
const Line = z.object({
  /** Our reference of the link. */
  reference: z.string(),
  /** The provider has refused it, by this code. */
  failed: z.exactOptional(z.string()),
});
export type Line = z.infer<typeof Line>;

const Lines = z.array(Line);

/** The lines of a part's file in their order; which of them were refused stands there once the part has ended. */
export async function linesOf(files: Files, { org, id }: Batch, file: string): Promise<Line[]> {
  const lines = await getJson(files, partLinesKey(org, id, file), Lines);
  if (!lines) throw new Error(`the bucket has no lines of ${file}`);
  return lines;
}

export function putLines(files: Files, { org, id }: Batch, file: string, lines: Line[]): Promise<void> {
  return putJson(files, partLinesKey(org, id, file), Lines, lines);
}

/** The file itself, kept so that a repeated upload is of the same bytes. */
export function putFile(files: Files, { org, id }: Batch, file: string, bytes: Uint8Array): Promise<void> {
  return putCsv(files, partFileKey(org, id, file), bytes);
}

export function fileBytes(files: Files, { org, id }: Batch, file: string): Promise<Uint8Array> {
  return getBytes(files, partFileKey(org, id, file));
}

/** Pure. A refusal names its line by our reference, else by its place; one that names no line of the file says nothing. */
export function withFailures(lines: readonly Line[], failures: readonly ProviderBatchFailure[]): Line[] {
  const marked = lines.map((line): Line => ({ reference: line.reference }));
  const places = new Map(lines.map(({ reference }, index) => [reference, index]));
  for (const { reference, row, code } of failures) {
    const index = reference === undefined ? row - 1 : places.get(reference);
    const line = index === undefined ? undefined : marked[index];
    if (line) line.failed = code;
  }
  return marked;
}
