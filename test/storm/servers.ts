import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../lib/clock.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { putConnection } from '../../lib/connections/put.ts';
import { newLinkId } from '../../lib/ids.ts';
import { createLink } from '../../lib/links/create.ts';
import type { LinkDeps } from '../../lib/links/deps.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { hints } from '../../lib/queues/hints.ts';
import type { Table } from '../../lib/table/client.ts';
import { type Item, toItem } from '../../lib/table/items.ts';
import { linkKey } from '../../lib/table/keys.ts';
import { toLink } from '../../lib/table/link-item.ts';
import { startKms } from '../../local/aws/kms/start-kms.ts';
import { startSqs } from '../../local/aws/sqs/start-sqs.ts';
import { startFelloh } from '../../local/providers/felloh/index.ts';
import { sameCopy, writeLinks } from '../cost/many-links.ts';
import { quickSdk } from '../support/sdk-transport.ts';
import { startTable } from '../support/start-table.ts';

const DAY = 24 * 3_600_000;

/** A table, queues, keys and Felloh at a time that the storm sets, reached as the functions reach them. */
export async function startStormServers(clock: Clock) {
  const slowSdk = await quickSdk();
  const [{ table, url, close }, sqs, kms, felloh] = await Promise.all([
    startTable(),
    startSqs({ clock }),
    startKms({ clock }),
    startFelloh({ clock }),
  ]);
  const queue = sqs.createQueue({ name: 'wake', attributes: { VisibilityTimeout: '360' } });
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    WAKE_QUEUE_URL: queue,
    MESSAGES_QUEUE_URL: sqs.createQueue({ name: 'messages' }),
    CREDENTIALS_KEY_ID: kms.createKey(),
    BASE_URLS: 'loopback',
    LOG_LEVEL: 'SILENT',
  });
  const deps: LinkDeps = {
    table,
    clock,
    publicBaseUrl: 'https://pay.example.com',
    openConnection: connectionOpener({ table, clock }),
    hints,
    signal: new AbortController().signal,
  };
  return {
    deps,
    sqs,
    queue,
    felloh,
    async close() {
      await Promise.all([felloh.close(), kms.close(), sqs.close(), close()]);
      slowSdk();
    },
  };
}

export type StormServers = Awaited<ReturnType<typeof startStormServers>>;

/** An organisation with one connection and one link at the provider, of which the others of the storm are copies. */
export async function arrangeStorm(
  { deps, felloh }: StormServers,
  { name, callsPerSecond }: { name: string; callsPerSecond: number },
): Promise<{ org: string; model: Item; providerLinkId: string }> {
  const { organisation } = await createOrganisation(deps, { name, mode: 'test' });
  const org = organisation.id;
  const { fixtures } = felloh;
  await putConnection(deps, org, 'felloh-main', {
    provider: 'felloh',
    settings: {
      base_url: felloh.url,
      page_base_url: felloh.pageBaseUrl,
      organisation: fixtures.organisation,
    },
    credentials: { public_key: fixtures.publicKey, private_key: fixtures.privateKey },
    wire: undefined,
    expiresInDays: undefined,
    callsPerSecond,
    sender: undefined,
    reminders: 'none',
  });
  const customer = { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' };
  const now = deps.clock.now();
  const terms = {
    connection: 'felloh-main',
    provider: 'felloh',
    amount: 12_500,
    currency: 'GBP',
    customer,
    expiresAt: now + 30 * DAY,
  };
  const linkId = newLinkId(now);
  const link = await createLink(deps, { org, by: 'key:1' }, { linkId, terms });
  const stored = (await scan(deps.table)).find(({ sk }) => sk?.S === linkKey(org, link.id).sk);
  if (!stored || link.providerLinkId === undefined) throw new Error('the link was not made');
  return { org, model: stored, providerLinkId: link.providerLinkId };
}

/** Links whose daily check is due within one minute from now on, spread over its seconds. */
export async function writeDue(
  { table, clock }: Pick<LinkDeps, 'table' | 'clock'>,
  model: Item,
  count: number,
): Promise<void> {
  const now = clock.now();
  const models = Array.from({ length: 60 }, (_, second) => {
    const due = now + second * 1000;
    return {
      ...model,
      ...toItem({
        openedAt: now - 3 * DAY,
        lastOpenedAt: now - 3 * DAY,
        checkedAt: due - DAY,
        due_at: due,
        due_key: 'D#00',
      }),
    };
  });
  await writeLinks(table.client, table.name, models, {
    from: 60,
    to: 60 + count,
    now: now - 3 * DAY,
    copy: sameCopy,
  });
}

async function scan({ client, name }: Table): Promise<Item[]> {
  const found: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: name, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}

export async function linksOf(table: Table, org: string) {
  const items = await scan(table);
  return items
    .filter(({ sk }) => sk?.S?.startsWith('L#'))
    .map((item) => toLink(item))
    .filter((link) => link.org === org);
}

const Consumed = z.object({ ConsumedCapacity: z.object({ CapacityUnits: z.number() }) });

/** Write units that a client spends from now on; a refused write counts one for each KB, at least one. */
export function countWrites(client: DynamoDBClient): () => number {
  let units = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!/^(Put|Update)Item/.test(context.commandName ?? '')) return next(args);
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      try {
        const result = await next(args);
        units += Consumed.parse(result.output).ConsumedCapacity.CapacityUnits;
        return result;
      } catch (error) {
        units += 1;
        throw error;
      }
    },
    { step: 'initialize' },
  );
  return () => units;
}
