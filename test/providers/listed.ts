import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { NewProviderLink, Provider } from '../../lib/providers/contract.ts';
import { providerOf } from '../../lib/providers/registry.ts';
import { createSession } from '../../lib/providers/session.ts';
import type { RecordedCall } from '../../local/providers/calls.ts';
import type { Simulated } from '../../local/simulators.ts';
import { createAt, ledgerOf } from '../faults/connections.ts';
import type { Run } from '../faults/run.ts';
import { answered } from '../faults/scenarios.ts';
import { allpayHarness } from './allpay-harness.ts';
import { fellohHarness } from './felloh-harness.ts';
import { fortisHarness } from './fortis-harness.ts';
import { paypointHarness } from './paypoint-harness.ts';
import { smarterpayHarness } from './smarterpay-harness.ts';

const HARNESSES = {
  allpay: allpayHarness,
  felloh: fellohHarness,
  fortis: fortisHarness,
  paypoint: paypointHarness,
  smarterpay: smarterpayHarness,
};
export type ProviderId = keyof typeof HARNESSES;

/** What simulators have in common beyond what the stack needs of them. */
const Simulator = z.object({
  calls: z.custom<() => readonly RecordedCall[]>((value) => typeof value === 'function'),
  fail: z.custom<(fault: object) => unknown>((value) => typeof value === 'function'),
  act: z.custom<(act: object) => unknown>((value) => typeof value === 'function'),
});

export function simulatorOf({ simulator }: Simulated) {
  return z.parse(Simulator, simulator);
}

/** The simulator's name of the call that a list makes last. */
export function listOperation(provider: ProviderId): string {
  return HARNESSES[provider].wireOperations.listLinks ?? '';
}

/** The calls that some work makes at the provider, each as its sheet would print it. */
export async function callsOf<T>(simulated: Simulated, work: () => Promise<T>) {
  const { calls } = simulatorOf(simulated);
  const last = calls().at(-1);
  const result = await work();
  // Only the last thousand are kept, so this goes by the call and not by its place.
  const made = calls().slice(last === undefined ? 0 : calls().indexOf(last) + 1);
  return { result, calls: made.map(toRequest) };
}

function toRequest({ operation, method, path, body }: RecordedCall) {
  const url = new URL(path, 'http://provider.invalid');
  return { operation, method, path: url.pathname, query: Object.fromEntries(url.searchParams), body };
}

let strangers = 0;

/** Links that somebody else made in the same account, as the provider's own portal would. */
export async function makeForeign(simulated: Simulated, count: number, now: () => number): Promise<string[]> {
  const { provider: id, settings, credentials } = simulated;
  const provider: Provider | undefined = providerOf(id);
  const harness = Object.entries(HARNESSES).find(([name]) => name === id)?.[1];
  if (!provider || !harness) throw new Error(`no provider ${id}`);
  const account = provider.openAccount({ settings, credentials, baseUrls: 'loopback' });
  const call = { account, session: createSession(), signal: AbortSignal.timeout(60_000), now };
  const input: NewProviderLink = { ...harness.input, expiresAt: now() + 30 * 86_400_000 };
  for (let made = 0; made < count; made += 1) {
    strangers += 1;
    await provider.createLink({ ...input, reference: `F${String(strangers).padStart(27, '0')}` }, call);
  }
  return ledgerOf(simulated)
    .slice(-count)
    .map((entry) => entry.id);
}

/** Links of ours, made through the API, by the provider's ids. */
export async function makeOurs(run: Run, simulated: Simulated, count: number, more: object = {}) {
  const ours = new Map<string, string>();
  for (let made = 0; made < count; made += 1) {
    const reply = answered(await createAt(run, simulated, more, randomUUID()));
    if (reply.status !== 201) throw new Error(reply.body);
    ours.set(ledgerOf(simulated).at(-1)?.id ?? '', JSON.parse(reply.body).id);
  }
  return ours;
}
