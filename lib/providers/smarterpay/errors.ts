import * as z from 'zod/mini';
import type { ErrorReading } from '../http.ts';
import { pointerOf } from './fields.ts';
import type { SmarterpayProfile } from './profile.ts';
import { ErrorBody } from './wire.ts';

/**
 * SmarterPay's error table (section 3 of its sheet). Its error body is not published, so the status alone decides; the
 * body at most names a field. `namesRecord`: the path holds an id.
 */
export function errorReader(profile: SmarterpayProfile, namesRecord: boolean) {
  return (status: number, body: unknown): ErrorReading => {
    const parsed = z.safeParse(ErrorBody, body);
    const { code, field } = parsed.success ? parsed.data.error : {};
    const pointer = field ? pointerOf(field, profile) : undefined;
    return {
      kind: kindOf(profile, status, namesRecord),
      // Only what looks like a code: anything longer may be prose.
      code: code && /^[a-z0-9_.-]{1,64}$/i.test(code) ? code : undefined,
      pointers: pointer === undefined ? [] : [pointer],
    };
  };
}

/** Undefined: the kind that the status has with every provider; so it is for 408, 429 and all above 499. */
function kindOf(profile: SmarterpayProfile, status: number, namesRecord: boolean): ErrorReading['kind'] {
  if (status === 408 || status === 429) return undefined;
  if (status === profile.bad_token_status) return 'credentials';
  if (namesRecord && status === profile.not_found_status) return 'not-found';
  if (status === profile.validation_status) return 'rejected';
  if (status === profile.idempotency_clash_status) return 'conflict';
  // No record was asked for: a wrong address in between.
  if (status === 404 && !namesRecord) return 'bad-response';
  return undefined;
}
