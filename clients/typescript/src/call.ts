export interface CallOptions {
  /** Gives the call up; what was sent may still be carried out. */
  signal?: AbortSignal;
}

export interface KeyedCallOptions extends CallOptions {
  /** 1 to 255 visible ASCII characters, kept by the API for 7 days; a new UUID when absent. */
  idempotencyKey?: string;
}

export interface VersionedCallOptions extends CallOptions {
  /** The version that was read: the call is refused with `version_conflict` if it has been changed since. */
  ifVersion?: number;
}

/** What an answer of openapi-fetch holds; errors have been thrown before. */
export function dataOf<A extends { data?: unknown }>({ data }: A): NonNullable<A['data']> {
  if (data === undefined || data === null) throw new TypeError('The API has answered without a body');
  return data;
}

export function withSignal({ signal }: CallOptions): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

export function keyHeader({ idempotencyKey }: KeyedCallOptions): { header?: { 'Idempotency-Key': string } } {
  return idempotencyKey === undefined ? {} : { header: { 'Idempotency-Key': idempotencyKey } };
}

export function versionHeader({ ifVersion }: VersionedCallOptions): { header?: { 'If-Match': string } } {
  return ifVersion === undefined ? {} : { header: { 'If-Match': `"${ifVersion}"` } };
}
