import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod/mini';
import { CHANNEL_CLIENT } from '../../../lib/channels/outcome.ts';
import type { Clock } from '../../../lib/clock.ts';
import { connectionOpener } from '../../../lib/connections/open.ts';
import { createRates, type Rates } from '../../../lib/connections/rate.ts';
import type { Hints, LinkDeps } from '../../../lib/links/deps.ts';
import { nativeSender } from '../../../lib/links/native-send.ts';
import type { WakeDeps } from '../../../lib/links/wake.ts';
import { type DeliverDeps, deliverClaimed, deliverSends } from '../../../lib/messages/deliver.ts';
import { remind } from '../../../lib/reminders/remind.ts';
import { startEmail } from '../../../local/aws/email/start-email.ts';
import { startKms } from '../../../local/aws/kms/start-kms.ts';
import { createOutbox, type Outbox } from '../../../local/aws/outbox/outbox.ts';
import { startSms } from '../../../local/aws/sms/start-sms.ts';
import { type Simulated, startSimulators } from '../../../local/simulators.ts';
import { withoutStream } from '../../cost/many-links.ts';
import { quickClient, quickFetch, quickWire } from '../../support/quick-wire.ts';
import { startTable } from '../../support/start-table.ts';
import { batchWrites } from './batched-writes.ts';
import { calm, type Faults } from './faults.ts';
import { countTimeouts, seenClock, spend } from './invocation.ts';
import { quickenReads } from './quick-reads.ts';
import { createRecord, type Record } from './record.ts';
import { watchChannels } from './watch-channels.ts';
import { watchProviders } from './watch-providers.ts';
import { seenCall, watchTable } from './watch-table.ts';

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
const BASE_URL = 'https://pay.example.com';

/** Everything that the use cases speak to, in one process, at a time that is set; nothing is built of fakes. */
export interface World {
  readonly clock: Clock & { set(epochMs: number): void };
  readonly record: Record;
  readonly outbox: Outbox;
  readonly simulated: readonly Simulated[];
  readonly table: LinkDeps['table'];
  readonly faults: Faults;
  /** For use cases that act for callers. */
  linkDeps(): LinkDeps;
  /** For whoever works off the queues. */
  wakeDeps(rates: Rates): WakeDeps;
  /** What one environment knows of the rates: who waits for a slot spends the time of its own clock. */
  newRates(): Rates;
  deliverDeps(): DeliverDeps;
  close(): Promise<void>;
}

export interface WorldOptions {
  start: number;
  faults?: Faults;
  /** Where hints go; they are lost when absent. */
  hints?: Hints;
  /** Puts are decided here and reach the table's engine many at once, and nobody waits for a slot. */
  isQuick?: boolean;
}

/** What a client makes for logs and servers that there are not. */
const UNREAD = ['loggerMiddleware', 'getUserAgentMiddleware', 'recursionDetectionMiddleware'];

const NOWHERE: Hints = { messages: async () => {}, wake: async () => {}, sweep: async () => {} };

/** Each slot is a write, and 100 a second are enough for everybody. */
const AT_ONCE: Rates = {
  take: async () => ({ turn: 'now', next: 0 }),
  until: async () => {},
  tell: async () => {},
};

export async function startWorld({
  start,
  faults = calm,
  hints = NOWHERE,
  isQuick = false,
}: WorldOptions): Promise<World> {
  let now = start;
  const clock = {
    now: () => now,
    set: (epochMs: number) => {
      now = epochMs;
    },
  };
  const seen = seenClock(clock);
  const record = createRecord();
  const wire = quickWire();
  const quick = quickClient(wire);
  const outbox = createOutbox({ clock, limit: 1_000_000 });
  const [{ table, url, close: closeTable }, kms, email, sms, { simulated }] = await Promise.all([
    startTable(quick),
    startKms({ clock }),
    startEmail({ clock, outbox }),
    startSms({ clock, outbox }),
    startSimulators({ clock, ports: {} }),
  ]);
  await withoutStream(table.client, table.name);
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_KMS: kms.url,
    CREDENTIALS_KEY_ID: kms.createKey(),
    BASE_URLS: 'loopback',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'SILENT',
    POWERTOOLS_LOG_LEVEL: process.env.LOG_LEVEL ?? 'SILENT',
  });
  const local = { ...CHANNEL_CLIENT, ...quick, region: 'eu-west-2', credentials: CREDENTIALS };
  const channels = {
    email: { client: new SESv2Client({ ...local, endpoint: email.url }), from: 'payments@example.com' },
    sms: { client: new PinpointSMSVoiceV2Client({ ...local, endpoint: sms.url }), origination: 'PAYLINKS' },
  };
  const watched = { world: clock, seen, record, faults };
  watchTable(table.client, watched);
  const told = <T>(name: string, call: () => Promise<T>) => seenCall(record, name, call);
  const batched = isQuick
    ? batchWrites(table.client, table.name, { ...quick, endpoint: url }, told)
    : undefined;
  if (!batched) quickenReads(table.client, told);
  for (const client of [table.client, channels.email.client, channels.sms.client]) {
    for (const layer of UNREAD) client.middlewareStack.remove(layer);
  }
  watchChannels(channels.email.client, { ...watched, channel: 'email', server: email.faults });
  watchChannels(channels.sms.client, { ...watched, channel: 'sms', server: sms.faults });
  const restoreFetch = watchProviders(simulated, watched, (request) => quickFetch(wire, request));
  const restoreTimeouts = countTimeouts();

  const common = { table, clock: seen, publicBaseUrl: BASE_URL };
  // For it no time goes by: KMS would be asked anew each minute in which something happens.
  const openConnection = connectionOpener({ table, clock: { now: () => start } });
  const deliverDeps = (): DeliverDeps => ({
    ...common,
    ...channels,
    native: nativeSender({ clock: seen, openConnection }),
  });
  const linkDeps = (): LinkDeps => ({
    ...common,
    openConnection,
    hints,
    signal: AbortSignal.timeout(22_000),
  });
  return {
    clock,
    record,
    outbox,
    simulated,
    table,
    faults,
    linkDeps,
    deliverDeps,
    newRates: () => (isQuick ? AT_ONCE : createRates({ table, clock: seen, pause: async (ms) => spend(ms) })),
    wakeDeps(rates) {
      const signal = AbortSignal.timeout(45_000);
      return {
        ...common,
        openConnection,
        hints,
        rates,
        signal,
        deliver: (org, linkId) => deliverSends(deliverDeps(), org, linkId),
        remind: (actor, link) =>
          remind(
            {
              ...common,
              openConnection,
              hints,
              rates,
              signal,
              deliver: (claimed, claim) => deliverClaimed(deliverDeps(), claimed, claim),
            },
            actor,
            link,
          ),
      };
    },
    async close() {
      restoreFetch();
      restoreTimeouts();
      await batched?.close();
      wire.close();
      channels.email.client.destroy();
      channels.sms.client.destroy();
      await Promise.all([
        closeTable(),
        kms.close(),
        email.close(),
        sms.close(),
        ...simulated.map(({ simulator }) => simulator.close()),
      ]);
    },
  };
}

const Acting = z.object({
  act: z.custom<(input: { action: string; link: string; amount?: number; method?: string }) => unknown>(
    (value) => typeof value === 'function',
  ),
});

/** A payer, or a bank, acts at a provider. `false`: the page does not let it. */
export function actAt(
  simulated: readonly Simulated[],
  provider: string,
  input: { action: string; link: string; amount?: number; method?: string },
): boolean {
  const found = simulated.find((one) => one.provider === provider);
  try {
    z.parse(Acting, found?.simulator).act(input);
    return true;
  } catch {
    return false;
  }
}
