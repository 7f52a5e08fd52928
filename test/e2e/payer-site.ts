import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { handler as back } from '../../functions/public/back.ts';
import { handler as open } from '../../functions/public/open.ts';
import { handler as page } from '../../functions/public/page.ts';
import { handler as renewed } from '../../functions/public/renewed.ts';
import { handler as stop } from '../../functions/public/stop.ts';
import { handler as stopPage } from '../../functions/public/stop-page.ts';
import type { Connection } from '../../lib/connections/connection.ts';
import { newId, newLinkId, newSecret } from '../../lib/ids.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { changeLink, type LinkDraft, saveLink } from '../../lib/links/save.ts';
import type { Organisation } from '../../lib/organisations/organisation.ts';
import { putNewConnection } from '../../lib/table/connections.ts';
import { getLink } from '../../lib/table/links.ts';
import { organisationItem } from '../../lib/table/organisations.ts';
import { listen } from '../../local/listen.ts';
import { toGatewayEvent } from '../../local/runner/gateway-event.ts';
import { toGatewayResponse } from '../../local/runner/gateway-response.ts';
import { type Fate, openGate } from '../faults/proxy.ts';
import { startTable } from '../support/start-table.ts';

const DAY_MS = 24 * 3_600_000;

/** The functions of the payer's pages behind a small gateway, with a table of their own to put links into. */
export async function startPayerSite() {
  const started = await startTable();
  const { table } = started;
  let fate: (operation: string) => Fate = () => 'pass';
  const gate = await openGate(
    { dynamodb: started.url },
    ({ operation }) => fate(operation),
    () => {},
    true,
  );
  const environment = {
    TABLE_NAME: table.name,
    AWS_ENDPOINT_URL_DYNAMODB: gate.urls.dynamodb ?? '',
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    PUBLIC_BASE_URL: 'https://pay.example.com',
    BASE_URLS: 'loopback',
    LOG_LEVEL: 'SILENT',
  };
  Object.assign(process.env, environment);

  const server = await listen((request, response) => {
    const { method = 'GET' } = request;
    const [path = ''] = (request.url ?? '').split('?');
    const [, code, further, outcome] = /^\/p\/([^/]*)(?:\/(stop|renew)|\/back\/([^/]*))?$/.exec(path) ?? [];
    const [shows, acts] =
      further === 'stop' ? [stopPage, stop] : further === 'renew' ? [renewed, open] : [page, open];
    const handler = outcome === undefined ? (method === 'POST' ? acts : shows) : back;
    const parameters = { ...(code && { code: decodeURIComponent(code) }), ...(outcome && { outcome }) };
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks);
      const event = toGatewayEvent({ request, body, routeKey: 'test', parameters, now: Date.now() });
      // As JSON, which is how Lambda hands it over.
      const answer = toGatewayResponse(await handler(JSON.parse(JSON.stringify(event))));
      if (!answer) throw new Error('no gateway could send this');
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.body);
    });
  });

  return {
    url: server.url,
    table,

    /** What becomes of the functions' calls to the table, by operation; without a rule they pass. */
    setFate(rule: (operation: string) => Fate = () => 'pass') {
      fate = rule;
    },

    async addOrganisation(changes: Partial<Organisation> = {}): Promise<Organisation> {
      const organisation: Organisation = {
        id: newId(Date.now()),
        name: 'Harbour Travel Ltd',
        senderName: 'Harbour Travel',
        mode: 'live',
        timezone: 'Europe/London',
        contactKey: 'k'.repeat(43),
        version: 1,
        writer: 'w',
        createdAt: Date.now(),
        updatedAt: Date.now(),
        ...changes,
      };
      await table.client.send(
        new PutItemCommand({ TableName: table.name, Item: organisationItem(organisation) }),
      );
      return organisation;
    },

    /** Its links may be renewed where the organisation lets them. */
    async addConnection(org: string): Promise<void> {
      const connection: Connection = {
        org,
        id: 'felloh-main',
        provider: 'felloh',
        settings: {},
        credentials: '',
        expiresInDays: 30,
        hookToken: newSecret(128),
        version: 1,
        writer: 'w',
        createdAt: Date.now(),
        updatedAt: Date.now(),
      };
      await putNewConnection(table, connection);
    },

    async addLink(org: string, changes: Partial<LinkDraft> = {}): Promise<Link> {
      const now = Date.now();
      const draft: LinkDraft = {
        org,
        id: newLinkId(now),
        code: newSecret(128),
        connection: 'felloh-main',
        provider: 'felloh',
        amount: 125_000,
        currency: 'GBP',
        reference: 'INV-1001',
        description: 'Deposit for two weeks in Bali',
        customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' },
        expiresAt: now + 20 * DAY_MS,
        stage: 'open',
        createdAt: now,
        providerLinkId: newId(now),
        providerUrl: 'https://pay.example.net/226009ab',
        ...changes,
      };
      const link = await saveLink({ table, clock: { now: () => now } }, undefined, draft, {
        by: 'key:1',
        what: 'create',
      });
      if (!link) throw new Error('the link was not saved');
      return link;
    },

    async change(org: string, id: string, changes: Partial<LinkDraft>): Promise<void> {
      const cause = { by: 'provider', what: 'notification' };
      await changeLink({ table, clock: { now: () => Date.now() } }, org, id, (link) => ({
        draft: { ...link, ...changes },
        cause,
      }));
    },

    async current(link: Link): Promise<Link> {
      const found = await getLink(table, link.org, link.id);
      if (!found) throw new Error('the link is gone');
      return found;
    },

    async close() {
      await server.close();
      await gate.close();
      await started.close();
      for (const name of Object.keys(environment)) delete process.env[name];
    },
  };
}

/** What makes a link show each of its faces. */
export function faces(now: number) {
  const half = { amountPaid: 50_000, partlyPaidAt: now };
  return {
    payable: { dueOn: '2026-12-10' },
    preparing: { stage: 'creating' },
    processing: { facts: { latest: { at: now, status: 'processing' } } },
    'partially-paid': { facts: half },
    'partially-paid-unknown': { facts: { partlyPaidAt: now } },
    paid: { facts: { amountPaid: 125_000, paidAt: now } },
    refunded: { facts: { amountPaid: 125_000, paidAt: now, flags: { refunded: now } } },
    expired: { stage: 'expired', expiresAt: now - DAY_MS, expiredAt: now - DAY_MS },
    cancelled: { stage: 'cancelled', cancelledAt: now },
  } as const satisfies Record<string, Partial<LinkDraft>>;
}
