import { ROUTES } from '../lib/api/routes.ts';
import type { ErrorCode } from '../lib/errors.ts';
import { PROBLEMS } from '../lib/http/problem.ts';
import type { AnyRoute } from '../lib/http/route.ts';
import { ANSWERS, BODIES } from './openapi-examples.ts';
import { type Schema, schemaCollector } from './openapi-schemas.ts';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: Schema;
  style?: string;
  explode?: boolean;
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema; example?: unknown }> };
  responses: Record<string, Answer>;
}

export interface Answer {
  description: string;
  headers?: Record<string, Schema>;
  content?: Record<
    string,
    { schema: Schema; example?: unknown; examples?: Record<string, { $ref: string }> }
  >;
}

export interface OpenApi {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string } };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    securitySchemes: Record<string, unknown>;
    headers: Record<string, { description: string; schema: Schema }>;
    examples: Record<string, { value: unknown }>;
  };
}

/** Problems that any operation with a body, or with a key, can meet. */
const WITH_BODY: readonly ErrorCode[] = [
  'malformed_json',
  'body_too_large',
  'unsupported_media_type',
  'card_number_refused',
];
const WITH_KEY: readonly ErrorCode[] = ['unauthenticated', 'forbidden', 'rate_limited'];
const IDEMPOTENT: readonly ErrorCode[] = ['idempotency_in_progress', 'idempotency_key_reused'];

/** The whole contract as OpenAPI 3.1, from the schemas that the handlers use. */
export function openApiDocument(): OpenApi {
  const schemas = schemaCollector();
  const paths: OpenApi['paths'] = {};
  for (const route of ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Paylinks',
      version: '1',
      description:
        'One pay-by-link API in front of several payment providers. JSON, times in RFC 3339 UTC, amounts as integers in minor units. Unknown fields and parameters are refused. Every answer carries `Request-Id`. Every POST that creates or sends takes `Idempotency-Key`: the first answer is kept for 7 days and given again.',
      license: { name: 'MIT' },
    },
    tags: [
      { name: 'Links', description: 'Requests for payment.' },
      { name: 'Batches', description: 'Files of links, from the upload to the last row.' },
      { name: 'Exports', description: 'Files for finance: the links that took money in a period.' },
      { name: 'Reminders', description: 'When a link that is not paid reminds its customer.' },
      { name: 'Suppressions', description: 'Who must not be messaged.' },
      { name: 'Events', description: 'What has happened, to catch up from.' },
      { name: 'Webhooks', description: 'Your own servers that are told what happens, by Standard Webhooks.' },
      { name: 'Connections', description: "The organisation's accounts at providers." },
      { name: 'Organisation', description: 'The tenant that the key belongs to.' },
      { name: 'API keys', description: 'Who may call.' },
      { name: 'Service', description: 'About the service itself.' },
    ],
    paths,
    components: {
      schemas: { ...sorted(schemas.components), Problem: PROBLEM },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `pl_test_…` or `pl_live_…`.' },
      },
      headers: HEADERS,
      examples: problemExamples(),
    },
  };
}

function operationOf(route: AnyRoute, schemas: ReturnType<typeof schemaCollector>): Operation {
  const takesBody = route.method !== 'GET' && route.method !== 'DELETE';
  const input = takesBody ? schemas.inline(route.body, 'input') : {};
  // A named schema comes back as a reference, an unnamed one with its properties or its alternatives.
  const hasBody =
    input.$ref !== undefined ||
    input.anyOf !== undefined ||
    input.oneOf !== undefined ||
    Object.keys(input.properties ?? {}).length > 0;
  const example = BODIES[route.id];
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...descriptionOf(route),
    security: route.scope === 'public' ? [] : [{ apiKey: [] }],
    parameters: parametersOf(route, schemas),
    ...(hasBody
      ? {
          requestBody: {
            required: !route.bodyOptional,
            content: {
              'application/json': {
                schema: schemas.refer(route.body, 'input', requestName(route.id)),
                ...(example === undefined ? {} : { example }),
              },
            },
          },
        }
      : {}),
    responses: { ...successesOf(route, schemas), ...problemsOf(route, takesBody) },
  };
}

function descriptionOf({ description, scope }: AnyRoute): { description?: string } {
  const needs = scope === 'public' ? undefined : `Needs the scope \`${scope}\`.`;
  const text = [description, needs].filter((part) => part !== undefined).join('\n\n');
  return text === '' ? {} : { description: text };
}

function parametersOf(route: AnyRoute, schemas: ReturnType<typeof schemaCollector>): Parameter[] {
  const path = Object.entries(schemas.inline(route.params, 'input').properties ?? {});
  const query = Object.entries(schemas.inline(route.query, 'input').properties ?? {});
  return [
    ...path.map(([name, schema]): Parameter => ({ name, in: 'path', required: true, schema })),
    ...query.map(
      ([name, schema]): Parameter => ({
        name,
        in: 'query',
        required: false,
        schema,
        ...(schema.type === 'object' ? { style: 'deepObject', explode: true } : {}),
      }),
    ),
    ...(route.idempotent
      ? [
          header('Idempotency-Key', 'Recommended. A repeat with the same key gives the first answer again.', {
            type: 'string',
            pattern: '^[\\x21-\\x7e]{1,255}$',
          }),
        ]
      : []),
    ...(route.ifMatch
      ? [header('If-Match', 'The version that was read, as in `ETag`.', { type: 'string' })]
      : []),
  ];
}

function header(name: string, description: string, schema: Schema): Parameter {
  return { name, in: 'header', required: false, description, schema };
}

function successesOf(route: AnyRoute, schemas: ReturnType<typeof schemaCollector>): Record<string, Answer> {
  const { returns } = route;
  const statuses = Object.entries(returns.statuses);
  return Object.fromEntries(
    statuses.map(([status, description]): [string, Answer] => {
      const headers = {
        'Request-Id': { $ref: '#/components/headers/Request-Id' },
        ...(route.idempotent
          ? { 'Idempotency-Replayed': { $ref: '#/components/headers/Idempotency-Replayed' } }
          : {}),
      };
      if (status === '204') return [status, { description, headers }];
      if (returns.asLocation) {
        const Location = { $ref: '#/components/headers/Location' };
        return [status, { description, headers: { ...headers, Location } }];
      }
      const schema = returns.contentType
        ? { type: 'string' }
        : schemas.refer(returns.body, 'output', answerName(route.id));
      const example = ANSWERS[schema.$ref?.split('/').at(-1) ?? ''];
      const content = { schema, ...(example === undefined ? {} : { example }) };
      return [
        status,
        { description, headers, content: { [returns.contentType ?? 'application/json']: content } },
      ];
    }),
  );
}

function problemsOf(route: AnyRoute, takesBody: boolean): Record<string, Answer> {
  const codes: ErrorCode[] = [
    ...(route.scope === 'public' ? [] : WITH_KEY),
    ...(route.scope === 'public' ? [] : (['validation_error'] as const)),
    ...(route.path.includes('{') ? (['not_found'] as const) : []),
    ...(takesBody ? WITH_BODY : []),
    ...(route.idempotent ? IDEMPOTENT : []),
    ...(route.errors ?? []),
    'internal',
  ];
  const byStatus = Map.groupBy([...new Set(codes)], (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, some]): [string, Answer] => [
        String(status),
        {
          description: some.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
          headers: {
            'Request-Id': { $ref: '#/components/headers/Request-Id' },
            ...(status === 429 || status === 503 || status === 409
              ? { 'Retry-After': { $ref: '#/components/headers/Retry-After' } }
              : {}),
          },
          content: {
            'application/problem+json': {
              schema: { $ref: '#/components/schemas/Problem' },
              examples: Object.fromEntries(
                some.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
              ),
            },
          },
        },
      ]),
  );
}

function problemExamples(): OpenApi['components']['examples'] {
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([code, problem]) => [code, { value: problemExample(code, problem) }]),
  );
}

function problemExample(code: string, problem: (typeof PROBLEMS)[ErrorCode]): unknown {
  const { status, title, retryable = false } = problem;
  return {
    type: `urn:paylinks:problem:${code}`,
    title,
    status,
    detail: `${title}.`,
    code,
    request_id: 'JKJaXmPLvHcESHA=',
    retryable,
    ...(code === 'validation_error'
      ? { errors: [{ pointer: '/amount', code: 'required', detail: 'This field is required.' }] }
      : {}),
  };
}

const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457. `code` tells what it is; `retryable`: the same request may succeed later.',
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(PROBLEMS) },
    request_id: { type: 'string' },
    retryable: { type: 'boolean' },
    errors: {
      type: 'array',
      description: 'One per fault: a JSON pointer into the body, or below /query, /path and /header.',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
        required: ['pointer', 'code', 'detail'],
        additionalProperties: false,
      },
    },
    provider: {
      type: 'object',
      description: 'Which provider refused or failed, and how.',
      properties: {
        name: { type: 'string' },
        category: { type: 'string' },
        status: { type: 'integer' },
        code: { type: 'string' },
      },
      required: ['name', 'category'],
      additionalProperties: false,
    },
    link_id: { type: 'string' },
    conflicting_link_id: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id', 'retryable'],
  additionalProperties: false,
};

const HEADERS: OpenApi['components']['headers'] = {
  'Request-Id': { description: "The request's id, also in our logs.", schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } },
  Location: { description: 'Where it is to be fetched.', schema: { type: 'string', format: 'uri' } },
  'Idempotency-Replayed': { description: '`true` on a repeated answer.', schema: { type: 'string' } },
};

function requestName(id: string): string {
  return REQUESTS[id] ?? `${id.charAt(0).toUpperCase()}${id.slice(1)}Request`;
}

function answerName(id: string): string {
  return ANSWER_NAMES[id] ?? `${id.charAt(0).toUpperCase()}${id.slice(1)}Answer`;
}

const REQUESTS: Readonly<Record<string, string>> = {
  putConnection: 'NewConnection',
  createApiKey: 'NewApiKey',
  createWebhookEndpoint: 'NewWebhookEndpoint',
  updateWebhookEndpoint: 'WebhookEndpointChanges',
  replayWebhooks: 'NewWebhookReplay',
  updateOrganisation: 'OrganisationChanges',
};

const ANSWER_NAMES: Readonly<Record<string, string>> = {
  listLinks: 'ListLinksPage',
  listProviderLinks: 'ListProviderLinksPage',
  listBatches: 'ListBatchesPage',
  listBatchRows: 'ListBatchRowsPage',
  listBatchEvents: 'ListBatchEventsPage',
  listEvents: 'ListEventsPage',
  listExports: 'ListExportsPage',
  createApiKey: 'ApiKeyCreated',
  createWebhookEndpoint: 'WebhookEndpointWithSecret',
  rotateWebhookSecret: 'WebhookEndpointWithSecret',
  testWebhookEndpoint: 'WebhookTest',
  replayWebhooks: 'WebhookReplay',
  getOrganisation: 'Organisation',
  updateOrganisation: 'Organisation',
  health: 'Health',
};

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
