import * as z from 'zod/mini';
import type { ConnectionTerms } from '../connections/put.ts';
import { Nothing, noInput, type Route } from '../http/route.ts';
import { ConnectionBody } from './connection-body.ts';
import { ConnectionParams } from './connection-params.ts';
import { maybe } from './fields.ts';
import { RemindersInput, toRemindersChoice } from './plan.ts';

/** KMS seals at most 4 KB. */
function objectUpTo(bytes: number) {
  return z.record(z.string().check(z.maxLength(64)), z.unknown()).check(
    z.refine((value) => Buffer.byteLength(JSON.stringify(value)) <= bytes, {
      error: `At most ${bytes} bytes of JSON.`,
    }),
  );
}

const ConnectionInput = z.strictObject({
  provider: z.string().check(z.maxLength(40)),
  settings: objectUpTo(4096),
  credentials: maybe(objectUpTo(4000)),
  wire: maybe(objectUpTo(8192)),
  sender: maybe(z.enum(['service', 'provider'])),
  expires_in_days: maybe(z.int().check(z.minimum(1), z.maximum(366))),
  calls_per_second: maybe(z.int().check(z.minimum(1), z.maximum(100))),
  reminders: maybe(RemindersInput),
});
type ConnectionInput = z.infer<typeof ConnectionInput>;

const base = { ...noInput, tag: 'Connections', scope: 'connections', params: ConnectionParams } as const;
const theConnection = { statuses: { 200: 'The connection.' }, body: ConnectionBody } as const;

const ConnectionList = z.object({ data: z.array(ConnectionBody), next_page_token: z.null() });
type ConnectionList = z.infer<typeof ConnectionList>;

export const listConnectionsRoute: Route<object, object, object, ConnectionList> = {
  ...base,
  params: noInput.params,
  id: 'listConnections',
  method: 'GET',
  path: '/v1/connections',
  summary: 'List connections',
  returns: { statuses: { 200: 'All connections that are not retired.' }, body: ConnectionList },
};

export const getConnectionRoute: Route<ConnectionParams, object, object, ConnectionBody> = {
  ...base,
  id: 'getConnection',
  method: 'GET',
  path: '/v1/connections/{id}',
  summary: 'Read a connection',
  returns: theConnection,
};

export const putConnectionRoute: Route<ConnectionParams, object, ConnectionInput, ConnectionBody> = {
  ...base,
  id: 'putConnection',
  method: 'PUT',
  path: '/v1/connections/{id}',
  summary: 'Create or replace a connection',
  description:
    'Credentials are sealed and never shown again; left out in a replacement, they stay. Settings that name the account cannot change once links exist. `wire` overrides what is assumed of the provider, key by key. `sender` says who sends the links that do not say so themselves; links that are there keep theirs.',
  badParams: 'validation_error',
  body: ConnectionInput,
  bodyOptional: false,
  returns: {
    statuses: { 200: 'It was replaced.', 201: 'It was created.' },
    body: ConnectionBody,
    statusOf: ({ version }) => (version === 1 ? 201 : 200),
  },
  errors: ['conflict_state', 'operation_in_progress', 'capability_not_supported'],
};

export const deleteConnectionRoute: Route<ConnectionParams, object, object, undefined> = {
  ...base,
  id: 'deleteConnection',
  method: 'DELETE',
  path: '/v1/connections/{id}',
  summary: 'Retire a connection',
  description: 'It makes no new links; those that it has live on, since money may still come.',
  returns: { statuses: { 204: 'It is retired.' }, body: Nothing },
  errors: ['operation_in_progress'],
};

const CheckBody = z.object({
  object: z.literal('connection_check'),
  result: z.literal('ok'),
  checked_at: z.string(),
});
type CheckBody = z.infer<typeof CheckBody>;

export const checkConnectionRoute: Route<ConnectionParams, object, object, CheckBody> = {
  ...base,
  id: 'checkConnection',
  method: 'POST',
  path: '/v1/connections/{id}/check',
  summary: 'Try the credentials with a harmless call',
  returns: { statuses: { 200: 'The provider took them.' }, body: CheckBody },
  errors: ['capability_not_supported', 'provider_rejected', 'provider_unavailable', 'provider_bad_response'],
};

export const rotateNotificationUrlRoute: Route<ConnectionParams, object, object, ConnectionBody> = {
  ...base,
  id: 'rotateNotificationUrl',
  method: 'POST',
  path: '/v1/connections/{id}/rotate_notification_url',
  summary: 'A new notification url; the old one is gone at once',
  returns: theConnection,
  errors: ['operation_in_progress'],
};

export function toConnectionTerms(input: ConnectionInput): ConnectionTerms {
  return {
    provider: input.provider,
    settings: input.settings,
    credentials: input.credentials ?? undefined,
    wire: input.wire ?? undefined,
    expiresInDays: input.expires_in_days ?? undefined,
    sender: input.sender ?? undefined,
    callsPerSecond: input.calls_per_second ?? undefined,
    reminders: toRemindersChoice(input.reminders ?? 'default'),
  };
}
