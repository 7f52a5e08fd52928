import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { TryFailure } from './model/delivery.ts';
import { type Address, addressesOf, type Resolve } from './resolve.ts';
import { type Reach, urlFault } from './target.ts';

/** For everything: the name, the connection, the answer. */
const TIMEOUT_MS = 10_000;

/** What of an answer's body is read before it is dropped, and how long it is waited for once the status is known. */
const BODY_BYTES = 4096;
const BODY_MS = 1000;

export interface Post {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export type Posted = { status: number; retryAfter?: string } | { failure: TryFailure };

export interface PostDeps {
  resolve: Resolve;
  reach: Reach;
  /** PEM of a certificate authority, beside those that Node knows. */
  ca?: string;
  timeoutMs?: number;
}

/**
 * One POST to a merchant's server, whatever comes of it: connects to no address that was not checked, follows no redirect,
 * uses no proxy, keeps nothing of the answer but its status.
 */
export async function post(deps: PostDeps, wanted: Post): Promise<Posted> {
  const signal = AbortSignal.timeout(deps.timeoutMs ?? TIMEOUT_MS);
  const late = new Promise<Posted>((resolve) => {
    signal.addEventListener('abort', () => resolve({ failure: 'timeout' }), { once: true });
  });
  return Promise.race([late, postBefore(signal, deps, wanted)]);
}

async function postBefore(signal: AbortSignal, deps: PostDeps, wanted: Post): Promise<Posted> {
  // It was fine when it was kept; what is fine may have changed since.
  if (urlFault(wanted.url, deps.reach) !== undefined) return { failure: 'url_refused' };
  const url = new URL(wanted.url);
  const addresses = await addressesOf(url, deps);
  if (typeof addresses === 'string') return { failure: addresses };
  if (signal.aborted) return { failure: 'timeout' };
  return exchange(signal, url, addresses, deps, wanted);
}

function exchange(
  signal: AbortSignal,
  url: URL,
  addresses: readonly Address[],
  deps: PostDeps,
  { headers, body }: Post,
): Promise<Posted> {
  return new Promise((resolve) => {
    const request = begin(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: onlyThese(addresses),
      signal,
    });
    let answered = false;
    // Once the status is known, it counts, however the connection ends.
    const fail = (failure: TryFailure) => {
      if (!answered) resolve({ failure });
    };
    request.once('response', (response) => {
      answered = true;
      const retryAfter = response.headers['retry-after'];
      const posted = { status: response.statusCode ?? 0, ...(retryAfter ? { retryAfter } : {}) };
      drop(response, () => {
        request.destroy();
        resolve(posted);
      });
    });
    // Nothing of ours asks for another protocol.
    request.once('upgrade', (_, socket) => {
      socket.destroy();
      fail('no_http');
    });
    request.on('error', (error) => fail(signal.aborted ? 'timeout' : failureOf(error, request)));
    request.once('close', () => fail('broken_off'));
    request.end(body);
  });

  function begin(to: URL, options: RequestOptions): ClientRequest {
    // An agent of its own: no connection is shared, and no proxy is read from the environment.
    if (to.protocol === 'http:') return http.request(to, { ...options, agent: new http.Agent() });
    return https.request(to, {
      ...options,
      agent: new https.Agent({ maxCachedSessions: 0 }),
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(deps.ca === undefined ? {} : { ca: deps.ca }),
    });
  }
}

/** Reads the start of a body, so that a server can end its answer in peace, and nothing beyond. */
function drop(response: IncomingMessage, done: () => void): void {
  let left = BODY_BYTES;
  const timer = setTimeout(done, BODY_MS);
  const end = () => {
    clearTimeout(timer);
    done();
  };
  response.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left <= 0) end();
  });
  response.once('end', end);
  response.once('close', end);
  response.on('error', end);
}

/** A name server that was asked already: what it said then, and nothing else. */
function onlyThese(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family ?? 0);
  };
}

const NOT_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EADDRNOTAVAIL',
]);

function failureOf(error: Error, request: ClientRequest): TryFailure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (NOT_REACHED.has(code) || error instanceof AggregateError) return 'not_reached';
  if (code.startsWith('HPE_')) return 'no_http';
  const socket = request.socket;
  const encrypted = socket !== null && 'authorized' in socket;
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) return 'tls';
  // Broken off in the middle of the handshake.
  if (encrypted && socket.authorized !== true) return 'tls';
  return 'broken_off';
}
