import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Demo } from './demo.ts';
import type { Engines } from './engines.ts';
import type { Place } from './index-page.ts';

export interface StackAddresses {
  api: string;
  controls: string;
  endpoints: Record<'dynamodb' | 'sqs' | 's3' | 'kms' | 'ses' | 'sms' | 'outbox', string>;
  providers: Record<string, ProviderAddresses>;
}

interface ProviderAddresses {
  base_url: string;
  page_base_url: string;
  control_url: string;
  connection: { id: string; settings: Record<string, unknown>; credentials: Record<string, string> };
}

export function addressesOf(api: string, engines: Engines): StackAddresses {
  return {
    api,
    controls: `${api}/_local`,
    endpoints: {
      dynamodb: engines.dynamodb.url,
      sqs: engines.sqs.url,
      s3: engines.s3.url,
      kms: engines.kms.url,
      ses: engines.email.url,
      sms: engines.sms.url,
      outbox: engines.outboxPage.url,
    },
    providers: Object.fromEntries(
      engines.simulated.map(({ provider, simulator, connection, settings, credentials }) => [
        provider,
        {
          base_url: simulator.url,
          page_base_url: simulator.pageBaseUrl,
          control_url: simulator.controlUrl,
          connection: { id: connection, settings, credentials },
        },
      ]),
    ),
  };
}

/** The same for people. */
export function placesOf({ api, endpoints, providers }: StackAddresses): Place[] {
  return [
    { name: 'Outbox', url: endpoints.outbox, about: 'Every SMS and email that was sent.' },
    { name: 'Batches', url: '/_local/batches', about: 'Upload a file of links, confirm it, watch it run.' },
    { name: 'API reference', url: `${api}/docs`, about: 'Every call of the API.' },
    { name: 'OpenAPI document', url: `${api}/openapi.json`, about: 'The same for machines.' },
    ...Object.entries(providers).map(([name, { control_url }]) => ({
      name: `The simulated provider ${name}`,
      url: control_url,
      about: 'Its links and payments; act as payer or bank, make calls fail.',
    })),
    { name: 'Messages as JSON', url: '/_local/outbox', about: 'The outbox for scripts.' },
  ];
}

/** Lists every address for scripts and people while the stack runs; gives what takes the file away again. */
export function writeStackFile(
  file: string,
  { demo, ...addresses }: StackAddresses & { demo: Demo | undefined },
) {
  mkdirSync(dirname(file), { recursive: true });
  const content = { ...addresses, ...(demo ? { demo } : {}) };
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}
