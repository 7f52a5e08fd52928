import { describe, expect, it } from 'vitest';
import { transportCode, wasNotSent } from './http-failures.ts';

/** As Node's fetch gives them; which of two a socket gives is a matter of timing, so these are made by hand. */
function fetchError(code: string, more: Record<string, unknown> = {}): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, ...more }) });
}

describe('wasNotSent', () => {
  it.each([
    fetchError('ECONNRESET', { syscall: 'connect' }),
    fetchError('ETIMEDOUT', { syscall: 'connect' }),
    fetchError('EAI_FAIL', { syscall: 'getaddrinfo' }),
    fetchError('UND_ERR_CONNECT_TIMEOUT'),
    fetchError('CERT_HAS_EXPIRED'),
    fetchError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    fetchError('ERR_TLS_CERT_ALTNAME_INVALID'),
    fetchError('ECONNRESET', { host: 'a', port: 443, localAddress: undefined }),
    new Error('by ky', { cause: fetchError('ECONNREFUSED', { syscall: 'connect' }) }),
    new TypeError('fetch failed', {
      cause: new AggregateError([fetchError('ECONNREFUSED')], 'two addresses'),
    }),
  ])('%j', (error) => {
    expect(wasNotSent(error)).toBe(true);
  });

  it.each([
    fetchError('ECONNRESET', { syscall: 'read' }),
    fetchError('ECONNRESET'),
    fetchError('EPIPE', { syscall: 'write' }),
    fetchError('ETIMEDOUT', { syscall: 'read' }),
    fetchError('UND_ERR_SOCKET'),
    fetchError('UND_ERR_HEADERS_TIMEOUT'),
    fetchError('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
    new DOMException('timed out', 'TimeoutError'),
    new Error('anything'),
    'no error at all',
    undefined,
  ])('may have been sent: %j', (error) => {
    expect(wasNotSent(error)).toBe(false);
  });
});

describe('transportCode', () => {
  it('is the innermost code, else a name, never a message', () => {
    expect(transportCode(new Error('url and token', { cause: fetchError('ECONNRESET') }))).toBe('ECONNRESET');
    expect(transportCode(new TypeError('url and token'))).toBe('TypeError');
    expect(transportCode('url and token')).toBe('unknown');
  });
});
