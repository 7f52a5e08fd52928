import * as z from 'zod/mini';
import type { Calls } from './calls.ts';
import { controlPage, problemPage } from './control-page.ts';
import type { Faults } from './faults.ts';
import { type Answer, type Call, htmlAnswer, jsonAnswer, seeOther } from './server.ts';
import type { Delivery } from './webhooks.ts';

/** The least that every simulator's ledger says of a link; each adds its own. */
export interface LedgerLink {
  id: string;
  /** The hosted payment page. */
  url: string;
  state: string;
  /** One line for people: who pays what. */
  summary: string;
}

const optionalText = z.optional(z.string());

/** What a payer, a bank or the provider's own staff does. Which actions there are the simulator says. */
const Act = z.strictObject({
  action: z.string(),
  /** A link's id, or its payment page's url. */
  link: optionalText,
  method: optionalText,
  card_type: optionalText,
  card_region: optionalText,
  transaction: optionalText,
  /** Minor units; other than the link's only here, never on the page. */
  amount: z.optional(z.coerce.number().check(z.int(), z.gte(1))),
  currency: optionalText,
  status: optionalText,
});
export type Act = z.infer<typeof Act>;

/** What is left out stays as it is. */
const Settings = z.strictObject({
  /** Replaces all overrides of the wire profile; `{}` goes back to the sheet. */
  wire: z.optional(z.record(z.string(), z.unknown())),
  /** Where notifications go; null or an empty text: nowhere. */
  webhook_url: z.optional(z.nullable(z.union([z.url({ protocol: /^https?$/ }), z.literal('')]))),
  webhook_secret: z.optional(z.string().check(z.minLength(1))),
  /** null: as the wire profile says. */
  list_lag_seconds: z.optional(z.nullable(z.coerce.number().check(z.gte(0)))),
});
export type SettingsInput = z.infer<typeof Settings>;

export interface SettingsView {
  wire: Record<string, unknown>;
  webhook_url: string | null;
  list_lag_seconds: number | null;
}

/** What the control interface needs of a simulator. */
export interface Controlled {
  name: string;
  now(): string;
  faults: Faults;
  calls: Calls;
  actions: readonly string[];
  ledger(): readonly LedgerLink[];
  deliveries(): readonly Delivery[];
  /** Throws an Error with a `status` when the action is not possible now. */
  act(act: Act): object;
  settings(): SettingsView;
  configure(settings: SettingsInput): void;
}

export function parseAct(input: unknown): Act {
  return Act.parse(input);
}

export function parseSettings(input: unknown): SettingsInput {
  return Settings.parse(input);
}

/** `/_control` and what is under it; the README beside this file has every path with an example. */
export function answerControl(controlled: Controlled, call: Call): Answer {
  const path = call.path.slice('/_control'.length).replace(/\/$/, '');
  const isForm = (call.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (call.method === 'GET' || call.method === 'HEAD') return read(controlled, path);
  if (call.method === 'DELETE' && path === '/faults') {
    controlled.faults.clear();
    return jsonAnswer(200, []);
  }
  if (call.method !== 'POST') return jsonAnswer(405, { error: `no ${call.method} here` });
  if (!isOwnOrigin(call)) return jsonAnswer(403, { error: 'another origin may not act here' });
  try {
    const input = isForm ? formInput(call.body, path) : JSON.parse(call.body);
    const done = write(controlled, path, input);
    if (done === undefined) return jsonAnswer(404, { error: `no ${path} here` });
    return isForm ? seeOther('/_control') : jsonAnswer(200, done);
  } catch (error) {
    const { status, message } = explained(error);
    return isForm
      ? htmlAnswer(status, problemPage(controlled.name, message))
      : jsonAnswer(status, { error: message });
  }
}

function read(controlled: Controlled, path: string): Answer {
  switch (path) {
    case '':
      return htmlAnswer(200, controlPage(controlled));
    case '/ledger':
      return jsonAnswer(200, controlled.ledger());
    case '/calls':
      return jsonAnswer(200, controlled.calls.all());
    case '/faults':
      return jsonAnswer(200, controlled.faults.queued());
    case '/settings':
      return jsonAnswer(200, controlled.settings());
    case '/webhooks':
      return jsonAnswer(200, controlled.deliveries());
    default:
      return jsonAnswer(404, { error: `no ${path} here` });
  }
}

function write(controlled: Controlled, path: string, input: unknown): unknown {
  switch (path) {
    case '/faults':
      return (Array.isArray(input) ? input : [input]).map((fault) => ({ ...controlled.faults.add(fault) }));
    case '/act':
      return controlled.act(parseAct(input));
    case '/settings':
      controlled.configure(parseSettings(input));
      return controlled.settings();
    default:
      return undefined;
  }
}

/** Empty fields of a form say nothing, but in settings, where an emptied field switches off. */
function formInput(body: string, path: string): Record<string, unknown> {
  const fields = Object.fromEntries(new URLSearchParams(body));
  if (path !== '/settings')
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
  const { wire, webhook_secret, list_lag_seconds, ...rest } = fields;
  return {
    ...rest,
    ...(wire === undefined ? {} : { wire: JSON.parse(wire || '{}') }),
    ...(webhook_secret ? { webhook_secret } : {}),
    ...(list_lag_seconds === undefined
      ? {}
      : { list_lag_seconds: list_lag_seconds === '' ? null : list_lag_seconds }),
  };
}

/** Browsers name the page that posts; some other page must not act here. */
function isOwnOrigin({ headers }: Call): boolean {
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

function explained(error: unknown): { status: number; message: string } {
  if (error instanceof z.core.$ZodError) {
    const message = error.issues
      .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
      .join('; ');
    return { status: 422, message };
  }
  const status =
    error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 422;
  return { status, message: error instanceof Error ? error.message : String(error) };
}
