import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { Simulated } from '../../local/simulators.ts';
import type { Outcome, Reply, Run } from './run.ts';
import { answered } from './scenarios.ts';

export const PROVIDERS = ['felloh', 'allpay', 'fortis', 'paypoint', 'smarterpay'] as const;

/** What each provider cannot do without, beside what all have. */
const BODIES: Readonly<Record<string, object>> = {
  felloh: {},
  allpay: { customer: { ...someone(), reference: 'TEN0048213' } },
  fortis: { currency: 'USD', customer: { ...someone(), phone: '+12025550143' } },
  paypoint: { customer: { ...someone(), reference: 'ACC-204417' } },
  smarterpay: {},
};

function someone() {
  return { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123', timezone: 'Europe/London' };
}

/** What all ledgers have in common; each simulator has more. */
const Entry = z.looseObject({ id: z.string(), state: z.string() });
const Ledger = z.object({
  ledger: z.custom<() => readonly unknown[]>((value) => typeof value === 'function'),
});

/** Every link that the provider ever made, oldest first. */
export function ledgerOf({ simulator }: Simulated) {
  return z
    .parse(Ledger, simulator)
    .ledger()
    .map((entry) => z.parse(Entry, entry));
}

const MadeOrganisation = z.object({
  organisation: z.object({ id: z.string() }),
  api_key: z.object({ key: z.string() }),
});

/** An organisation whose one connection is this provider's. */
export async function arrangeConnection(
  run: Run,
  { provider, connection, simulator, settings, credentials }: Simulated,
  wire?: object,
): Promise<void> {
  const made = answered(
    await run.invoke('organisation/create', { name: 'Example Travel', timezone: 'Europe/London' }),
  );
  const { organisation, api_key } = z.parse(MadeOrganisation, made);
  run.org = organisation.id;
  run.key = api_key.key;
  const base_url = simulator.url.replace(new URL(simulator.url).origin, run.providers[provider] ?? '');
  const put = answered(
    await run.http('connections/put', {
      method: 'PUT',
      path: `/v1/connections/${connection}`,
      params: { id: connection },
      body: { provider, settings: { ...settings, base_url }, credentials, ...(wire ? { wire } : {}) },
    }),
  );
  expect(put.status, put.body).toBeLessThan(300);
}

/** `POST /v1/links` with what this provider cannot do without; `more` of the body on top. */
export function createAt(
  run: Run,
  { provider, connection }: Simulated,
  more: object = {},
  key = 'order-1',
): Promise<Outcome<Reply>> {
  return run.http('links/create', {
    path: '/v1/links',
    headers: { 'idempotency-key': key },
    body: {
      connection,
      amount: 12_500,
      currency: 'GBP',
      description: 'Deposit for Bali',
      customer: someone(),
      ...BODIES[provider],
      ...more,
    },
  });
}
