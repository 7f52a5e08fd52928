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
import { createWebhooks, type Delivery } from '../webhooks.ts';
import { type Acted, act, actions } from './act.ts';
import { usualFailure } from './answers.ts';
import { answerApi, apiPath, operationAt, operationNames } from './api.ts';
import { fixtures } from './fixtures.ts';
import { type LedgerEntry, ledger } from './ledger.ts';
import { signature } from './notifications.ts';
import { answerPage, isPage } from './page.ts';
import { newState, type Smarterpay } from './state.ts';
import { wireProfile } from './wire.ts';

export interface SmarterpayOptions {
  clock: Clock;
  /** 0, the default, takes any free one. */
  port?: number;
  /** Folder in which the state survives a restart; without it nothing is written. */
  dataDir?: string;
  /** Overrides of the wire profile, key by key. */
  wire?: Record<string, unknown>;
}

export interface SmarterpaySimulator {
  /** The API's base url, `/service.svc` included. */
  url: string;
  pageBaseUrl: string;
  controlUrl: string;
  fixtures: typeof fixtures;
  /** Every link ever made, deleted ones too, oldest first. */
  ledger(): readonly LedgerEntry[];
  calls(): readonly RecordedCall[];
  deliveries(): readonly Delivery[];
  fail(fault: FaultInput): Fault;
  act(act: Act): Acted | { sent: number };
  configure(settings: SettingsInput): void;
  /** Epoch ms of its next own act, a webhook's retry. */
  nextAt(): number | undefined;
  /** Does what is due by the clock, and waits for it. */
  runDue(): Promise<void>;
  /** Settles when no webhook delivery is under way. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** SmarterPay Cloud as its sheet has it: strict, stateful, with payment pages; written apart from the adapter. */
export async function startSmarterpay({
  clock,
  port = 0,
  dataDir,
  wire,
}: SmarterpayOptions): Promise<SmarterpaySimulator> {
  const stored = persisted(dataDir && join(dataDir, 'smarterpay.json'), newState());
  const state = stored.value;
  if (wire) state.wire_overrides = wire;
  let profile = wireProfile(state.wire_overrides);
  let origin = '';

  const faults = createFaults(operationNames);
  const calls = createCalls(clock, []);
  const webhooks = createWebhooks({
    clock,
    faults,
    deliveries: state.deliveries,
    changed: stored.touch,
    target: () => (state.webhook_url ? { url: state.webhook_url, secret: state.webhook_secret } : undefined),
    proof: signature,
    contentType: 'application/json',
    retries: () => profile.webhook_retries,
    firstIntervalSeconds: () => profile.webhook_first_interval_seconds,
  });
  const smarterpay: Smarterpay = {
    clock,
    state,
    faults,
    webhooks,
    wire: () => profile,
    pageBaseUrl: () => `${origin}/pay`,
    changed: stored.touch,
  };

  const controlled: Controlled = {
    name: 'SmarterPay',
    now: () => toIso(clock.now()),
    faults,
    calls,
    actions,
    ledger: () => ledger(smarterpay),
    deliveries: () => state.deliveries,
    act: (input) => act(smarterpay, input),
    settings: () => ({
      wire: state.wire_overrides,
      webhook_url: state.webhook_url,
      list_lag_seconds: faults.listLagSeconds ?? null,
    }),
    configure(settings) {
      if (settings.wire) {
        profile = wireProfile(settings.wire);
        state.wire_overrides = settings.wire;
      }
      if (settings.webhook_url !== undefined) state.webhook_url = settings.webhook_url || null;
      if (settings.webhook_secret !== undefined) state.webhook_secret = settings.webhook_secret;
      if (settings.list_lag_seconds !== undefined)
        faults.listLagSeconds = settings.list_lag_seconds ?? undefined;
      stored.touch();
    },
  };

  const server = await listen(
    requestListener({
      operation: (method, path) =>
        isPage(method, path) ? 'page' : operationAt(method, path.split('?', 1)[0] ?? ''),
      handle: (call) =>
        call.operation === 'page' ? answerPage(smarterpay, call) : answerApi(smarterpay, call),
      failure: usualFailure,
      control: (call) => answerControl(controlled, call),
      calls,
      faults,
    }),
    port,
  );
  origin = server.url;

  return {
    url: `${origin}${apiPath}`,
    pageBaseUrl: smarterpay.pageBaseUrl(),
    controlUrl: `${origin}/_control`,
    fixtures,
    ledger: () => ledger(smarterpay),
    calls: calls.all,
    deliveries: controlled.deliveries,
    fail: faults.add,
    act: (input) => act(smarterpay, parseAct(input)),
    configure: (settings) => controlled.configure(parseSettings(settings)),
    nextAt: webhooks.nextAt,
    runDue: webhooks.runDue,
    drained: webhooks.drained,
    async close() {
      await webhooks.close();
      await server.close();
      stored.flush();
    },
  };
}
