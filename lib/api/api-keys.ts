import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { Nothing, noInput, type Route } from '../http/route.ts';
import { type ApiKey, Scope } from '../keys/api-key.ts';

export const ApiKeyBody = z.object({
  id: z.string(),
  object: z.literal('api_key'),
  name: z.nullable(z.string()),
  scopes: z.array(Scope),
  created_at: z.string(),
  revoked_at: z.nullable(z.string()),
});
type ApiKeyBody = z.infer<typeof ApiKeyBody>;

const base = { ...noInput, tag: 'API keys', path: '/v1/api_keys', scope: 'admin' } as const;

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
