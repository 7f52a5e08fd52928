import * as z from 'zod/mini';
import type { ProviderErrorKind } from '../../../lib/providers/errors.ts';
import type { ErrorReading } from '../../../lib/providers/http.ts';
import { ErrorBody } from './wire.ts';

/** Their field → ours. */
const POINTERS: ReadonlyMap<string, string> = new Map([
  ['amount', '/amount'],
  ['currency', '/currency'],
  ['description', '/description'],
  ['expires_at', '/expires_at'],
  ['customer.name', '/customer/name'],
  ['customer.email', '/customer/email'],
  ['customer.phone', '/customer/phone'],
]);

/** What an error answer says beyond its status. `namesRecord`: the path holds an id, so its 404 is about that link. */
export function errorReader(namesRecord: boolean) {
  return (status: number, body: unknown): ErrorReading => {
    const parsed = z.safeParse(ErrorBody, body);
    const { code, field } = parsed.data?.error ?? {};
    const pointer = POINTERS.get(field ?? '');
    return {
      kind: status === 404 ? missing(namesRecord, parsed.success) : undefined,
      // A code is taken only if it looks like one; anything else may be prose.
      code: code !== undefined && /^[a-z_]{1,64}$/.test(code) ? code : undefined,
      pointers: pointer === undefined ? [] : [pointer],
    };
  };
}

/** A 404 that is not theirs, or names no link, is a wrong address in between. */
function missing(namesRecord: boolean, isTheirs: boolean): ProviderErrorKind {
  return namesRecord && isTheirs ? 'not-found' : 'bad-response';
}
