import { AppError, type FieldIssue } from '../errors.ts';
import type { ApiEvent } from './event.ts';
import { invalid, pointerOf } from './issues.ts';

const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 16;

/** The raw bytes of a request. */
export function bytesOf(event: ApiEvent): Buffer {
  return Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
}

/** The JSON of a request, or `undefined` when it has no body. Refuses what no schema should ever have to look at. */
export function readJson(event: ApiEvent): unknown {
  const bytes = bytesOf(event);
  if (bytes.length > MAX_BYTES) {
    throw new AppError('body_too_large', `A body may have ${MAX_BYTES} bytes.`);
  }
  if (bytes.length === 0) return undefined;
  const type = (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const encoding = event.headers['content-encoding'] ?? 'identity';
  if (type !== 'application/json' || encoding !== 'identity') {
    throw new AppError('unsupported_media_type', 'Send the body as application/json, not compressed.');
  }
  const value = parse(bytes);
  const faults = faultsIn(value, []);
  if (faults.length > 0) throw invalid(faults);
  return value;
}

function parse(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return value;
  } catch (cause) {
    throw new AppError('malformed_json', 'The body is not JSON in UTF-8.', cause);
  }
}

/**
 * Names that reach into prototypes, texts that are no Unicode (a lone surrogate cannot be stored as it is) and numbers
 * that no amount can be, which the table would refuse.
 */
function faultsIn(value: unknown, path: readonly string[]): FieldIssue[] {
  const fault = (code: string, detail: string): FieldIssue[] => [{ pointer: pointerOf(path), code, detail }];
  if (path.length > MAX_DEPTH) {
    throw new AppError('malformed_json', `A body may be ${MAX_DEPTH} levels deep.`);
  }
  if (typeof value === 'string' && !value.isWellFormed())
    return fault('wrong_format', 'This is not Unicode.');
  if (typeof value === 'number' && !isStorable(value)) {
    return fault('number_out_of_range', 'No such number can be taken.');
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    isForbiddenName(name)
      ? [{ pointer: pointerOf([...path, name]), code: 'unknown_field', detail: 'There is no such field.' }]
      : faultsIn(member, [...path, name]),
  );
}

export function isForbiddenName(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype' || !name.isWellFormed();
}

function isStorable(value: number): boolean {
  const size = Math.abs(value);
  return size <= Number.MAX_SAFE_INTEGER && (size === 0 || size > 1e-9);
}
