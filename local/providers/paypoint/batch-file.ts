import { parseCsv } from './csv.ts';
import { linkFaults, linkFields, missing, type Values } from './fields.ts';
import { isTaken, makeLink } from './requests.ts';
import type { Batch, Paypoint } from './state.ts';
import { defaultWire, type NameKey, nameKeys, type Wire } from './wire.ts';

/** How long the work takes from its confirmation. */
const workMs = 2000;

/** The lines of a stored file without its header; undefined if the whole file is refused. */
export function readFile({ blob }: Batch, wire: Wire): string[][] | undefined {
  const bytes = Buffer.from(blob ?? '', 'base64');
  const text = bytes.length > wire.batch_max_bytes ? undefined : utf8(bytes);
  const [header, ...lines] = (text !== undefined && parseCsv(text)) || [];
  const isRight = JSON.stringify(header) === JSON.stringify(wire.batch_columns);
  return isRight && lines.length > 0 && lines.length <= wire.batch_max_rows ? lines : undefined;
}

/** Does the work of every batch whose time has come, as of that time. */
export function settleBatches(paypoint: Paypoint): void {
  const now = paypoint.clock.now();
  for (const { batch, at } of running(paypoint)) if (at <= now) work(paypoint, batch, at);
}

/** Epoch ms at which the next batch will have been worked off. */
export function nextBatchAt(paypoint: Paypoint): number | undefined {
  return running(paypoint)[0]?.at;
}

function running({ state }: Paypoint): { batch: Batch; at: number }[] {
  return Object.values(state.batches)
    .filter((batch) => batch.state === 'running')
    .map((batch) => ({ batch, at: (batch.confirmed_at ?? 0) + workMs }))
    .sort((a, b) => a.at - b.at);
}

function work(paypoint: Paypoint, batch: Batch, at: number): void {
  const wire = paypoint.wire();
  const lines = readFile(batch, wire);
  for (const [index, line] of lines?.entries() ?? []) {
    const { values, reason } = readLine(paypoint, line);
    if (reason === '') makeLink(paypoint, values, { at, batchId: batch.id });
    else
      batch.failures.push({
        line_number: index + wire.first_line_number,
        reference: values.client_transaction_ref ?? null,
        reason,
      });
  }
  batch.total = lines?.length ?? 0;
  batch.processed = batch.total;
  batch.state = !lines ? 'failed' : batch.failures.length > 0 ? 'done_with_errors' : 'done';
  batch.completed_at = at;
  batch.blob = null;
  paypoint.changed();
}

/** The same rules as for a create; why a line fails, or an empty text. */
function readLine(paypoint: Paypoint, line: readonly string[]): { values: Values; reason: string } {
  const wire = paypoint.wire();
  const fields = linkFields(wire);
  const columns = columnKeys(wire);
  const values: Values = {};
  const faults: string[] = [];
  for (const [index, { name, key }] of columns.entries()) {
    const value = line[index] ?? '';
    if (value === '') continue;
    if (fields.some((field) => field.key === key) && key !== undefined) values[key] = value;
    else if (wire.unknown_property === 'reject') faults.push(`${name} is not a known property`);
  }
  if (line.length !== columns.length)
    return { values, reason: `The line has ${line.length} values, not ${columns.length}` };
  const nameOf = ({ key }: { key: NameKey }) =>
    columns.find((column) => column.key === key)?.name ?? wire.names[key];
  for (const { field, message } of [...missing(values, fields, nameOf), ...linkFaults(values, wire, nameOf)])
    faults.push(`${field} ${message}`);
  if (faults.length === 0 && isTaken(paypoint, values))
    faults.push(`${nameOf({ key: 'client_transaction_ref' })} has been used already`);
  return { values, reason: faults.join('; ') };
}

/** What each column of a file holds: told by the names in use, by the sheet's, or by its place among the sheet's columns. */
export function columnKeys(wire: Wire): { name: string; key: NameKey | undefined }[] {
  return wire.batch_columns.map((name, index) => {
    const named = (names: Wire['names'], column: string | undefined) =>
      nameKeys.find((key) => names[key] === column);
    const place =
      wire.batch_columns.length === defaultWire.batch_columns.length ? defaultWire.batch_columns[index] : '';
    const key = named(wire.names, name) ?? named(defaultWire.names, name) ?? named(defaultWire.names, place);
    return { name, key };
  });
}

/** A byte order mark stays and makes the header wrong. */
function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
