import { type Answer, type Call, jsonAnswer } from '../server.ts';
import { failure, Refusal, refused } from './answers.ts';
import { listPaylinks, listTransactions } from './lists.ts';
import { createPaylink, deletePaylink, getPaylink, resendPaylink, updatePaylink } from './paylinks.ts';
import { checkHeaders } from './request.ts';
import type { Fortis } from './state.ts';

interface Operation {
  name: string;
  method: string;
  path: RegExp;
  work(fortis: Fortis, call: Call, id: string): Answer;
}

const all = /^\/v2\/paylinks$/;
const one = /^\/v2\/paylinks\/([^/]+)$/;

const operations: readonly Operation[] = [
  { name: 'create', method: 'POST', path: all, work: createPaylink },
  { name: 'list', method: 'GET', path: all, work: listPaylinks },
  { name: 'get', method: 'GET', path: one, work: getPaylink },
  { name: 'update', method: 'PUT', path: one, work: updatePaylink },
  { name: 'delete', method: 'DELETE', path: one, work: deletePaylink },
  { name: 'resend', method: 'POST', path: /^\/v2\/paylinks\/([^/]+)\/resend$/, work: resendPaylink },
  { name: 'transactions', method: 'GET', path: /^\/v2\/transactions$/, work: listTransactions },
];

export const operationNames = operations.map(({ name }) => name);

export function operationAt(method: string, path: string): string | undefined {
  return operations.find((operation) => operation.method === method && operation.path.test(path))?.name;
}

/** The checks in the sheet's order: path and method, headers; then the operation's own: JSON, record, fields, state. */
export function answerApi(fortis: Fortis, call: Call): Answer {
  const operation = operations.find(({ name }) => name === call.operation);
  const match = operation?.path.exec(call.path);
  if (!operation || !match) return unknown(call);
  try {
    checkHeaders(call);
    return operation.work(fortis, call, match[1] ?? '');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(error, call.operation);
  }
}

function unknown({ operation, method, path }: Call): Answer {
  const methods = operations.filter((other) => other.path.test(path)).map((other) => other.method);
  if (methods.length === 0) return failure(404, 'Page not found.', operation);
  const message = `Method Not Allowed. This URL can only handle the following request methods: ${methods.join(', ')}.`;
  const answer = failure(405, `${message} It was ${method}.`, operation);
  return { ...answer, headers: { ...answer.headers, allow: methods.join(', ') } };
}

/** Fortis's own error body for a status that a fault asks for. */
export function demanded(status: number, operation: string): Answer {
  const message = 'The simulator was told to fail.';
  if (status === 422) return jsonAnswer(422, { errors: { amount_due: [message] } });
  return failure(status, message, operation);
}
