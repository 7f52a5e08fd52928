import { join } from 'node:path';
import { type Clock, toIso } from '../../../lib/clock.ts';
import { listen } from '../../listen.ts';
import { persisted } from '../../persisted.ts';
import { createCalls, type RecordedCall } from '../calls.ts';
import {
  type Act,
  answerControl,
  type Controlled,
  parseAct,
  parseSettings,
  type SettingsInput,
} from '../control.ts';
import { createFaults, type Fault, type FaultInput } from '../faults.ts';
import { requestListener } from '../server.ts';
import type { Delivery } from '../webhooks.ts';
import { type Acted, act, actions } from './act.ts';
import { failure } from './answers.ts';
import { answerApi, operationAt } from './api.ts';
import { fixtures } from './fixtures.ts';
import { type LedgerEntry, ledger } from './ledger.ts';
import { answerPage, isPage } from './page.ts';
import { withoutSecrets } from './secrets.ts';
import { type Allpay, newState } from './state.ts';
import { operationNames, wireProfile } from './wire.ts';

export interface AllpayOptions {
  clock: Clock;
  /** 0, the default, takes any free one. */
  port?: number;
  /** Folder in which the state survives a restart; without it nothing is written. */
  dataDir?: string;
  /** Overrides of the wire profile, key by key; of methods, paths and names one by one. */
  wire?: Record<string, unknown>;
}

export interface AllpaySimulator {
  /** The API's base url. */
  url: string;
  /** Payment pages are at `/p/` and 16 characters under it. */
  pageBaseUrl: string;
  controlUrl: string;
  fixtures: typeof fixtures;
  /** Every link ever made, deleted ones too, oldest first. */
  ledger(): readonly LedgerEntry[];
  calls(): readonly RecordedCall[];
  /** Always empty: allpay notifies nobody. */
  deliveries(): readonly Delivery[];
  fail(fault: FaultInput): Fault;
  act(act: Act): Acted | { quota_used_up: boolean };
  configure(settings: SettingsInput): void;
  /** Never anything: allpay does nothing by itself. */
  nextAt(): number | undefined;
  runDue(): Promise<void>;
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** allpay as its sheet has it: strict, stateful, with payment pages; written apart from the adapter. */
export async function startAllpay({
  clock,
  port = 0,
  dataDir,
  wire,
}: AllpayOptions): Promise<AllpaySimulator> {
  const stored = persisted(dataDir && join(dataDir, 'allpay.json'), newState());
  const state = stored.value;
  if (wire) state.wire_overrides = wire;
  let profile = wireProfile(state.wire_overrides);
  let url = '';

  const faults = createFaults(operationNames);
  // Grows when the profile names the key otherwise, so that neither name is ever recorded with its value.
  const secretProperties = ['subscriptionKey', profile.names.subscription_key];
  const calls = withoutSecrets(createCalls(clock, secretProperties), () => profile);
  const allpay: Allpay = {
    clock,
    state,
    faults,
    wire: () => profile,
    pageBaseUrl: () => url,
    changed: stored.touch,
  };

  const controlled: Controlled = {
    name: 'allpay',
    now: () => toIso(clock.now()),
    faults,
    calls,
    actions,
    ledger: () => ledger(allpay),
    deliveries: () => [],
    act: (input) => act(allpay, input),
    settings: () => ({
      wire: state.wire_overrides,
      webhook_url: null,
      list_lag_seconds: faults.listLagSeconds ?? null,
    }),
    configure(settings) {
      if (settings.webhook_url || settings.webhook_secret) throw new Error('allpay sends no notifications');
      if (settings.wire) {
        profile = wireProfile(settings.wire);
        state.wire_overrides = settings.wire;
        secretProperties.push(profile.names.subscription_key);
      }
      if (settings.list_lag_seconds !== undefined)
        faults.listLagSeconds = settings.list_lag_seconds ?? undefined;
      stored.touch();
    },
  };

  const server = await listen(
    requestListener({
      operation: (method, path) =>
        isPage(method, path) ? 'page' : operationAt(profile, method, path.split('?', 1)[0] ?? ''),
      handle: (call) => (call.operation === 'page' ? answerPage(allpay, call) : answerApi(allpay, call)),
      failure: (status) => failure(status, url, profile),
      control: (call) => answerControl(controlled, call),
      calls,
      faults,
    }),
    port,
  );
  url = server.url;

  return {
    url,
    pageBaseUrl: allpay.pageBaseUrl(),
    controlUrl: `${url}/_control`,
    fixtures,
    ledger: () => ledger(allpay),
    calls: calls.all,
    deliveries: controlled.deliveries,
    fail: faults.add,
    act: (input) => act(allpay, parseAct(input)),
    configure: (settings) => controlled.configure(parseSettings(settings)),
    nextAt: () => undefined,
    runDue: () => Promise.resolve(),
    drained: () => Promise.resolve(),
    async close() {
      await server.close();
      stored.flush();
    },
  };
}
