import type { OpenedConnection } from '../../connections/open.ts';
import { callOf } from '../../links/operation.ts';
import { ProviderError } from '../../providers/errors.ts';
import type { Batch } from '../model/batch.ts';
import type { ProviderPart } from '../model/provider-part.ts';
import type { BatchWorker } from '../worker.ts';
import { fileBytes } from './lines.ts';
import { end, lookAtProvider } from './part-begun.ts';
import { type AtWork, inTurn, providerError, told } from './part-calls.ts';
import { giveUpOrWait, newPlace } from './part-waits.ts';
import { CALLED_OFF, changePart, partsOf } from './parts.ts';

/**
 * Takes one part as far as it goes now: a place is asked for, the file goes there, the provider is told to begin and asked how
 * far it is. Whatever dies or is lost on the way, the same step is taken again: what nobody has confirmed does nothing at the
 * provider, and a confirmation is repeated only after a look. Gives when to go on; `undefined`: it has ended.
 */
export async function workPart(
  deps: BatchWorker,
  batch: Batch,
  file: string,
): Promise<{ batch: Batch; at: number | undefined }> {
  let current = batch;
  let opened: OpenedConnection | undefined;
  for (;;) {
    const part = partsOf(current).find((one) => one.file === file);
    if (!part || part.state === 'ended') return { batch: current, at: undefined };
    if (current.status !== 'processing' && part.state !== 'begun') {
      current = await changePart(deps, current, part, { state: 'ended', failure: CALLED_OFF });
      continue;
    }
    const now = deps.clock.now();
    if ((part.nextAt ?? 0) > now) return { batch: current, at: part.nextAt };
    if (deps.signal.aborted) return { batch: current, at: now };
    opened ??= await deps.openConnection(current.org, current.connection);
    current = await step(deps, current, opened, part);
  }
}

async function step(
  deps: BatchWorker,
  batch: Batch,
  opened: OpenedConnection,
  part: ProviderPart,
): Promise<Batch> {
  const { batches } = opened.provider;
  if (!batches) throw new Error(`${opened.provider.id} has no batch service of its own`);
  const at: AtWork = { deps, batch, opened, batches, call: callOf(opened, deps) };
  switch (part.state) {
    case 'built':
      return askForPlace(at, part);
    case 'placed':
      return upload(at, part);
    case 'uploaded':
      // From here on the provider may have begun, so only the batch that nobody has cancelled goes on.
      return changePart(deps, batch, part, { state: 'begun' }, { unless: isOver });
    case 'begun':
      return lookAtProvider(at, part);
    case 'ended':
      return batch;
    default:
      return part.state satisfies never;
  }
}

function isOver({ status }: Batch): boolean {
  return status !== 'processing';
}

async function askForPlace(at: AtWork, part: ProviderPart): Promise<Batch> {
  const { deps, batch, batches, call } = at;
  if (at.opened.connection.retiredAt !== undefined) {
    return end(at, part, { failure: { category: 'validation_error', code: 'unknown_connection' } });
  }
  const later = await inTurn(at, part);
  if (later) return later;
  const place = await told(at, batches.request(nameOf(batch, part), call));
  if (place instanceof ProviderError) return giveUpOrWait(at, part, place);
  const { batchId, uploadUrl } = place;
  return changePart(deps, batch, part, { state: 'placed', id: batchId, uploadUrl });
}

/** Every time the same bytes, so that a repeated upload changes nothing. */
async function upload(at: AtWork, part: ProviderPart): Promise<Batch> {
  const { deps, batch, batches, call } = at;
  const bytes = await fileBytes(deps.files, batch, part.file);
  const failed = await batches.upload(part.uploadUrl ?? '', bytes, call).then(() => undefined, providerError);
  if (!failed) return changePart(deps, batch, part, { state: 'uploaded' });
  // The place is used up or gone.
  if (failed.kind === 'conflict' || failed.kind === 'not-found') return newPlace(at, part, failed);
  return giveUpOrWait(at, part, failed);
}

/** Longest name that is handed on: the provider's own limit is a little above. */
const NAME = 90;

/** As the caller named the file; of several parts each by its number. */
function nameOf(batch: Batch, part: ProviderPart): string {
  const number = partsOf(batch).findIndex(({ file }) => file === part.file) + 1;
  const name = [...batch.fileName].slice(0, NAME).join('');
  return number > 1 ? `${name} (${number})` : name;
}
