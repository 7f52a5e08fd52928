import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { Nothing, noInput, type Route } from '../http/route.ts';
import { type ApiKey, Scope } from '../keys/api-key.ts';
import { maybe, text } from './fields.ts';

const ApiKeyBody = z.object({
  id: z.string(),
  object: z.literal('api_key'),
  name: z.nullable(z.string()),
  scopes: z.array(Scope),
  created_at: z.string(),
  revoked_at: z.nullable(z.string()),
});
type ApiKeyBody = z.infer<typeof ApiKeyBody>;

/** The one answer that shows the key itself. */
const NewApiKeyBody = z.extend(ApiKeyBody, { key: z.string() });
type NewApiKeyBody = z.infer<typeof NewApiKeyBody>;

const NewApiKey = z.strictObject({
  name: maybe(text(100)),
  scopes: z.array(Scope).check(z.minLength(1), z.maxLength(Scope.options.length)),
});
type NewApiKey = z.infer<typeof NewApiKey>;

const base = { ...noInput, tag: 'API keys', path: '/v1/api_keys', scope: 'admin' } as const;

export const createApiKeyRoute: Route<object, object, NewApiKey, NewApiKeyBody> = {
  ...base,
  id: 'createApiKey',
  method: 'POST',
  summary: 'Make an API key; it is shown once',
  description: 'The scope `admin` implies all others.',
  // Its answer holds the new key, which the table must not.
  idempotent: 'sealed',
  body: NewApiKey,
  bodyOptional: false,
  returns: { statuses: { 201: 'The key, this once.' }, body: NewApiKeyBody },
};

const ApiKeyList = z.object({ data: z.array(ApiKeyBody), next_page_token: z.null() });
type ApiKeyList = z.infer<typeof ApiKeyList>;

export const listApiKeysRoute: Route<object, object, object, ApiKeyList> = {
  ...base,
  id: 'listApiKeys',
  method: 'GET',
  summary: 'List API keys, revoked ones too',
  returns: { statuses: { 200: 'All keys, without the keys themselves.' }, body: ApiKeyList },
};

const ApiKeyParams = z.object({ id: z.string().check(z.regex(/^key_[0-9A-Z]{26}$/)) });
type ApiKeyParams = z.infer<typeof ApiKeyParams>;

export const revokeApiKeyRoute: Route<ApiKeyParams, object, object, undefined> = {
  ...base,
  id: 'revokeApiKey',
  method: 'DELETE',
  path: '/v1/api_keys/{id}',
  summary: 'Revoke an API key; in force within 30 seconds',
  params: ApiKeyParams,
  returns: { statuses: { 204: 'It is revoked.' }, body: Nothing },
};

export function toApiKeyBody(key: ApiKey): ApiKeyBody {
  return {
    id: key.id,
    object: 'api_key',
    name: key.name ?? null,
    scopes: key.scopes,
    created_at: toIso(key.createdAt),
    revoked_at: key.revokedAt === undefined ? null : toIso(key.revokedAt),
  };
}
