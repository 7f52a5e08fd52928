import type { Answer, Call } from '../server.ts';
import { applicationError, gatewayError, Refusal } from './answers.ts';
import { settleBatches } from './batch-file.ts';
import { confirmBatch, createBatch, getBatch, listBatches, listFailures } from './batches.ts';
import { fixtures } from './fixtures.ts';
import { listLinks } from './lists.ts';
import { keyRefusal } from './request.ts';
import { createLink, updateLink } from './requests.ts';
import type { Paypoint } from './state.ts';
import { answerUpload } from './upload.ts';
import type { Wire } from './wire.ts';

interface Operation {
  name: keyof Wire['paths'];
  method: string;
  work(paypoint: Paypoint, call: Call, id: string): Answer;
}

/** Named as the wire profile names their paths. */
const operations: readonly Operation[] = [
  { name: 'create', method: 'POST', work: createLink },
  { name: 'list', method: 'GET', work: listLinks },
  { name: 'update', method: 'PUT', work: updateLink },
  { name: 'batch_create', method: 'POST', work: createBatch },
  { name: 'batch_list', method: 'GET', work: listBatches },
  { name: 'batch_confirm', method: 'POST', work: confirmBatch },
  { name: 'batch_status', method: 'GET', work: getBatch },
  { name: 'batch_failures', method: 'GET', work: listFailures },
];

export const operationNames = [...operations.map(({ name }) => name), 'batch_upload'];

export function operationAt(wire: Wire, method: string, path: string): string | undefined {
  if (method === 'PUT' && path.startsWith('/uploads/')) return 'batch_upload';
  return operations.find((one) => one.method === method && pattern(wire, one).test(path))?.name;
}

/** The checks in the sheet's order: path and method, key, JSON, names and types; then the operation's own: record, values, duplicate and state. */
export function answerApi(paypoint: Paypoint, call: Call): Answer {
  settleBatches(paypoint);
  if (call.operation === 'batch_upload') return answerUpload(paypoint, call);
  const operation = operations.find(({ name }) => name === call.operation);
  if (!operation) return gatewayError(404, 'Resource not found');
  const refused = keyRefusal(paypoint, call, fixtures.subscriptionKey);
  if (refused) return refused;
  try {
    return operation.work(paypoint, call, pattern(paypoint.wire(), operation).exec(call.path)?.[1] ?? '');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return applicationError(error);
  }
}

function pattern({ base_path, paths }: Wire, { name }: Operation): RegExp {
  const template = (base_path + paths[name]).replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${template.replace(/\{(RequestId|BatchId)\}/g, '([^/]+)')}$`);
}
