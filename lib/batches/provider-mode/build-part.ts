import { newId, ourReference } from '../../ids.ts';
import { failHanded } from '../../links/hand-over.ts';
import type { Link } from '../../links/model/link.ts';
import { providerInput } from '../../links/provider-input.ts';
import type { ProviderBatchFile } from '../../providers/contract.ts';
import { ProviderError } from '../../providers/errors.ts';
import { getSums } from '../../table/batches.ts';
import { chunksOf } from '../../table/chunks.ts';
import { rowLinks } from '../../table/row-links.ts';
import type { Batch } from '../model/batch.ts';
import type { Chunk } from '../model/chunk.ts';
import type { Place, ProviderPart } from '../model/provider-part.ts';
import { rowLinkId, runnable } from '../row-ids.ts';
import type { BatchWorker } from '../worker.ts';
import { type Line, putFile, putLines } from './lines.ts';
import { addPart, builtTo, CALLED_OFF, roundOf } from './parts.ts';

/**
 * Writes the next file for the provider, of as many rows as it takes, and adds it to the batch as a part. A file that is
 * written twice stands there twice, and only the one that the batch names is ever sent.
 */
export async function buildPart(deps: BatchWorker, batch: Batch): Promise<Batch> {
  const opened = await deps.openConnection(batch.org, batch.connection);
  const { batches } = opened.provider;
  if (!batches) throw new Error(`${opened.provider.id} has no batch service of its own`);
  const after = builtTo(batch);
  const file = batches.beginFile(opened.account);
  const lines: Line[] = [];
  let to = after;
  let full = false;
  for await (const { place, link } of rowsAfter(deps, batch, after)) {
    if (link && (await isFull(deps, batch, file, lines, link))) {
      full = true;
      break;
    }
    to = place;
  }
  const part = newPart(deps, batch, after, to, lines.length);
  if (lines.length > 0) {
    await putFile(deps.files, batch, part.file, file.bytes());
    await putLines(deps.files, batch, part.file, lines);
  }
  return addPart(deps, batch, part, !full);
}

/** The rows that no part has yet are in none: nobody is told of them any more. */
export async function callOffRest(deps: BatchWorker, batch: Batch): Promise<Batch> {
  const { chunks = 0, rows = 0 } = batch.scanned ?? {};
  const part = newPart(deps, batch, builtTo(batch), { chunk: chunks, row: rows }, 0);
  return addPart(deps, batch, { ...part, failure: CALLED_OFF }, true);
}

/** Each row that may run has been begun. */
export async function isHandedOver(deps: BatchWorker, batch: Batch): Promise<boolean> {
  if (roundOf(batch) === 0) {
    const { begun, valid } = await getSums(deps.table, batch.org, batch.id);
    return begun >= valid;
  }
  for await (const { state } of chunksOf(deps.table, batch.org, batch.id)) {
    if (state === 'released') return false;
  }
  return true;
}

function newPart({ clock }: BatchWorker, batch: Batch, after: Place, to: Place, lines: number): ProviderPart {
  const now = clock.now();
  const state = lines > 0 ? 'built' : 'ended';
  return { file: newId(now), round: roundOf(batch), after, to, lines, builtAt: now, since: now, state };
}

/** Adds the link's line; a link that the provider's file cannot hold has failed. */
async function isFull(
  deps: BatchWorker,
  batch: Batch,
  file: ProviderBatchFile,
  lines: Line[],
  link: Link,
): Promise<boolean> {
  const input = providerInput(link, deps.publicBaseUrl);
  const actor = { org: batch.org, by: `batch:${batch.id}` };
  try {
    if (file.add(input)) lines.push({ reference: input.reference });
    else if (lines.length > 0) return true;
    else await failHanded(deps, actor, link, { category: 'rejected', code: 'line_too_long' });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    await failHanded(deps, actor, link, { category: error.kind });
  }
  return false;
}

/** The rows behind a place, each with its link where that is to be made by the provider's batch. */
async function* rowsAfter(
  deps: BatchWorker,
  batch: Batch,
  after: Place,
): AsyncGenerator<{ place: Place; link: Link | undefined }> {
  for await (const chunk of chunksOf(deps.table, batch.org, batch.id, { after: after.chunk - 1 })) {
    const links = await handedLinks(deps, batch, chunk);
    for (let index = 0; index < chunk.rows; index++) {
      const row = chunk.firstRow + index;
      if (row <= after.row) continue;
      const link = links.get(rowLinkId(batch, chunk, index) ?? '');
      yield { place: { chunk: chunk.number, row }, link: isToBeMade(batch, row, link) ? link : undefined };
    }
  }
}

async function handedLinks(deps: BatchWorker, batch: Batch, chunk: Chunk): Promise<Map<string, Link>> {
  if (chunk.state !== 'handed') return new Map();
  const ids = runnable(chunk).flatMap((index) => rowLinkId(batch, chunk, index) ?? []);
  return rowLinks(deps.table, batch.org, ids, { consistent: true });
}

/** Not where somebody has cancelled it meanwhile, nor where it is another row's or another batch's. */
function isToBeMade(batch: Batch, row: number, link: Link | undefined): boolean {
  const isOwn = link?.batch?.id === batch.id && link.batch.row === row;
  return isOwn && link.stage === 'creating' && link.op?.handedOver === true;
}

/** What a line of the file is known by. */
export function referenceOf({ id, generation = 0 }: Link): string {
  return ourReference(id, generation);
}
