import type { Answer, Call } from '../server.ts';
import { failure, Refusal, refusal } from './answers.ts';
import type { Body } from './fields.ts';
import { idempotent } from './idempotency.ts';
import { createLink, getLink, updateLink } from './links.ts';
import { listLinks } from './lists.ts';
import { checkToken, jsonBody, refuseBody } from './request.ts';
import type { Smarterpay } from './state.ts';

/** The base url's own path; the service tells it apart by case. */
export const apiPath = '/service.svc';

interface Operation {
  name: string;
  method: string;
  path: RegExp;
  /** Takes a body, and an Idempotency-Key. */
  writes?: boolean;
  work(smarterpay: Smarterpay, call: Call, id: string, body: Body): Answer;
}

const one = /^\/service\.svc\/paymentlink\/([^/]+)$/;

const operations: readonly Operation[] = [
  {
    name: 'create',
    method: 'POST',
    path: /^\/service\.svc\/paymentlink$/,
    writes: true,
    work: createLink,
  },
  { name: 'get', method: 'GET', path: one, work: getLink },
  { name: 'list', method: 'GET', path: /^\/service\.svc\/paymentlinks$/, work: listLinks },
  { name: 'update', method: 'PUT', path: one, writes: true, work: updateLink },
];

export const operationNames = operations.map(({ name }) => name);

export function operationAt(method: string, path: string): string | undefined {
  return operations.find((operation) => operation.method === method && operation.path.test(path))?.name;
}

/** The checks in the sheet's order: path and method, token, media type and JSON, idempotency key; then record, fields. */
export function answerApi(smarterpay: Smarterpay, call: Call): Answer {
  const operation = operations.find(({ name }) => name === call.operation);
  const id = operation?.path.exec(call.path)?.[1] ?? '';
  if (!operation) return noSuchOperation(call);
  try {
    checkToken(call, smarterpay.wire());
    if (!operation.writes) {
      refuseBody(call);
      return operation.work(smarterpay, call, id, {});
    }
    const body = jsonBody(call);
    return idempotent(smarterpay, call, () => operation.work(smarterpay, call, id, body));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failure(error);
  }
}

function noSuchOperation({ method, path }: Call): Answer {
  const allowed = operations.filter((operation) => operation.path.test(path));
  if (allowed.length === 0) return failure(refusal(404, 'not_found', 'There is nothing at this path'));
  const refused = failure(refusal(405, 'method_not_allowed', `${method} is not possible here`));
  const allow = allowed.map((operation) => operation.method).join(', ');
  return { ...refused, headers: { ...refused.headers, allow } };
}
