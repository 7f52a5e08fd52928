import * as z from 'zod/mini';
import { onceSealed } from '../http/idempotency.ts';
import { noInput, type Route } from '../http/route.ts';
import { Scope } from '../keys/api-key.ts';
import { ApiKeyBody } from './api-keys.ts';
import { maybe, text } from './fields.ts';

/** The one answer that shows the key itself. */
const NewApiKeyBody = z.extend(ApiKeyBody, { key: z.string() });
type NewApiKeyBody = z.infer<typeof NewApiKeyBody>;

const NewApiKey = z.strictObject({
  name: maybe(text(100)),
  scopes: z.array(Scope).check(z.minLength(1), z.maxLength(Scope.options.length)),
});
type NewApiKey = z.infer<typeof NewApiKey>;

export const createApiKeyRoute: Route<object, object, NewApiKey, NewApiKeyBody> = {
  ...noInput,
  path: '/v1/api_keys',
  tag: 'API keys',
  scope: 'admin',
  id: 'createApiKey',
  method: 'POST',
  summary: 'Make an API key; it is shown once',
  description: 'The scope `admin` implies all others.',
  // Its answer holds the new key, which the table must not.
  idempotent: onceSealed,
  body: NewApiKey,
  bodyOptional: false,
  returns: { statuses: { 201: 'The key, this once.' }, body: NewApiKeyBody },
};
