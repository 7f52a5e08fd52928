import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import { startAllpay } from './providers/allpay/index.ts';
import { startFelloh } from './providers/felloh/index.ts';
import { startFortis } from './providers/fortis/index.ts';
import { startPaypoint } from './providers/paypoint/index.ts';
import { startSmarterpay } from './providers/smarterpay/index.ts';

/** A simulated provider as the stack uses it, and the connection through which the demo organisation does. */
export interface Simulated {
  provider: string;
  simulator: Simulator;
  connection: string;
  settings: Record<string, unknown>;
  credentials: Record<string, string>;
  /** Tells the simulator where to send its notifications; absent where the provider has none. */
  notify?(url: string): void;
}

interface Simulator {
  url: string;
  pageBaseUrl: string;
  controlUrl: string;
  nextAt(): number | undefined;
  runDue(): Promise<void>;
  drained(): Promise<void>;
  close(): Promise<void>;
}

interface Options {
  clock: Clock;
  dataDir?: string | undefined;
  /** Where each listened in a former run on the same data: their pages' addresses are in the links. */
  ports: Readonly<Record<string, number>>;
}

/** Every provider's simulator, started side by side; the first one's connection is the demo organisation's default. */
export async function startSimulators({ clock, dataDir, ports }: Options) {
  const options = (provider: string) => ({
    clock,
    port: ports[provider] ?? 0,
    ...(dataDir ? { dataDir: join(dataDir, provider) } : {}),
  });
  const [felloh, allpay, fortis, paypoint, smarterpay] = await Promise.all([
    startFelloh(options('felloh')),
    startAllpay(options('allpay')),
    startFortis(options('fortis')),
    startPaypoint(options('paypoint')),
    startSmarterpay(options('smarterpay')),
  ]);
  const simulated: Simulated[] = [
    {
      provider: 'felloh',
      simulator: felloh,
      connection: 'felloh-main',
      settings: {
        base_url: felloh.url,
        page_base_url: felloh.pageBaseUrl,
        organisation: felloh.fixtures.organisation,
      },
      credentials: {
        public_key: felloh.fixtures.publicKey,
        private_key: felloh.fixtures.privateKey,
        webhook_secret: felloh.fixtures.webhookSecret,
      },
      notify: (url) => felloh.configure({ webhook_url: url, webhook_secret: felloh.fixtures.webhookSecret }),
    },
    {
      provider: 'allpay',
      simulator: allpay,
      connection: 'allpay-main',
      settings: {
        base_url: allpay.url,
        organisation_id: allpay.fixtures.organisationId,
        organisation_person_id: allpay.fixtures.organisationPersonId,
        organisation_name: allpay.fixtures.organisationName,
        client_code: allpay.fixtures.clientCode,
      },
      credentials: {
        apim_subscription_key: allpay.fixtures.apimSubscriptionKey,
        subscription_key: allpay.fixtures.subscriptionKey,
      },
    },
    {
      provider: 'fortis',
      simulator: fortis,
      connection: 'fortis-main',
      settings: {
        base_url: fortis.url,
        user_id: fortis.fixtures.userId,
        developer_id: fortis.fixtures.developerId,
        location_id: fortis.fixtures.locationId,
        cc_product_transaction_id: fortis.fixtures.ccProductTransactionId,
        ach_product_transaction_id: fortis.fixtures.achProductTransactionId,
        postback_username: fortis.fixtures.postbackUsername,
      },
      credentials: {
        user_api_key: fortis.fixtures.userApiKey,
        postback_password: fortis.fixtures.postbackPassword,
      },
      notify: (url) => fortis.configure({ webhook_url: url }),
    },
    {
      provider: 'paypoint',
      simulator: paypoint,
      connection: 'paypoint-main',
      settings: { base_url: paypoint.url },
      credentials: { subscription_key: paypoint.fixtures.subscriptionKey },
    },
    {
      provider: 'smarterpay',
      simulator: smarterpay,
      connection: 'smarterpay-main',
      settings: {
        base_url: smarterpay.url,
        pages: smarterpay.fixtures.pages.map(({ id, kind, single_use }) => ({ id, kind, single_use })),
      },
      credentials: {
        api_token: smarterpay.fixtures.apiToken,
        webhook_key: smarterpay.fixtures.webhookKey,
      },
      notify: (url) =>
        smarterpay.configure({ webhook_url: url, webhook_secret: smarterpay.fixtures.webhookKey }),
    },
  ];
  return { felloh, simulated };
}
