import { onTestFinished } from 'vitest';
import { type PaypointOptions, type PaypointSimulator, startPaypoint } from './index.ts';

/** The morning of the sheet's examples. */
export const start = Date.parse('2026-03-02T09:15:04.377Z');
export const second = 1000;
export const api = '/paybylink/v1';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers freely and compares them
  json: any;
}

/** A simulator of this test's own, with a clock that the test moves, and a client with the key. */
export async function paypoint(options: Partial<PaypointOptions> = {}) {
  const clock = { at: start, now: () => clock.at };
  const simulator = await startPaypoint({ clock, ...options });
  onTestFinished(() => simulator.close());
  return { clock, simulator, ...client(simulator) };
}

export function client(simulator: PaypointSimulator) {
  const key = { 'ocp-apim-subscription-key': simulator.fixtures.subscriptionKey };
  let made = 0;

  async function raw(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
    const url = path.startsWith('http') ? path : `${simulator.url}${path}`;
    const response = await fetch(url, { method, redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  /** Under the base path, with the key and, where there is a body, its type. */
  function call(method: string, path: string, body?: unknown): Promise<Reply> {
    if (body === undefined) return raw(method, api + path, { headers: key });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return raw(method, api + path, { headers: { ...key, 'content-type': 'application/json' }, body: text });
  }

  /** Creates a request for payment with a reference of its own. */
  async function create(fields: Record<string, unknown> = {}) {
    made += 1;
    const reply = await call('POST', '/requests', {
      ...newLink,
      ClientTransactionRef: `REF-${made}`,
      ...fields,
    });
    if (reply.status >= 300) throw new Error(reply.text);
    const { RequestId: id, LongUrl: long, ShortUrl: short } = reply.json;
    return { id: String(id), page: String(long), short: String(short), json: reply.json };
  }

  const list = async (query: string) => (await call('GET', `/requests?${query}`)).json.Requests;
  const cancel = (id: string, fields: Record<string, unknown> = {}) =>
    call('PUT', `/requests/${id}`, { RequestId: id, Status: 'Cancelled', ...fields });
  /** Status of the answer and the faulty fields in it. */
  const refused = async (method: string, path: string, body?: unknown) => {
    const { status, json } = await call(method, path, body);
    const errors: { Field: string }[] = Array.isArray(json?.Errors) ? json.Errors : [];
    return [status, ...errors.map(({ Field }) => Field)];
  };
  const submit = (page: string, fields: Record<string, string>) =>
    raw('POST', page, { body: new URLSearchParams(fields) });

  async function newBatch(FileName = 'march-water.csv') {
    const { json } = await call('POST', '/batches', { FileName });
    return { id: String(json.BatchId), upload: String(json.UploadUrl) };
  }
  const put = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = blob) =>
    raw('PUT', url, { headers, body });
  const confirm = (id: string) => call('POST', `/batches/${id}/confirm`, { BatchId: id });
  /** Puts these lines in a new batch and confirms it. */
  async function batchOf(...lines: string[]) {
    const { id, upload } = await newBatch();
    await put(upload, csv(...lines));
    await confirm(id);
    return id;
  }
  return { raw, call, create, list, cancel, refused, submit, newBatch, put, confirm, batchOf };
}

export const newLink = {
  ClientTransactionRef: 'REF-0',
  Amount: 42.5,
  AccountReference: 'ACC-204417',
  Reason: 'Water bill, February',
  SendMethod: 'None',
  Customer: {
    FirstName: 'Ada',
    LastName: 'Byron',
    MobileNumber: '07700900123',
    EmailAddress: 'ada@example.com',
  },
};

export const blob = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'text/csv; charset=utf-8' };

export const header =
  'ClientTransactionRef,Amount,AccountReference,Reason,Passphrase,Title,FirstName,LastName,MobileNumber,EmailAddress,SendMethod';

export function csv(...lines: string[]): string {
  return [header, ...lines].map((line) => `${line}\r\n`).join('');
}

/** A good line. */
export function line(reference: string, amount = '42.50', send = 'None'): string {
  return `${reference},${amount},ACC-204417,"Water bill, February",,,Ada,Byron,07700900123,ada@example.com,${send}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
