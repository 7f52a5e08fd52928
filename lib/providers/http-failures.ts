import type { ProviderErrorKind } from './errors.ts';

/** The kind that a status has with every provider; undefined: the answer counts as lost (408, 5xx). */
export function kindOfStatus(status: number): ProviderErrorKind | undefined {
  if (status === 408 || status >= 500) return undefined;
  return KINDS[status] ?? 'bad-response';
}

const KINDS: Readonly<Record<number, ProviderErrorKind>> = {
  400: 'rejected',
  401: 'credentials',
  403: 'credentials',
  404: 'not-found',
  405: 'rejected',
  406: 'rejected',
  409: 'conflict',
  413: 'rejected',
  415: 'rejected',
  422: 'rejected',
  429: 'rate-limited',
};

/**
 * True where the request certainly never left: no address, no connection, no agreed TLS session. Everything else
 * (a reset, a broken answer, a time-out) may have reached the provider.
 */
export function wasNotSent(error: unknown): boolean {
  return causes(error).some((cause) => {
    const code = text(cause, 'code') ?? '';
    if (
      BEFORE_SENDING.has(code) ||
      /^(CERT_|UNABLE_TO_|ERR_TLS_CERT_|ERR_SSL_\w*ALERT_HANDSHAKE_FAILURE)/.test(code)
    ) {
      return true;
    }
    const syscall = text(cause, 'syscall');
    if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
    // Node's error for a connection that ended within the TLS handshake: a reset without a system call, with the peer's port.
    return code === 'ECONNRESET' && syscall === undefined && 'localAddress' in cause;
  });
}

const BEFORE_SENDING: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
]);

/** A code for people. Messages are left out: ky's hold the url, and its errors the whole request with its token. */
export function transportCode(error: unknown): string {
  const codes = causes(error).flatMap((cause) => text(cause, 'code') ?? []);
  return codes.at(-1) ?? causes(error).at(-1)?.name ?? 'unknown';
}

/** Retry-After in seconds or as an HTTP date, as ms from `now`; undefined when missing or no such value. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const value = header.trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = /^[A-Za-z]/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** The error, its causes and, of several attempted addresses, each one's error. */
function causes(error: unknown, depth = 0): Error[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const attempts: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...attempts].flatMap((cause) => causes(cause, depth + 1))];
}

function text(error: Error, name: 'code' | 'syscall'): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}
