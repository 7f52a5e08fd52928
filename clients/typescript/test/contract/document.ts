import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApi, Operation } from '../../../../build/openapi-document.ts';

const document: OpenApi = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../docs/openapi.json'), 'utf8'),
);

export interface Documented extends Operation {
  method: string;
  path: string;
  statuses: readonly number[];
}

/** Every operation of the document, those of tomorrow too. */
export const OPERATIONS: readonly Documented[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    method: method.toUpperCase(),
    path,
    statuses: Object.keys(operation.responses).map(Number),
  })),
);

/** The operation that a request is for: a path without parameters goes before one with them. */
export function operationOf(method: string, pathname: string): Documented | undefined {
  return OPERATIONS.filter((one) => one.method === method && patternOf(one.path).test(pathname)).sort(
    (a, b) => a.parameters.filter(isInPath).length - b.parameters.filter(isInPath).length,
  )[0];
}

const isInPath = (parameter: { in: string }) => parameter.in === 'path';

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

// The document's own keywords (`openapi`, `paths` …) are none of JSON Schema.
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi');

/** What of an answer is not as the document says; nothing when it fits. */
export function misfits(
  { method, path, responses }: Documented,
  status: number,
  type: string,
  body: string,
): string[] {
  const said = responses[status];
  if (!said) return [`status ${status} is not in the document`];
  if (!said.content) return body === '' ? [] : ['a body, where none is documented'];
  if (!(type in said.content)) return [`${type} is not in the document`];
  if (!type.includes('json')) return [];
  const place = [path, method.toLowerCase(), 'responses', status, 'content', type];
  const pointer = place.map((part) =>
    encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  const $ref = `openapi#/paths/${pointer.join('/')}/schema`;
  const fits = ajv.getSchema($ref);
  if (!fits) return [`no schema at ${$ref}`];
  return fits(JSON.parse(body)) ? [] : [ajv.errorsText(fits.errors)];
}
