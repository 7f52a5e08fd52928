import { onTestFinished } from 'vitest';
import { type AllpayOptions, type AllpaySimulator, startAllpay } from './index.ts';
import { type OperationName, wireProfile } from './wire.ts';

/** The morning of the sheet's examples. */
export const start = Date.parse('2026-03-02T09:15:04.377Z');
export const second = 1000;

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers freely and compares them
  json: any;
}

type Fields = Record<string, unknown>;

/** A simulator of this test's own, with a clock that the test moves, and a client with both keys. */
export async function allpay(options: Partial<AllpayOptions> = {}) {
  const clock = { at: start, now: () => clock.at };
  const simulator = await startAllpay({ clock, ...options });
  onTestFinished(() => simulator.close());
  return { clock, simulator, ...client(simulator, options.wire) };
}

export function client(simulator: AllpaySimulator, overrides: Fields = {}) {
  const { methods, paths } = wireProfile(overrides);
  const { apimSubscriptionKey, subscriptionKey, organisationId, organisationPersonId } = simulator.fixtures;
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'ocp-apim-subscription-key': apimSubscriptionKey,
  };
  const keys = { subscriptionKey };

  async function raw(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(`${simulator.url}${path}`, { method, redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  /** Exactly this body, with every header that is asked for. */
  const send = (operation: OperationName, body: unknown, init: RequestInit = {}) =>
    raw(methods[operation], paths[operation], { headers, body: JSON.stringify(body), ...init });
  /** With the generated key. */
  const call = (operation: OperationName, fields: Fields = {}) => send(operation, { ...keys, ...fields });
  const attempt = (fields: Fields = {}) => call('create', { ...newLink, ...fields });
  const message = async (operation: OperationName, fields: Fields = {}) => {
    const { status, json } = await call(operation, fields);
    return [status, json.message];
  };

  /** Creates a link and gives its id. */
  async function create(fields: Fields = {}): Promise<string> {
    const { status, json, text } = await attempt(fields);
    if (status >= 300) throw new Error(text);
    const link = simulator.ledger().find(({ url }) => url === json.url);
    if (!link) throw new Error('the new link is not in the ledger');
    return link.id;
  }

  const entry = (id: string) => {
    const link = simulator.ledger().find((one) => one.id === id);
    if (!link) throw new Error(`no link ${id}`);
    return link;
  };
  const active = () => call('list_active', { organisationId });
  const pending = () => call('list_pending', { organisationPersonId });
  const update = (paymentUrlId: string, fields: Fields) => call('update', { paymentUrlId, ...fields });
  const sendLink = (id: string, fields: Fields = {}) =>
    call('send', { ...newMessage, paymentLink: entry(id).url, ...fields });
  const pagePath = (id: string) => new URL(entry(id).url).pathname;
  const look = (id: string) => raw('GET', pagePath(id));
  const submit = (id: string, form: Record<string, string>) =>
    raw('POST', pagePath(id), { body: new URLSearchParams(form) });
  return {
    headers,
    keys,
    raw,
    send,
    call,
    attempt,
    message,
    create,
    entry,
    active,
    pending,
    update,
    sendLink,
    pagePath,
    look,
    submit,
  };
}

export const newLink = {
  organisationId: '1042',
  organisationPersonId: '20417',
  paymentReferenceNumber: '9826001234567890123',
  firstName: 'Ada',
  lastName: 'Byron',
  validated: false,
  amount: 86.4,
  createdBy: 'paylinks:01KJQ4T7B0Z3V5N8X2C6D9F1GH',
};

/** Without what names the customer. */
export const unnamed = { ...newLink, paymentReferenceNumber: undefined };

export const newMessage = {
  organisationName: 'Example Housing',
  emailAddress: 'ada@example.com',
  mobileNumber: '07700900123',
  sendingMethod: 3,
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
