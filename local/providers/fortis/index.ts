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
import { answerApi, demanded, operationAt, operationNames } from './api.ts';
import { fixtures } from './fixtures.ts';
import { type LedgerEntry, ledger } from './ledger.ts';
import { answerPage, isPage } from './page.ts';
import { altered, basicHeader, numbered } from './postbacks.ts';
import { type Fortis, newState } from './state.ts';
import { wireProfile } from './wire.ts';

export interface FortisOptions {
  clock: Clock;
  /** 0, the default, takes any free one. */
  port?: number;
  /** Folder in which the state survives a restart; without it nothing is written. */
  dataDir?: string;
  /** Overrides of the wire profile, key by key. */
  wire?: Record<string, unknown>;
  /** The location's zone, IANA; the sheet's fixture is UTC. */
  timeZone?: string;
}

export interface FortisSimulator {
  /** The API's base url. */
  url: string;
  /** The merchant's portal: its host is what a connection has as `portal_host`. */
  pageBaseUrl: string;
  controlUrl: string;
  fixtures: typeof fixtures;
  /** Every paylink ever made, deleted ones too, oldest first. */
  ledger(): readonly LedgerEntry[];
  calls(): readonly RecordedCall[];
  deliveries(): readonly Delivery[];
  fail(fault: FaultInput): Fault;
  act(act: Act): Acted;
  configure(settings: SettingsInput): void;
  /** Epoch ms of its next own act, a postback's retry. */
  nextAt(): number | undefined;
  /** Does what is due by the clock, and waits for it. */
  runDue(): Promise<void>;
  /** Settles when no postback is under way. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Fortis as its sheet has it: strict, stateful, with payment pages; written apart from the adapter. */
export async function startFortis({
  clock,
  port = 0,
  dataDir,
  wire,
  timeZone = 'UTC',
}: FortisOptions): Promise<FortisSimulator> {
  const stored = persisted(dataDir && join(dataDir, 'fortis.json'), newState());
  const state = stored.value;
  if (wire) state.wire_overrides = wire;
  let profile = wireProfile(state.wire_overrides);
  let url = '';

  const faults = createFaults(operationNames);
  const calls = createCalls(clock, []);
  const webhooks = createWebhooks({
    clock,
    faults,
    deliveries: state.deliveries,
    changed: stored.touch,
    target: () => (state.webhook_url ? { url: state.webhook_url, secret: state.webhook_secret } : undefined),
    proof: basicHeader,
    contentType: 'application/x-www-form-urlencoded',
    retries: () => profile.postback_attempts - 1,
    firstIntervalSeconds: () => profile.postback_interval_seconds,
    intervalFactor: 1,
    bodyOf: numbered,
    alter: altered,
  });
  const fortis: Fortis = {
    clock,
    state,
    faults,
    webhooks,
    timeZone,
    wire: () => profile,
    baseUrl: () => url,
    changed: stored.touch,
  };

  const controlled: Controlled = {
    name: 'Fortis',
    now: () => toIso(clock.now()),
    faults,
    calls,
    actions,
    ledger: () => ledger(fortis),
    deliveries: () => state.deliveries,
    act: (input) => act(fortis, input),
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
        isPage(fortis, method, path) ? 'page' : operationAt(method, path.split('?', 1)[0] ?? ''),
      handle: (call) => (call.operation === 'page' ? answerPage(fortis, call) : answerApi(fortis, call)),
      failure: demanded,
      control: (call) => answerControl(controlled, call),
      calls,
      faults,
    }),
    port,
  );
  url = server.url;

  return {
    url,
    pageBaseUrl: url,
    controlUrl: `${url}/_control`,
    fixtures,
    ledger: () => ledger(fortis),
    calls: calls.all,
    deliveries: controlled.deliveries,
    fail: faults.add,
    act: (input) => act(fortis, parseAct(input)),
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
