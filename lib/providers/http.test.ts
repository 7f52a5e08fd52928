import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ProviderError } from './errors.ts';
import { type Effect, type ProviderRequest, requestProvider } from './http.ts';

const effects: Effect[] = ['read', 'write', 'create'];
const Answer = z.object({ id: z.string() });
const NOW = Date.parse('2026-03-02T09:15:04Z');

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

describe('an answer', () => {
  it('is parsed; one request is sent, with the headers and the body', async () => {
    const { url, seen } = await serve((_, response) => response.end('{"id":"a","more":1}'));
    await expect(
      request(url, { json: { amount: 1 }, headers: { authorization: 'Bearer t' } }),
    ).resolves.toEqual({
      id: 'a',
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'PUT',
      headers: { accept: 'application/json', authorization: 'Bearer t', 'content-type': 'application/json' },
      body: '{"amount":1}',
    });
  });

  it('is reached over a connection of its own, so that none is kept that may be dead', async () => {
    const { url, seen } = await serve((_, response) => response.end('{"id":"a"}'));
    await request(url);
    expect(seen[0]?.headers.connection).toBe('close');
  });

  it('takes a form', async () => {
    const { url, seen } = await serve((_, response) => response.end('{"id":"a"}'));
    await request(url, { form: { action: 'pay', name: 'Ada Byron' } });
    expect(seen[0]?.headers['content-type']).toMatch('application/x-www-form-urlencoded');
    expect(seen[0]?.body).toBe('action=pay&name=Ada+Byron');
  });

  it('takes bytes as they are, with nothing but its own headers', async () => {
    const { url, seen } = await serve((_, response) => response.writeHead(201).end());
    const bytes = new TextEncoder().encode('a,£\r\n');
    const headers = { 'content-type': 'text/csv' };
    await request(url, { bytes, headers, accepts: [201], answer: z.undefined() });
    expect(seen[0]).toMatchObject({ body: 'a,£\r\n', headers: { ...headers, 'content-length': '6' } });
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('may be empty or plain text, where the schema says so', async () => {
    const { url } = await serve((_, response) => response.end());
    await expect(request(url, { answer: z.undefined() })).resolves.toBeUndefined();
    const text = await serve((_, response) => response.end('https://pay.example.com/1'));
    await expect(request(text.url, { answer: z.url() })).resolves.toBe('https://pay.example.com/1');
  });
});

describe('a 2xx that cannot be read', () => {
  it.each([
    ['HTML', '<!doctype html><h1>Please wait</h1>'],
    ['empty', ''],
    ['truncated JSON', '{"id":"a'],
    ['another shape', '{"id":7}'],
    ['null', 'null'],
    ['an array', '[]'],
  ])('%s: a create may have been done, anything else is not the protocol', async (_, body) => {
    const { url } = await serve((_request, response) => response.end(body));
    expect(await kinds(url)).toEqual(['bad-response', 'bad-response', 'outcome-unknown']);
  });
});

describe('a 2xx that is not among the accepted', () => {
  it('says nothing, whatever it holds', async () => {
    const { url } = await serve((_, response) => response.writeHead(202).end('{"id":"a"}'));
    const seen = [];
    for (const effect of effects)
      seen.push((await failure(request(url, { effect, accepts: [200, 201] }))).facts);
    expect(seen.map(({ kind, status }) => [kind, status])).toEqual([
      ['bad-response', 202],
      ['bad-response', 202],
      ['outcome-unknown', 202],
    ]);
    await expect(request(url, { accepts: [202] })).resolves.toEqual({ id: 'a' });
  });
});

describe('a status', () => {
  it.each([
    [400, 'rejected'],
    [401, 'credentials'],
    [403, 'credentials'],
    [404, 'not-found'],
    [405, 'rejected'],
    [406, 'rejected'],
    [409, 'conflict'],
    [413, 'rejected'],
    [415, 'rejected'],
    [422, 'rejected'],
    [429, 'rate-limited'],
    [402, 'bad-response'],
    [418, 'bad-response'],
    [302, 'bad-response'],
    [303, 'bad-response'],
    [308, 'bad-response'],
    [304, 'bad-response'],
  ])('%i is %s, whatever the effect and the body', async (status, kind) => {
    const { url } = await serve((_, response) => {
      response.writeHead(status, { location: '/elsewhere' }).end(status === 304 ? undefined : '<h1>no</h1>');
    });
    expect(await kinds(url)).toEqual([kind, kind, kind]);
  });

  it.each([408, 500, 502, 503, 504, 599])('%i is a lost answer', async (status) => {
    const { url, seen } = await serve((_, response) => response.writeHead(status).end('{"id":"a"}'));
    expect(await kinds(url)).toEqual(['unavailable', 'outcome-unknown', 'outcome-unknown']);
    expect(seen).toHaveLength(3);
  });

  it('is never followed elsewhere', async () => {
    const { url, seen } = await serve((_, response) => response.writeHead(307, { location: '/other' }).end());
    await failure(request(url));
    expect(seen.map(({ path }) => path)).toEqual(['/']);
  });

  it('is read by the provider table first', async () => {
    const { url } = await serve((_, response) => response.writeHead(400).end('{"code":"taken"}'));
    const readError: ProviderRequest<unknown>['readError'] = (status, body) => ({
      kind: 'conflict',
      code: `${status} ${JSON.stringify(body)}`,
      pointers: ['/reference'],
    });
    const { facts } = await failure(request(url, { readError }));
    expect(facts).toMatchObject({
      provider: 'acme',
      operation: 'try',
      kind: 'conflict',
      status: 400,
      code: '400 {"code":"taken"}',
      pointers: ['/reference'],
    });
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Mon, 02 Mar 2026 09:16:04 GMT', 60_000],
    ['Mon, 02 Mar 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
  ])('Retry-After %s', async (header, ms) => {
    const { url } = await serve((_, response) => response.writeHead(429, { 'retry-after': header }).end());
    expect((await failure(request(url))).facts.retryAfterMs).toBe(ms);
  });
});

describe('nothing was sent', () => {
  it('when the connection is refused', async () => {
    const { url, close } = await serve(() => {});
    close();
    expect(await kinds(url)).toEqual(['unavailable', 'unavailable', 'unavailable']);
  });

  it('when the name does not resolve', async () => {
    expect(await kinds('http://nowhere.invalid/')).toEqual(['unavailable', 'unavailable', 'unavailable']);
  });

  it('when TLS cannot be agreed, or ends in its handshake', async () => {
    const { url } = await serve(() => {});
    expect(await kinds(url.replace('http:', 'https:'))).toEqual([
      'unavailable',
      'unavailable',
      'unavailable',
    ]);
    const port = await tcp((socket) => socket.once('data', () => socket.destroy()));
    expect(await kinds(`https://127.0.0.1:${port}/`)).toEqual(['unavailable', 'unavailable', 'unavailable']);
  });

  it('when there is no time left before the call', async () => {
    const { url, seen } = await serve((_, response) => response.end('{"id":"a"}'));
    const error = await failure(request(url, { effect: 'create' }, AbortSignal.abort()));
    expect(error.kind).toBe('unavailable');
    expect(seen).toHaveLength(0);
  });
});

describe('an answer that is lost after sending', () => {
  const lost = ['unavailable', 'outcome-unknown', 'outcome-unknown'];

  it.each([
    ['reset', (request: IncomingMessage) => request.socket.resetAndDestroy()],
    ['closed', (request: IncomingMessage) => request.socket.end()],
    [
      'cut in the middle of its body',
      (request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"id":"a"', () => setTimeout(() => request.socket.destroy(), 10));
      },
    ],
    [
      'cut in the middle of a chunked body',
      (request: IncomingMessage, response: ServerResponse) => {
        response.write('{"id":"a"}', () => setTimeout(() => request.socket.destroy(), 10));
      },
    ],
  ])('%s', async (_, listener) => {
    const { url } = await serve(listener);
    expect(await kinds(url)).toEqual(lost);
  });

  it('no HTTP', async () => {
    const port = await tcp((socket) => socket.once('data', () => socket.end('SSH-2.0-none\r\n\r\n')));
    expect(await kinds(`http://127.0.0.1:${port}/`)).toEqual(lost);
  });

  it.each(['before the headers', 'within the body'])('too slow %s', async (where) => {
    const { url } = await serve((_, response) => {
      if (where === 'within the body') response.writeHead(200).write('{"id":');
    });
    for (const [index, effect] of effects.entries()) {
      const error = await failure(request(url, { effect }, AbortSignal.timeout(60)));
      expect(error.kind).toBe(lost[index]);
    }
  });
});

describe('secrets', () => {
  it('of the request and words of the answer are in no error', async () => {
    const canaries = ['TOKEN-CANARY', 'BODY-CANARY', 'ANSWER-CANARY', 'PATH-CANARY'];
    const listeners: RequestListener[] = [
      (_, response) => response.writeHead(422).end('{"message":"ANSWER-CANARY"}'),
      (_, response) => response.end('{"id":{"ANSWER-CANARY":1}}'),
      (_, response) => response.end('<h1>ANSWER-CANARY</h1>'),
      (incoming) => incoming.socket.resetAndDestroy(),
      () => {},
    ];
    for (const listener of listeners) {
      const { url } = await serve(listener);
      const error = await failure(
        request(
          `${url}/PATH-CANARY`,
          { headers: { authorization: 'Bearer TOKEN-CANARY' }, json: { key: 'BODY-CANARY' } },
          AbortSignal.timeout(60),
        ),
      );
      const shown = [
        inspect(error, { depth: 10, showHidden: true }),
        JSON.stringify(error),
        String(error),
      ].join();
      for (const canary of canaries) expect(shown).not.toContain(canary);
    }
  });

  it('are not in the error of a header that cannot be sent', async () => {
    const error = await failure(request('http://127.0.0.1:9', { headers: { authorization: 'CANARY\nb' } }));
    expect(inspect(error, { depth: 10 })).not.toContain('CANARY');
  });
});

function request<T = { id: string }>(
  url: string,
  options: Partial<ProviderRequest<T>> & { answer?: z.ZodMiniType<T> } = {},
  signal: AbortSignal = AbortSignal.timeout(5000),
): Promise<T> {
  const whole = {
    provider: 'acme',
    operation: 'try',
    effect: 'read',
    method: 'PUT',
    url,
    answer: Answer,
    ...options,
  };
  return requestProvider(whole as ProviderRequest<T>, { signal, now: () => NOW });
}

/** Of a read, a write and a create. */
async function kinds(url: string): Promise<string[]> {
  const errors = [];
  for (const effect of effects) errors.push(await failure(request(url, { effect, json: {} })));
  return errors.map(({ kind }) => kind);
}

async function failure(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => new Error('no error'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProviderError)) throw new Error(`not a ProviderError: ${inspect(error)}`);
  return error;
}

interface Seen {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

async function serve(listener: RequestListener): Promise<{ url: string; seen: Seen[]; close(): void }> {
  const seen: Seen[] = [];
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    seen.push({
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
      body: Buffer.concat(parts).toString(),
    });
    listener(incoming, response);
  });
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  closing.push(close);
  return { url: `http://127.0.0.1:${await portOf(server)}`, seen, close };
}

async function tcp(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    onSocket(socket);
  });
  closing.push(() => server.close());
  return portOf(server);
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
