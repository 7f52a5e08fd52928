import { connect, type Socket } from 'node:net';

/** A connection that has lain for longer may be one that its server is about to end. */
const GOOD_FOR_MS = 2_000;

interface Exchange {
  url: URL;
  method: string;
  headers: Iterable<[string, string]>;
  body: Uint8Array;
}

interface Answered {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

interface Wire {
  exchange(request: Exchange): Promise<Answered>;
  close(): void;
}

/**
 * HTTP/1.1 as our own servers speak it, over connections that are kept. Two thirds of what a request costs are otherwise
 * connecting, signing and the generality of clients that must do with any server.
 */
export function quickWire(): Wire {
  const idle = new Map<string, { socket: Socket; since: number }[]>();
  const socketTo = ({ host, hostname, port }: URL): Socket => {
    const kept = idle.get(host) ?? [];
    for (let one = kept.pop(); one; one = kept.pop()) {
      if (!one.socket.destroyed && performance.now() - one.since < GOOD_FOR_MS) return one.socket;
      one.socket.destroy();
    }
    // Whoever has lain destroys it; until then nobody listens.
    return connect({ host: hostname, port: Number(port), noDelay: true }).on('error', () => {});
  };
  return {
    async exchange(request) {
      const socket = socketTo(request.url);
      const answered = await over(socket, request);
      const { host } = request.url;
      if (answered.headers.connection === 'close') socket.destroy();
      else idle.set(host, [...(idle.get(host) ?? []), { socket, since: performance.now() }]);
      return answered;
    },
    close() {
      for (const kept of idle.values()) for (const { socket } of kept) socket.destroy();
      idle.clear();
    },
  };
}

function over(socket: Socket, { url, method, headers, body }: Exchange): Promise<Answered> {
  const lines = [`${method} ${url.pathname}${url.search} HTTP/1.1`, `host: ${url.host}`];
  for (const [name, value] of headers) if (!OURS.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  const head = `${lines.join('\r\n')}\r\ncontent-length: ${body.length}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    let got: Buffer = Buffer.alloc(0);
    const end = (settle: () => void) => {
      socket.off('data', more).off('error', failed).off('close', gone);
      settle();
    };
    const failed = (error: Error) => end(() => reject(new TypeError('fetch failed', { cause: error })));
    const gone = () => failed(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    const more = (chunk: Buffer) => {
      got = got.length ? Buffer.concat([got, chunk]) : chunk;
      const whole = wholeAnswer(got);
      if (whole) end(() => resolve(whole));
    };
    socket.on('data', more).on('error', failed).on('close', gone);
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  });
}

/** What this wire says by itself. */
const OURS: ReadonlySet<string> = new Set(['host', 'connection', 'content-length']);

function wholeAnswer(got: Buffer): Answered | undefined {
  const end = got.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = got.toString('latin1', 0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const status = Number(first.split(' ')[1]);
  const rest = got.subarray(end + 4);
  const body =
    headers['transfer-encoding'] === 'chunked' ? unchunked(rest) : ofLength(rest, lengthOf(headers));
  return body && { status, headers, body };
}

function lengthOf({ 'content-length': length = '0' }: Record<string, string>): number {
  return Number(length);
}

function ofLength(rest: Buffer, length: number): Buffer | undefined {
  return rest.length < length ? undefined : rest.subarray(0, length);
}

/** `undefined`: the last chunk, which is empty, has not come. */
function unchunked(rest: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = rest.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(rest.toString('latin1', at, line), 16);
    at = line + 2 + size + 2;
    if (rest.length < at) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(rest.subarray(line + 2, line + 2 + size));
  }
}

/** What the SDK asks its transport to carry. */
export interface SdkRequest {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query?: Record<string, unknown>;
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** What the SDK's transport gives. */
export interface SdkResponse {
  response: { statusCode: number; headers: Record<string, string | string[] | undefined>; body: Buffer };
}

interface Signable {
  headers: Record<string, string>;
}

interface ClientConfig {
  cacheMiddleware: true;
  signer: { sign<Request extends Signable>(request: Request): Promise<Request> };
  requestHandler: { handle(request: SdkRequest): Promise<SdkResponse> };
}

/** An SDK client over it. Our servers look at the form of a signature alone. */
export function quickClient(wire: Wire): ClientConfig {
  return {
    cacheMiddleware: true,
    signer: {
      sign: async (request) => {
        Object.assign(request.headers, SIGNED);
        return request;
      },
    },
    requestHandler: {
      async handle({ protocol, hostname, port, path, query, method, headers, body = '' }: SdkRequest) {
        const url = new URL(`${protocol}//${hostname}:${port}${path}`);
        for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value));
        const bytes = typeof body === 'string' ? Buffer.from(body) : body;
        const answered = await wire
          .exchange({ url, method, headers: Object.entries(headers), body: bytes })
          .catch(({ cause }: TypeError) => Promise.reject(cause));
        const { status: statusCode, ...rest } = answered;
        return { response: { statusCode, ...rest } };
      },
    },
  };
}

const SIGNED = {
  'x-amz-date': '20260101T000000Z',
  authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-2/local/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
};

/** `fetch` over it. */
export async function quickFetch(wire: Wire, request: Request): Promise<Response> {
  request.signal.throwIfAborted();
  const body = Buffer.from(await request.arrayBuffer());
  const { method, headers } = request;
  const answered = await wire.exchange({ url: new URL(request.url), method, headers: [...headers], body });
  const isEmpty = answered.status === 204 || answered.status === 304;
  return new Response(isEmpty ? null : new Uint8Array(answered.body), {
    status: answered.status,
    headers: answered.headers,
  });
}
