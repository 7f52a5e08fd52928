import { randomBytes } from 'node:crypto';
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
import { type Acted, act, actions } from './act.ts';
import { wantedFailure } from './answers.ts';
import { answerApi, operationAt, operationNames } from './api.ts';
import { nextBatchAt, settleBatches } from './batch-file.ts';
import { fixtures } from './fixtures.ts';
import { type LedgerEntry, ledger } from './ledger.ts';
import { answerPage, isPage } from './page.ts';
import { withoutSecrets } from './recorded.ts';
import { type Batch, newState, type Paypoint } from './state.ts';
import { wireProfile } from './wire.ts';

export interface PaypointOptions {
  clock: Clock;
  /** 0, the default, takes any free one. */
  port?: number;
  /** Folder in which the state survives a restart; without it nothing is written. */
  dataDir?: string;
  /** Overrides of the wire profile, key by key. */
  wire?: Record<string, unknown>;
  /** A second key, then demanded with every call; null or nothing: none. */
  apiKey?: string | null;
}

export interface PaypointSimulator {
  /** The API's base url, without `wire.base_path`. */
  url: string;
  pageBaseUrl: string;
  controlUrl: string;
  fixtures: typeof fixtures;
  /** Every request for payment ever made, oldest first. */
  ledger(): readonly LedgerEntry[];
  /** Every batch, oldest first; times are epoch ms. */
  batches(): readonly Omit<Batch, 'blob'>[];
  calls(): readonly RecordedCall[];
  fail(fault: FaultInput): Fault;
  act(act: Act): Acted;
  configure(settings: SettingsInput): void;
  /** Epoch ms of its next own act, the end of a batch's work. */
  nextAt(): number | undefined;
  /** Does what is due by the clock. */
  runDue(): Promise<void>;
  /** Settles at once: it sends nothing. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

const mebibyte = 1024 * 1024;

/** PayPoint's PayByLink as its sheet has it: strict, stateful, with payment pages and batches; written apart from the adapter. */
export async function startPaypoint(options: PaypointOptions): Promise<PaypointSimulator> {
  const { clock, port = 0, dataDir, wire, apiKey } = options;
  const file = dataDir && join(dataDir, 'paypoint.json');
  const stored = persisted(file, newState(randomBytes(32).toString('base64')));
  const state = stored.value;
  if (wire) state.wire_overrides = wire;
  if (apiKey !== undefined) state.api_key = apiKey;
  let profile = wireProfile(state.wire_overrides);
  let url = '';
  // A signature that was given out holds after a restart.
  stored.touch();

  const faults = createFaults(operationNames);
  const calls = withoutSecrets(createCalls(clock, []), () => profile);
  const paypoint: Paypoint = {
    clock,
    state,
    faults,
    wire: () => profile,
    url: () => url,
    pageBaseUrl: () => `${url}/pay`,
    changed: stored.touch,
  };
  const settled = <T>(read: () => T): T => {
    settleBatches(paypoint);
    return read();
  };

  const controlled: Controlled = {
    name: 'PayPoint',
    now: () => toIso(clock.now()),
    faults,
    calls,
    actions,
    ledger: () => settled(() => ledger(paypoint)),
    deliveries: () => [],
    act: (input) => settled(() => act(paypoint, input)),
    settings: () => ({
      wire: state.wire_overrides,
      webhook_url: null,
      list_lag_seconds: faults.listLagSeconds ?? null,
    }),
    configure(settings) {
      if (settings.webhook_url) throw new Error('PayPoint sends no notifications');
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
      operation(method, pathAndQuery) {
        const path = pathAndQuery.split('?', 1)[0] ?? '';
        return operationAt(profile, method, path) ?? (isPage(method, path) ? 'page' : undefined);
      },
      handle: (call) => (call.operation === 'page' ? answerPage(paypoint, call) : answerApi(paypoint, call)),
      failure: (status, operation, fault) => wantedFailure(status, operation, url, fault),
      // Big enough for a file to be too large.
      bodyLimit: (operation) =>
        operation === 'batch_upload' ? profile.batch_max_bytes + mebibyte : mebibyte,
      control: (call) => answerControl(controlled, call),
      calls,
      faults,
    }),
    port,
  );
  url = server.url;

  return {
    url,
    pageBaseUrl: paypoint.pageBaseUrl(),
    controlUrl: `${url}/_control`,
    fixtures,
    ledger: () => settled(() => ledger(paypoint)),
    batches: () => settled(() => Object.values(state.batches).map(({ blob: _, ...batch }) => batch)),
    calls: calls.all,
    fail: faults.add,
    act: (input) => settled(() => act(paypoint, parseAct(input))),
    configure: (settings) => controlled.configure(parseSettings(settings)),
    nextAt: () => nextBatchAt(paypoint),
    runDue: async () => settleBatches(paypoint),
    drained: async () => {},
    async close() {
      await server.close();
      stored.flush();
    },
  };
}
