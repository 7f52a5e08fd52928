import type { ProviderErrorKind } from '../errors.ts';
import type { ErrorReading } from '../http.ts';
import type { AllpayOperation, AllpayProfile } from './profile.ts';

/** Whose requests name a record; a 404 to the others is about the path. */
const NAMES_RECORD: readonly AllpayOperation[] = ['update', 'delete', 'send'];

/**
 * allpay's error table (section 3 of its sheet). Two writers answer: the gateway, whose bodies have `statusCode`, and the
 * application. Decided by status and by that property, never by the words.
 */
export function errorReader(profile: AllpayProfile, operation: AllpayOperation) {
  return (status: number, body: unknown): ErrorReading => {
    // Lost answers, and calls that come too fast, are what their status says.
    if (status === 408 || status === 429 || status < 400 || status >= 500) return {};
    return { kind: isGateway(body) ? byGateway(status) : byApplication(profile, operation, status, body) };
  };
}

/** Undefined: what the status means with everybody. */
function byGateway(status: number): ProviderErrorKind | undefined {
  if (status === 403) return 'rate-limited';
  if (status === 404) return 'bad-response';
  return undefined;
}

function byApplication(
  profile: AllpayProfile,
  operation: AllpayOperation,
  status: number,
  body: unknown,
): ProviderErrorKind | undefined {
  const isRecord = NAMES_RECORD.includes(operation);
  const rows: readonly (readonly [number, ProviderErrorKind, boolean])[] = [
    [profile.bad_key_status, 'credentials', true],
    [profile.forbidden_status, 'credentials', true],
    // A page of whoever stands in between says nothing about a record.
    [profile.not_found_status, 'not-found', isRecord && typeof body !== 'string'],
    [profile.state_conflict_status, 'conflict', isRecord],
    [profile.validation_status, 'rejected', true],
    [404, 'bad-response', true],
  ];
  return rows.find(([given, , applies]) => applies && given === status)?.[1];
}

function isGateway(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  return Object.keys(body).some((name) => name.toLowerCase() === 'statuscode');
}
