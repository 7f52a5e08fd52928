import { join } from 'node:path';
import { type Clock, toIso } from '../../../lib/clock.ts';
import { listen } from '../../../local/listen.ts';
import { persisted } from '../../../local/persisted.ts';
import { createCalls, type RecordedCall } from '../../../local/providers/calls.ts';
import {
  type Act,
  answerControl,
  type Controlled,
  parseAct,
  parseSettings,
  type SettingsInput,
} from '../../../local/providers/control.ts';
import { createFaults, type Fault, type FaultInput } from '../../../local/providers/faults.ts';
import { requestListener } from '../../../local/providers/server.ts';
import { type Acted, act, actions } from './act.ts';
import { failure } from './answers.ts';
import { answerApi, operationAt, operationNames } from './api.ts';
import { fixtures } from './fixtures.ts';
import { type LedgerEntry, ledger } from './ledger.ts';
import { answerPage, isPage } from './page.ts';
import { newState, type SampleProvider } from './state.ts';
import { wireProfile } from './wire.ts';

interface SampleProviderOptions {
  clock: Clock;
  /** 0, the default, takes any free one. */
  port?: number;
  /** Folder in which the state survives a restart; without it nothing is written. */
  dataDir?: string;
  /** Overrides of the wire profile, key by key. */
  wire?: Record<string, unknown>;
}

export interface SampleProviderSimulator {
  /** The API's base url. */
  url: string;
  pageBaseUrl: string;
  controlUrl: string;
  fixtures: typeof fixtures;
  /** Every link ever made, oldest first. */
  ledger(): readonly LedgerEntry[];
  calls(): readonly RecordedCall[];
  fail(fault: FaultInput): Fault;
  act(act: Act): Acted;
  configure(settings: SettingsInput): void;
  /** Never anything: it does nothing by itself. */
  nextAt(): number | undefined;
  runDue(): Promise<void>;
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Sample Provider as its document has it: strict, stateful, with a payment page; written apart from the adapter. */
export async function startSampleProvider({
  clock,
  port = 0,
  dataDir,
  wire,
}: SampleProviderOptions): Promise<SampleProviderSimulator> {
  const stored = persisted(dataDir && join(dataDir, 'sample-provider.json'), newState());
  const state = stored.value;
  if (wire) state.wire_overrides = wire;
  let profile = wireProfile(state.wire_overrides);
  let url = '';

  const faults = createFaults(operationNames);
  const calls = createCalls(clock, []);
  const sampleProvider: SampleProvider = {
    clock,
    state,
    faults,
    wire: () => profile,
    pageBaseUrl: () => `${url}/pay`,
    changed: stored.touch,
  };

  const controlled: Controlled = {
    name: 'Sample Provider',
    now: () => toIso(clock.now()),
    faults,
    calls,
    actions,
    ledger: () => ledger(sampleProvider),
    deliveries: () => [],
    act: (input) => act(sampleProvider, input),
    settings: () => ({
      wire: state.wire_overrides,
      webhook_url: null,
      list_lag_seconds: faults.listLagSeconds ?? null,
    }),
    configure(settings) {
      if (settings.webhook_url || settings.webhook_secret) throw new Error('it sends no notifications');
      if (settings.wire) {
        profile = wireProfile(settings.wire);
        state.wire_overrides = settings.wire;
      }
      if (settings.list_lag_seconds !== undefined)
        faults.listLagSeconds = settings.list_lag_seconds ?? undefined;
      stored.touch();
    },
  };

  const server = await listen(
    requestListener({
      operation: (method, path) => (isPage(method, path) ? 'page' : operationAt(method, path)),
      handle: (call) =>
        call.operation === 'page' ? answerPage(sampleProvider, call) : answerApi(sampleProvider, call),
      failure,
      control: (call) => answerControl(controlled, call),
      calls,
      faults,
    }),
    port,
  );
  url = server.url;

  return {
    url,
    pageBaseUrl: sampleProvider.pageBaseUrl(),
    controlUrl: `${url}/_control`,
    fixtures,
    ledger: () => ledger(sampleProvider),
    calls: calls.all,
    fail: faults.add,
    act: (input) => act(sampleProvider, parseAct(input)),
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
