import { request } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFixture } from './runner-fixture.ts';

let stack: Awaited<ReturnType<typeof startFixture>>;

beforeAll(async () => {
  const echo = 'export const handler = async (event) => event';
  stack = await startFixture({
    links: {
      source: echo,
      routes: ['GET /v1/links/{id}', 'POST /v1/links', 'GET /v1/links', 'HEAD /p/{code}'],
    },
    special: { source: echo, routes: ['GET /v1/links/special', 'ANY /files/{path+}'] },
    fallback: {
      source: 'export const handler = async ({ routeKey }) => ({ statusCode: 404, body: routeKey })',
      routes: ['$default'],
    },
    answers: {
      source: `export const handler = async ({ body }) => {
        if (body === 'throw') throw new Error('secret detail');
        if (body === 'exit') process.exit(3);
        if (body === 'sleep') await new Promise(() => setTimeout(() => {}, 1e6));
        return JSON.parse(body);
      }`,
      routes: ['POST /answer'],
      properties: { Timeout: 1 },
    },
  });
});
afterAll(() => stack.close());

const answer = (body: unknown) =>
  fetch(`${stack.url}/answer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const eventOf = async (path: string, init: RequestInit = {}) =>
  (await (await fetch(stack.url + path, init)).json()) as APIGatewayProxyEventV2;

test('the event is payload format 2.0', async () => {
  const event = await eventOf('/v1/links/a%20b?status=paid&status=open&q=%C3%A9', {
    headers: { cookie: 'a=1; b=2', 'X-Thing': 'Yes', authorization: 'Bearer x' },
  });
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'GET /v1/links/{id}',
    rawPath: '/v1/links/a b',
    rawQueryString: 'status=paid&status=open&q=%C3%A9',
    cookies: ['a=1', 'b=2'],
    headers: { 'x-thing': 'Yes', authorization: 'Bearer x', host: new URL(stack.url).host },
    queryStringParameters: { status: 'paid,open', q: 'é' },
    pathParameters: { id: 'a b' },
    requestContext: {
      http: { method: 'GET', path: '/v1/links/a b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      routeKey: 'GET /v1/links/{id}',
      stage: '$default',
    },
    isBase64Encoded: false,
  });
  expect(event.headers.cookie).toBeUndefined();
  expect(event.body).toBeUndefined();
});

test('repeated headers are joined', async () => {
  const event = await new Promise<string>((resolve) => {
    const sent = request(`${stack.url}/v1/links`, { headers: { 'x-many': ['1', '2'] } }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk)).on('end', () => resolve(body));
    });
    sent.end();
  });
  expect(JSON.parse(event).headers['x-many']).toBe('1,2');
});

test('the most specific route wins and $default takes the rest', async () => {
  expect((await eventOf('/v1/links/special')).routeKey).toBe('GET /v1/links/special');
  expect((await eventOf('/files/a/b%2Fc')).pathParameters).toEqual({ path: 'a/b/c' });
  expect(await (await fetch(`${stack.url}/v1/links/`)).text()).toBe('$default');
  expect(await (await fetch(`${stack.url}/v1/links/1`, { method: 'PUT' })).text()).toBe('$default');
  const head = await fetch(`${stack.url}/p/abc`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('text bodies go as they are, all others in base64: forms too, and those without a type', async () => {
  const send = async (type: string | undefined) => {
    const body = Buffer.from('{"a":"é"}');
    const headers = type ? { 'content-type': type } : {};
    const { body: seen, isBase64Encoded } = await eventOf('/v1/links', { method: 'POST', headers, body });
    return isBase64Encoded
      ? Buffer.from(seen ?? '', 'base64').toString() === body.toString() && 'base64'
      : seen;
  };
  expect(await send('application/json; charset=utf-8')).toBe('{"a":"é"}');
  expect(await send('text/csv')).toBe('{"a":"é"}');
  expect(await send('application/x-www-form-urlencoded')).toBe('base64');
  expect(await send('application/problem+json')).toBe('base64');
  expect(await send(undefined)).toBe('base64');
});

test('a body over 10 MB meets the gateway and not the function', async () => {
  const post = (bytes: number) =>
    fetch(`${stack.url}/v1/links`, { method: 'POST', body: Buffer.alloc(bytes) });
  const refused = await post(10 * 1024 * 1024 + 1);
  expect([refused.status, await refused.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
});

test('answers: status, headers, cookies, binary bodies, and plain values as JSON', async () => {
  const full = await answer({
    statusCode: 201,
    headers: { 'Content-Type': 'image/png', 'X-Count': 3 },
    cookies: ['a=1; Path=/', 'b=2'],
    body: Buffer.from([1, 2, 255]).toString('base64'),
    isBase64Encoded: true,
  });
  expect(full.status).toBe(201);
  expect(full.headers.get('content-type')).toBe('image/png');
  expect(full.headers.get('x-count')).toBe('3');
  expect(full.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  expect([...new Uint8Array(await full.arrayBuffer())]).toEqual([1, 2, 255]);

  const plain = await answer({ hello: 'Ada' });
  expect([plain.status, plain.headers.get('content-type'), await plain.json()]).toEqual([
    200,
    'application/json',
    { hello: 'Ada' },
  ]);
  expect((await answer({ statusCode: 204 })).status).toBe(204);
  expect((await answer({ statusCode: 200, body: 'x' })).headers.get('content-type')).toBe(
    'text/plain;charset=UTF-8',
  );
});

test('a function that throws, ends its process or answers nonsense is a 500 without a word of it; a late one is a 503', async () => {
  for (const body of ['throw', 'exit', { statusCode: 'much' }, { statusCode: 200, body: { not: 'text' } }]) {
    const failed = await answer(body);
    expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  }
  const late = await answer('sleep');
  expect([late.status, await late.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  expect((await answer({ fine: 'again' })).status).toBe(200);
  expect(stack.lines.some(({ line }) => line.includes('Task timed out after 1.00 seconds'))).toBe(true);
});
