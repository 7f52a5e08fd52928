import { randomUUID } from 'node:crypto';
import { type Answer, type Call, jsonAnswer } from '../server.ts';
import { Refusal } from './answers.ts';
import { readFile } from './batch-file.ts';
import { type Field, length } from './fields.ts';
import { batchRecord, confirmedBatchRecord, createdBatchRecord, failuresRecord } from './records.ts';
import { batchAt, checkAgreement, notValid, readBody, readQuery } from './request.ts';
import type { Batch, Paypoint } from './state.ts';

/** POST `/batches`: a place for a file; nothing happens until it is confirmed. */
export function createBatch(paypoint: Paypoint, call: Call): Answer {
  const wire = paypoint.wire();
  const { file_name = '' } = readBody(call, [{ key: 'file_name', type: 'string', required: true }], wire);
  const message = length(file_name, 1, wire.text_max);
  if (message) throw notValid(wire, [{ field: wire.names.file_name, message }]);
  const batch: Batch = {
    id: randomUUID(),
    file_name,
    state: 'waiting',
    blob: null,
    total: 0,
    processed: 0,
    failures: [],
    created_at: paypoint.clock.now(),
    confirmed_at: null,
    completed_at: null,
  };
  paypoint.state.batches[batch.id] = batch;
  paypoint.changed();
  return jsonAnswer(wire.create_status, createdBatchRecord(paypoint, batch));
}

const confirmFields: readonly Field[] = [{ key: 'batch_id', type: 'string', required: true }];

/** POST `/batches/{BatchId}/confirm`: begins the work, once; later it tells how far that is. */
export function confirmBatch(paypoint: Paypoint, call: Call, id: string): Answer {
  const wire = paypoint.wire();
  const values = readBody(call, confirmFields, wire);
  const batch = batchAt(paypoint, id);
  const faults = checkAgreement(values, 'batch_id', batch.id, wire);
  if (faults.length > 0) throw notValid(wire, faults);
  if (batch.state === 'waiting')
    throw new Refusal(wire.state_conflict_status, 'The file has not been uploaded.');
  if (batch.state === 'uploaded') {
    batch.state = 'running';
    batch.confirmed_at = paypoint.clock.now();
    batch.total = readFile(batch, wire)?.length ?? 0;
    paypoint.changed();
  }
  return jsonAnswer(200, confirmedBatchRecord(paypoint, batch));
}

/** GET `/batches/{BatchId}` */
export function getBatch(paypoint: Paypoint, call: Call, id: string): Answer {
  readQuery(call, [], paypoint.wire());
  return jsonAnswer(200, batchRecord(paypoint, batchAt(paypoint, id)));
}

/** GET `/batches?PageNumber=1`: newest first; a page after the last is empty. */
export function listBatches(paypoint: Paypoint, call: Call): Answer {
  const wire = paypoint.wire();
  const { names: n, batch_page_size: size } = wire;
  const { page_number } = readQuery(call, ['page_number'], wire);
  if (page_number === undefined) throw notValid(wire, [{ field: n.page_number, message: 'is required' }]);
  if (!/^[1-9][0-9]{0,8}$/.test(page_number))
    throw notValid(wire, [{ field: n.page_number, message: 'must be an integer from 1' }]);
  const page = Number(page_number);
  // Reversed first, so that of two in the same millisecond the later one comes first too.
  const newestFirst = Object.values(paypoint.state.batches)
    .toReversed()
    .sort((a, b) => b.created_at - a.created_at);
  const shown = newestFirst.slice((page - 1) * size, page * size);
  return jsonAnswer(200, {
    [n.page_number]: page,
    [n.page_size]: size,
    [n.batches]: shown.map((batch) => batchRecord(paypoint, batch)),
  });
}

/** GET `/batches/{BatchId}/failures`, once the work is over. */
export function listFailures(paypoint: Paypoint, call: Call, id: string): Answer {
  const wire = paypoint.wire();
  readQuery(call, [], wire);
  const batch = batchAt(paypoint, id);
  if (batch.completed_at === null)
    throw new Refusal(wire.state_conflict_status, 'The batch has not been processed.');
  return jsonAnswer(200, failuresRecord(paypoint, batch));
}
