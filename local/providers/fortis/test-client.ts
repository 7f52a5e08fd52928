import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { type FortisOptions, type FortisSimulator, startFortis } from './index.ts';

/** The second in which the sheet's example was created, and some milliseconds. */
export const start = 1772442904377;
export const second = 1000;
export const day = 24 * 60 * 60 * 1000;
export const paylinks = '/v2/paylinks';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers freely and compares them
  json: any;
}

/** A simulator of this test's own, with a clock that the test moves, and a client with the right headers. */
export async function fortis(options: Partial<FortisOptions> = {}) {
  const clock = { at: start, now: () => clock.at };
  const simulator = await startFortis({ clock, ...options });
  onTestFinished(() => simulator.close());
  return { clock, simulator, ...client(simulator) };
}

export function client(simulator: FortisSimulator) {
  const { userId, userApiKey, developerId } = simulator.fixtures;
  const keys = { 'user-id': userId, 'user-api-key': userApiKey, 'developer-id': developerId };

  async function raw(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(`${simulator.url}${path}`, { method, redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  async function call(method: string, path: string, body?: unknown, init: RequestInit = {}): Promise<Reply> {
    if (body === undefined) return raw(method, path, { headers: keys, ...init });
    const headers = { ...keys, 'content-type': 'application/json' };
    return raw(method, path, { headers, body: JSON.stringify(body), ...init });
  }

  const post = (fields: Record<string, unknown> = {}) =>
    call('POST', paylinks, { paylink: { ...newLink, ...fields } });
  const put = (id: string, paylink: Record<string, unknown>) => call('PUT', `${paylinks}/${id}`, { paylink });
  const list = (query = '') => call('GET', `${paylinks}${query}`);

  /** Creates a paylink and gives its id. */
  async function create(fields: Record<string, unknown> = {}): Promise<string> {
    const { status, json, text } = await post(fields);
    if (status >= 300) throw new Error(text);
    return json.paylink.id;
  }

  async function get(id: string, query = '') {
    const { status, json, text } = await call('GET', `${paylinks}/${id}${query}`);
    if (status !== 200) throw new Error(text);
    return json.paylink;
  }

  const submit = (id: string, fields: Record<string, string>) =>
    raw('POST', pagePath(id), { body: new URLSearchParams(fields) });
  return { raw, call, post, put, list, create, get, submit, keys };
}

export const pagePath = (id: string) => `/paylink?id=${id}`;

/** Status and the names of the faulty fields. */
export function faults({ status, json }: Reply): unknown[] {
  return [status, ...Object.keys(json?.errors ?? {})];
}

export const newLink = {
  location_id: '8d2f6c1e-4b7a-4f3e-9a51-c0de52b7a9f4',
  cc_product_transaction_id: '11ef2c7a9d0b4e6c8a1f3b57',
  amount_due: 150.5,
};
export const ach = '11ef2c7a9d0b4e6c8a1f3b58';
export const unknownId = '11f1000000000000000000ff';

export interface Received {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A postback's receiver that answers these statuses one after the other, the last one for ever. */
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
  return { received, url: `http://127.0.0.1:${port}/hooks/fortis` };
}

/** A postback's fields, with its data read. */
export function told({ body }: Received) {
  const form = new URLSearchParams(body);
  const { type, resource, number_of_attempts, data = '' } = Object.fromEntries(form);
  return { type, resource, number_of_attempts, data: JSON.parse(data) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
