import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type PostDeps, post } from '../../lib/webhooks/post.ts';
import { authority, localhost, other } from './certificates.ts';
import { type Manner, type Merchant, startMerchant } from './merchant.ts';
import { startNameServer } from './name-server.ts';

let merchant: Merchant;
let inner: Merchant;
beforeAll(async () => {
  merchant = await startMerchant();
  inner = await startMerchant();
});
beforeEach(() => {
  merchant.requests.length = 0;
  inner.requests.length = 0;
  merchant.manner = 200;
});
afterAll(async () => {
  await merchant.close();
  await inner.close();
});

const nobody = () => Promise.reject(new Error('nobody is to be asked'));
const here: PostDeps = { resolve: nobody, reach: 'loopback', timeoutMs: 1500 };
const body = '{"type":"link.paid","data":{}}';
const send = (url: string, deps: PostDeps = here) =>
  post(deps, { url, headers: { 'webhook-id': 'E1' }, body });

it('sends what it is given, and keeps the status', async () => {
  expect(await send(`${merchant.url}/a/b?c=d`)).toEqual({ status: 200 });
  expect(merchant.requests).toMatchObject([{ id: 'E1', path: '/a/b?c=d', body }]);
});

it.each<[string, Manner, unknown]>([
  ['an error', 500, { status: 500 }],
  ['no content', 204, { status: 204 }],
  ['a wish', { status: 503, retryAfter: '120' }, { status: 503, retryAfter: '120' }],
  ['never', 'hang', { failure: 'timeout' }],
  ['a reset', 'reset', { failure: 'broken_off' }],
  ['garbage', 'garbage', { failure: 'no_http' }],
  ['another protocol', 'upgrade', { failure: 'no_http' }],
  ['an endless body', 'endless', { status: 200 }],
  ['half a body', 'half', { status: 200 }],
])('answered with %s', async (_, manner, expected) => {
  merchant.manner = manner;
  const begun = performance.now();
  expect(await send(merchant.url)).toEqual(expected);
  expect(performance.now() - begun).toBeLessThan(2500);
  expect(merchant.requests).toHaveLength(1);
});

it.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
  merchant.manner = () => (status === 301 ? { redirect: inner.url } : status);
  expect(await send(merchant.url)).toEqual({ status });
  expect(inner.requests).toEqual([]);
});

it('a server that is not there', async () => {
  const gone = await startMerchant();
  await gone.close();
  expect(await send(gone.url)).toEqual({ failure: 'not_reached' });
});

it('heeds no proxy of the environment', async () => {
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'])
    process.env[name] = inner.url;
  process.env.NODE_USE_ENV_PROXY = '1';
  try {
    expect(await send(merchant.url)).toEqual({ status: 200 });
    expect(inner.requests).toEqual([]);
  } finally {
    for (const name of [
      'HTTP_PROXY',
      'http_proxy',
      'HTTPS_PROXY',
      'https_proxy',
      'ALL_PROXY',
      'NODE_USE_ENV_PROXY',
    ])
      delete process.env[name];
  }
});

it.each([
  ['loopback', ['127.0.0.1']],
  ['the addresses of a cloud', ['169.254.169.254']],
  ['a public and an inner address', ['93.184.216.34', '10.0.0.5']],
  ['nothing', []],
])('a name of %s is not connected to', async (_, addresses) => {
  const server = await startNameServer([addresses]);
  try {
    const { port } = new URL(inner.url);
    const deps = { resolve: server.resolve, reach: 'public', timeoutMs: 1500 } as const;
    expect(await send(`https://hooks.example.com:${port}/`, deps)).toEqual({
      failure: addresses.length ? 'address_refused' : 'unknown_host',
    });
    expect(inner.requests).toEqual([]);
  } finally {
    await server.close();
  }
});

it('a name server that answers otherwise the second time is not asked a second time', async () => {
  const server = await startNameServer([['192.0.43.8'], ['127.0.0.1']]);
  try {
    const { port } = new URL(inner.url);
    const deps = { resolve: server.resolve, reach: 'public', timeoutMs: 400 } as const;
    const url = `https://hooks.example.com:${port}/`;
    // Where there is no network it is not reached; where there is, the port is closed or silent.
    expect(await send(url, deps)).toEqual({
      failure: expect.stringMatching(/^(not_reached|timeout|broken_off|tls)$/),
    });
    expect(server.asked()).toBe(1);
    expect(await send(url, deps)).toEqual({ failure: 'address_refused' });
    expect(server.asked()).toBe(2);
    expect(inner.requests).toEqual([]);
  } finally {
    await server.close();
  }
});

it('a name server that never answers costs the time of one try', async () => {
  const deps = { resolve: () => new Promise<never>(() => {}), reach: 'public', timeoutMs: 100 } as const;
  expect(await send('https://hooks.example.com/', deps)).toEqual({ failure: 'timeout' });
});

it('what was kept and is refused by now is not sent', async () => {
  expect(await send(merchant.url, { ...here, reach: 'public' })).toEqual({ failure: 'url_refused' });
  expect(merchant.requests).toEqual([]);
});

it.each([
  ['of an authority that nobody knows', localhost, undefined, { failure: 'tls' }],
  ['of another name', other, authority, { failure: 'tls' }],
  ['of this name', localhost, authority, { status: 202 }],
])('a certificate %s', async (_, certificate, ca, expected) => {
  let answered = 0;
  const server = createServer(certificate, (_incoming, outgoing) => {
    answered += 1;
    outgoing.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
    expect(await send(url, { ...here, ...(ca ? { ca } : {}) })).toEqual(expected);
    expect(answered).toBe('status' in expected ? 1 : 0);
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
