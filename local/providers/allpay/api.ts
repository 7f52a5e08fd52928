import type { Answer, Call } from '../server.ts';
import { application, gateway, keyRefused, Refusal } from './answers.ts';
import { fixtures } from './fixtures.ts';
import { createLink, deleteLink, updateLink } from './links.ts';
import { listActive, listPending } from './lists.ts';
import { type Body, readRequest, same } from './request.ts';
import { sendLink } from './sending.ts';
import type { Allpay } from './state.ts';
import { type OperationName, operationNames, type Wire } from './wire.ts';

const works: Readonly<Record<OperationName, (allpay: Allpay, body: Body) => Answer>> = {
  create: createLink,
  list_active: listActive,
  list_pending: listPending,
  update: updateLink,
  delete: deleteLink,
  send: sendLink,
};

/** The operation of a method and a path without its query, both exactly as the profile has them. */
export function operationAt(wire: Wire, method: string, path: string): OperationName | undefined {
  return operationNames.find((name) => wire.methods[name] === method && wire.paths[name] === path);
}

/**
 * The checks in the sheet's order. The gateway's: path and method, APIM key, call quota. The application's: media,
 * JSON, generated key; then the operation's own: names, types and what is required, organisation or person, link,
 * values, state.
 */
export function answerApi(allpay: Allpay, call: Call): Answer {
  const wire = allpay.wire();
  const operation = operationNames.find((name) => name === call.operation);
  if (!operation) return gateway(404, 'Resource not found');
  const apimKey = call.headers[wire.apim_key_header.toLowerCase()];
  if (!same(apimKey, fixtures.apimSubscriptionKey)) return keyRefused(apimKey, allpay.pageBaseUrl(), wire);
  if (allpay.state.quota_used_up)
    return gateway(403, 'Out of call volume quota. Quota will be replenished in 01:00:00.');
  try {
    return works[operation](allpay, readRequest(allpay, call, operation));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return application(error.status, error.message);
  }
}
