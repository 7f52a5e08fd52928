import type { Answer, Call } from '../../../local/providers/server.ts';
import { Refusal, refused } from './answers.ts';
import { cancelLink, createLink, getLink, listLinks } from './links.ts';
import { checkKey } from './request.ts';
import type { SampleProvider } from './state.ts';

interface Operation {
  name: string;
  method: string;
  path: RegExp;
  work(sampleProvider: SampleProvider, call: Call): Answer;
}

const operations: readonly Operation[] = [
  { name: 'create', method: 'POST', path: /^\/payment-links$/, work: createLink },
  { name: 'list', method: 'GET', path: /^\/payment-links$/, work: listLinks },
  { name: 'get', method: 'GET', path: /^\/payment-links\/[\w-]+$/, work: getLink },
  { name: 'cancel', method: 'POST', path: /^\/payment-links\/[\w-]+\/cancel$/, work: cancelLink },
];

export const operationNames = operations.map(({ name }) => name);

/** The operation of a method and a path with its query. */
export function operationAt(method: string, pathAndQuery: string): string | undefined {
  const path = pathAndQuery.split('?', 1)[0] ?? '';
  return operations.find((one) => one.method === method && one.path.test(path))?.name;
}

/** The checks in their order: key, path, media, JSON, fields, link, state. */
export function answerApi(sampleProvider: SampleProvider, call: Call): Answer {
  try {
    checkKey(call);
    const operation = operations.find(({ name }) => name === call.operation);
    if (!operation) throw new Refusal(404, 'no_such_path');
    return operation.work(sampleProvider, call);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(error);
  }
}
