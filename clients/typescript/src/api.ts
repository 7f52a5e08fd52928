import createApi, { type Client, type Middleware } from 'openapi-fetch';
import { PaylinksError, problemOf } from './errors.ts';
import { KEYED_OPERATIONS } from './generated/operations.ts';
import type { paths } from './generated/schema.ts';
import { type Fetch, type Retries, retryingFetch } from './retrying-fetch.ts';

export interface ApiOptions {
  /** Where the API is, without `/v1`: `https://pay.example.com`. */
  baseUrl: string;
  /** `pl_live_…` or `pl_test_…`. */
  apiKey: string;
  /** In place of the global one. */
  fetch?: Fetch;
  retries?: Retries;
}

export type Api = Client<paths>;

/** Every operation of the API by its path, typed by the OpenAPI document. Throws a PaylinksError for whatever is no success. */
export function createTypedApi({ baseUrl, apiKey, fetch, retries }: ApiOptions): Api {
  const api = createApi<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    fetch: retryingFetch(fetch ?? ((request) => globalThis.fetch(request)), retries),
  });
  api.use(keys, errors);
  return api;
}

/** One key per call, which all its repeats have. */
const keys: Middleware = {
  onRequest({ request, schemaPath }) {
    const { headers, method } = request;
    if (KEYED_OPERATIONS.has(`${method} ${schemaPath}`) && !headers.has('idempotency-key')) {
      headers.set('idempotency-key', crypto.randomUUID());
    }
    return request;
  },
};

const errors: Middleware = {
  async onResponse({ request, response }) {
    if (response.ok) return undefined;
    const problem = await problemOf(response);
    throw new PaylinksError(response, problem, request.headers.get('idempotency-key'));
  },
};
