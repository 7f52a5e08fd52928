import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { type FellohOptions, type FellohSimulator, startFelloh } from './index.ts';

/** The morning of the sheet's examples. */
export const start = Date.parse('2026-03-02T09:15:04.377Z');
export const second = 1000;
export const day = 24 * 60 * 60 * 1000;

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers freely and compares them
  json: any;
}

/** A simulator of this test's own, with a clock that the test moves, and a client with a token. */
export async function felloh(options: Partial<FellohOptions> = {}) {
  const clock = { at: start, now: () => clock.at };
  const simulator = await startFelloh({ clock, ...options });
  onTestFinished(() => simulator.close());
  return { clock, simulator, ...client(simulator) };
}

export function client(simulator: FellohSimulator) {
  let token: string | undefined;
  const base = { accept: 'application/json' };

  async function raw(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(`${simulator.url}${path}`, { method, redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  async function login(): Promise<string> {
    const { publicKey: public_key, privateKey: private_key } = simulator.fixtures;
    const headers = { ...base, 'content-type': 'application/json' };
    const answer = await raw('POST', '/token', {
      headers,
      body: JSON.stringify({ public_key, private_key }),
    });
    token = answer.json.data.token;
    return answer.json.data.token;
  }

  /** With every header that is asked for, and a token. */
  async function call(method: string, path: string, body?: unknown): Promise<Reply> {
    const headers = { ...base, authorization: `Bearer ${token ?? (await login())}` };
    if (body === undefined) return raw(method, path, { headers });
    const withType = { ...headers, 'content-type': 'application/json' };
    return raw(method, path, { headers: withType, body: JSON.stringify(body) });
  }

  /** Creates a link and gives its id. */
  async function create(fields: Record<string, unknown> = {}): Promise<string> {
    const { status, json, text } = await call('PUT', '/agent/payment-links', { ...newLink, ...fields });
    if (status >= 300) throw new Error(text);
    return json.data.id;
  }

  const list = (fields: Record<string, unknown> = {}) =>
    call('POST', '/agent/payment-links', { organisation: 'X1234', ...fields });
  const get = async (id: string) => (await call('GET', `/agent/payment-links/${id}`)).json.data;
  const codes = async (method: string, path: string, body?: unknown) => {
    const { status, json } = await call(method, path, body);
    const errors = Array.isArray(json.errors) ? json.errors : [];
    return [status, ...errors.map(({ code }: { code: string }) => code)];
  };
  const submit = (id: string, fields: Record<string, string>) =>
    raw('POST', `/pay/${id}`, { body: new URLSearchParams(fields) });
  /** Opens the page and gives the transaction in its form. */
  const open = async (id: string) =>
    /name="transaction" value="([^"]+)"/.exec((await raw('GET', `/pay/${id}`)).text)?.[1] ?? '';
  return { raw, login, call, create, list, get, codes, submit, open };
}

export const newLink = {
  customer_name: 'Ada Byron',
  email: 'ada@example.com',
  organisation: 'X1234',
  amount: 12500,
  type: 'UNKNOWN',
};

export interface Received {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A webhook's receiver that answers these statuses one after the other, the last one for ever. */
export async function receiver(...statuses: number[]) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    received.push({ headers: request.headers, body });
    response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { received, url: `http://127.0.0.1:${port}/hooks/felloh` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
