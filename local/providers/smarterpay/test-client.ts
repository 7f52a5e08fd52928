import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { type SmarterpayOptions, type SmarterpaySimulator, startSmarterpay } from './index.ts';

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

/** A simulator of this test's own, with a clock that the test moves, and a client with the token. */
export async function smarterpay(options: Partial<SmarterpayOptions> = {}) {
  const clock = { at: start, now: () => clock.at };
  const simulator = await startSmarterpay({ clock, ...options });
  onTestFinished(() => simulator.close());
  return { clock, simulator, ...client(simulator) };
}

export function client(simulator: SmarterpaySimulator) {
  const authorization = `Bearer ${simulator.fixtures.apiToken}`;

  async function fetched(url: string, init: RequestInit): Promise<Reply> {
    const response = await fetch(url, { redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  /** Without any header of its own. */
  const raw = (method: string, path: string, init: RequestInit = {}) =>
    fetched(`${simulator.url}${path}`, { method, ...init });

  async function call(method: string, path: string, body?: unknown, key?: string): Promise<Reply> {
    const headers: Record<string, string> = { authorization };
    if (key !== undefined) headers['idempotency-key'] = key;
    if (body === undefined) return raw(method, path, { headers });
    headers['content-type'] = 'application/json';
    return raw(method, path, { headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  }

  const post = (payment_link: unknown, key?: string) => call('POST', '/paymentlink', { payment_link }, key);
  const put = (id: string, payment_link: unknown, key?: string) =>
    call('PUT', `/paymentlink/${id}`, { payment_link }, key);

  /** Creates a link and gives it as it was answered. */
  async function create(fields: Record<string, unknown> = {}) {
    const { status, json, text } = await post({ ...newLink, ...fields });
    if (status >= 300) throw new Error(text);
    return json.payment_link;
  }

  const get = async (id: string) => (await call('GET', `/paymentlink/${id}`)).json.payment_link;
  /** The ids of a list. */
  const list = async (query = '') =>
    (await call('GET', `/paymentlinks${query}`)).json.payment_links.map(({ id }: { id: string }) => id);
  /** Status, code and field of a refusal. */
  const refused = async (reply: Promise<Reply>) => {
    const { status, json } = await reply;
    return [status, json?.error?.code, json?.error?.field];
  };
  const visit = (url: string, method = 'GET') => fetched(url, { method });
  const submit = (url: string, fields: Record<string, string>) =>
    fetched(url, { method: 'POST', body: new URLSearchParams(fields) });
  return { raw, call, post, put, create, get, list, refused, visit, submit };
}

export const newLink = { ecommerce_page: 'EP02CARDSINGLE000001', amount: '2750' };
export const multi = { ecommerce_page: 'EP02CARDMULTI0000001' };

/** The least that each of the other kinds of page takes. */
export const mandate = {
  ecommerce_page: 'EP02DDMANDATE0000001',
  amount: null,
  customer_account: 'CA01SAMPLECUSTOMER01',
};
export const schedule = {
  ecommerce_page: 'EP02SCHEDULE00000001',
  customer_account: 'CA01SAMPLECUSTOMER01',
  mandate: 'MA01SAMPLEMANDATE001',
};
export const validation = {
  ecommerce_page: 'EP02VALIDATION000001',
  amount: null,
  bank_account: 'BA01SAMPLEBANKACC001',
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
  return { received, url: `http://127.0.0.1:${port}/hooks/smarterpay` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
