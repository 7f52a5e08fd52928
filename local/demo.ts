import type { Outcome } from './runner/execution-environment.ts';
import type { Simulated } from './simulators.ts';

/** The demo organisation as it is known outside the table; kept where the stack's data is. */
export interface Demo {
  organisation: string;
  timezone: string;
  key: string;
}

/**
 * Simulators have no limit, and a file of many links is to be through soon. Above what the machine works off rows miss their
 * slots, and one that does waits for another: `npm run demo:batch` takes a lower `--rate`.
 */
const CALLS_PER_SECOND = 50;

export interface DemoOptions {
  apiUrl: string;
  now: number;
  providers: readonly Simulated[];
  /** Of a former run on the same data. */
  existing?: Demo | undefined;
  /** The admin key that a new organisation shall have. */
  key?: string | undefined;
  invoke(name: string, event: unknown): Promise<Outcome>;
  /** Called as soon as the organisation exists, so that a crash cannot lose its key. */
  created(demo: Demo): void;
}

/** The demo organisation with one connection per provider, the first its default: made, or found again. */
export async function ensureDemo(options: DemoOptions): Promise<Demo> {
  const { existing, key, providers } = options;
  if (existing && key && existing.key !== key)
    throw new Error('This data belongs to a demo organisation with another PAYLINKS_DEMO_KEY');
  const demo = existing ?? (await createOrganisation(options));
  const call = createCall(options.apiUrl, demo.key);
  for (const { connection, provider, settings, credentials, notify } of providers) {
    const path = `/v1/connections/${connection}`;
    const found = await call('GET', path);
    const made =
      found ??
      (await call('PUT', path, { provider, settings, credentials, calls_per_second: CALLS_PER_SECOND }));
    notify?.(String(made?.notification_url));
  }
  if (!existing) await call('PATCH', '/v1/organisation', { default_connection: providers[0]?.connection });
  return demo;
}

/**
 * London by day, so that nothing surprises; at other hours a zone in which it is about noon, because first messages wait
 * for 08:00 local time. It counts for customers with neither a zone nor a number.
 */
export function demoTimezone(now: number): string {
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const inLondon = Number(hour.format(now));
  if (inLondon >= 8 && inLondon < 19) return 'Europe/London';
  const ahead = 12 - new Date(now).getUTCHours();
  // POSIX signs: Etc/GMT-5 is five hours ahead of Greenwich.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

async function createOrganisation({ now, key, invoke, created }: DemoOptions): Promise<Demo> {
  const timezone = demoTimezone(now);
  const mode = key?.startsWith('pl_live_') ? 'live' : 'test';
  const event = { name: 'Example Travel', timezone, mode, ...(key ? { admin_key: key } : {}) };
  const outcome = await invoke('organisationCreate', event);
  if (!outcome.ok)
    throw new Error(`organisation/create failed: ${outcome.error.errorType} ${outcome.error.errorMessage}`);
  const { organisation, api_key } = outcome.value as {
    organisation: { id: string };
    api_key: { key: string };
  };
  const demo = { organisation: organisation.id, timezone, key: api_key.key };
  created(demo);
  return demo;
}

type Call = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown> | undefined>;

/** Calls the public API; undefined for 404. */
function createCall(apiUrl: string, key: string): Call {
  return async (method, path, body) => {
    const response = await fetch(apiUrl + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.status === 404 && method === 'GET') return undefined;
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
}
