import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { parse } from 'yaml';
import { systemClock } from '../../lib/clock.ts';
import type { ApiEvent, ApiResult } from '../../lib/http/event.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { startKms } from '../../local/aws/kms/start-kms.ts';
import { startSqs } from '../../local/aws/sqs/start-sqs.ts';
import { startFelloh } from '../../local/providers/felloh/index.ts';
import { holdAgainstContract } from './contract.ts';
import { quickSdk } from './sdk-transport.ts';
import { startFiles } from './start-files.ts';
import { startTable } from './start-table.ts';

export interface ApiRequest {
  method: string;
  /** With its query. */
  path: string;
  /** API key; `null` sends none. The world's admin key when absent. */
  key?: string | null;
  /** A value is sent as JSON, a string as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The gateway's id of the request; any when absent. */
  requestId?: string;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  /** As it went out. */
  text: string;
  /** The parsed body; undefined where it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what tests look at
  body: any;
}

type Handler = (event: ApiEvent, context: Context) => Promise<ApiResult>;

/**
 * The API on real servers: a table, S3, SQS, KMS and the Felloh simulator on loopback, one organisation with an admin key and
 * the default connection `felloh-main`. Requests go through the deployed handlers as events of the HTTP API, and every answer is held against the
 * OpenAPI document. One world
 * per test file, since the functions' clients live as long as their module.
 */
export async function startWorld() {
  const clock = systemClock;
  const slowSdk = await quickSdk();
  const [started, files, sqs, kms, felloh] = await Promise.all([
    startTable(),
    startFiles(clock),
    startSqs({ clock }),
    startKms({ clock }),
    startFelloh({ clock }),
  ]);
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: started.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_S3: files.url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    TABLE_NAME: started.table.name,
    MESSAGES_QUEUE_URL: sqs.createQueue({ name: 'messages' }),
    WAKE_QUEUE_URL: sqs.createQueue({ name: 'wake' }),
    BATCHES_QUEUE_URL: sqs.createQueue({ name: 'batches' }),
    ROWS_QUEUE_URL: sqs.createQueue({ name: 'rows' }),
    WEBHOOKS_QUEUE_URL: sqs.createQueue({ name: 'webhooks' }),
    FILES_BUCKET: files.files.bucket,
    CREDENTIALS_KEY_ID: kms.createKey(),
    PUBLIC_BASE_URL: 'https://pay.example.com',
    BASE_URLS: 'loopback',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'SILENT',
  });

  const { organisation, adminKey } = await createOrganisation(
    { table: started.table, clock },
    { name: 'Ada Travel', mode: 'test' },
  );
  const connection = {
    provider: 'felloh',
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
  };
  const call = (request: ApiRequest) => send({ key: adminKey.key, ...request });
  const ok = async (request: ApiRequest) => {
    const answer = await call(request);
    if (answer.status >= 300)
      throw new Error(`${request.method} ${request.path}: ${answer.status} ${answer.text}`);
    return answer;
  };
  await ok({ method: 'PUT', path: '/v1/connections/felloh-main', body: connection });
  await ok({ method: 'PATCH', path: '/v1/organisation', body: { default_connection: 'felloh-main' } });

  return {
    ...started,
    files,
    sqs,
    kms,
    felloh,
    organisation,
    adminKey,
    /** The body that put `felloh-main`. */
    connection,
    call,
    /** Throws unless the answer is a success. */
    ok,
    /** Another tenant, with an admin key of its own. */
    async otherOrganisation() {
      return createOrganisation({ table: started.table, clock }, { name: 'Grace Cruises', mode: 'live' });
    },
    async close() {
      await Promise.all([felloh.close(), kms.close(), sqs.close(), files.close(), started.close()]);
      slowSdk();
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** The least that a link can be made of here. */
export const aBody = {
  amount: 12500,
  currency: 'GBP',
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' },
};

/** Sends a request through the function that is deployed for it. */
async function send(request: ApiRequest): Promise<ApiAnswer> {
  const { pathname } = new URL(request.path, 'http://localhost');
  const route = ROUTES.find(({ method, pattern }) => method === request.method && pattern.test(pathname));
  const { file, path } = route ?? { file: 'functions/public/not-found.ts', path: '' };
  const module: { handler: Handler } = await import(join(ROOT, file));
  const answer = await invoke(module.handler, request, path, route?.pattern.exec(pathname)?.groups);
  holdAgainstContract({ method: request.method, path }, answer);
  return answer;
}

/** Calls a handler with a request as the HTTP API (payload format 2.0) hands it over. */
async function invoke(
  handler: Handler,
  request: ApiRequest,
  route = '$default',
  parameters: Record<string, string> = {},
): Promise<ApiAnswer> {
  const url = new URL(request.path, 'http://localhost');
  const { key, body, headers = {}, method } = request;
  const raw = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const event = {
    version: '2.0',
    routeKey: `${method} ${route}`,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: {
      ...(raw === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...headers,
    },
    pathParameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, decodeURIComponent(value)]),
    ),
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method, path: url.pathname, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: request.requestId ?? randomUUID(),
      routeKey: `${method} ${route}`,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: Date.now(),
    },
    ...(raw === undefined ? {} : { body: raw }),
    isBase64Encoded: false,
  } satisfies ApiEvent;
  const answer = await handler(event, CONTEXT);
  const text = answer.body ?? '';
  const sent = Object.entries(answer.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ]);
  return {
    status: answer.statusCode ?? 200,
    headers: Object.fromEntries(sent),
    text,
    body: /json/.test(String(answer.headers?.['content-type'])) ? JSON.parse(text) : undefined,
  };
}

const ROOT = join(import.meta.dirname, '../..');

interface Deployed {
  method: string;
  path: string;
  pattern: RegExp;
  file: string;
}

/** Every route that is deployed, from the files that deploy it. */
export const ROUTES: readonly Deployed[] = readdirSync(join(ROOT, 'infra/functions')).flatMap((file) => {
  const functions: Record<string, { handler: string; events?: { httpApi?: string }[] }> = parse(
    readFileSync(join(ROOT, 'infra/functions', file), 'utf8'),
    { logLevel: 'error' },
  );
  return Object.values(functions).flatMap(({ handler, events = [] }) =>
    events.flatMap(({ httpApi = '' }) => {
      const [method = '', path] = httpApi.split(' ');
      if (path === undefined) return [];
      const pattern = path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
      return [
        { method, path, pattern: new RegExp(`^${pattern}$`), file: handler.replace(/\.handler$/, '.ts') },
      ];
    }),
  );
});

// biome-ignore lint/suspicious/noExplicitAny: of a context the functions ask for the remaining time alone
const CONTEXT: any = { getRemainingTimeInMillis: () => 25_000 };
