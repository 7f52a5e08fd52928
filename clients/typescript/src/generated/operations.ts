// Made of docs/openapi.json by `npm run client`: not to be changed by hand.

/** Every operation that takes an `Idempotency-Key`. */
export const KEYED_OPERATIONS: ReadonlySet<string> = new Set([
  'POST /v1/links',
  'POST /v1/links/{id}/send',
  'POST /v1/links/{id}/supersede',
  'POST /v1/links/{id}/external_payments',
  'POST /v1/links/{id}/retry',
  'POST /v1/batches',
  'POST /v1/batches/{id}/confirm_upload',
  'POST /v1/batches/{id}/confirm',
  'POST /v1/batches/{id}/cancel',
  'POST /v1/batches/{id}/retry',
  'POST /v1/exports',
  'POST /v1/exports/{id}/cancel',
  'POST /v1/webhook_endpoints',
  'POST /v1/webhook_endpoints/{id}/rotate_secret',
  'POST /v1/api_keys',
]);
