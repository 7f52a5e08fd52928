import { type ApiOptions, createTypedApi } from './api.ts';
import { batchesOf } from './batches.ts';
import { eventsOf } from './events.ts';
import { exportsOf } from './exports.ts';
import { linksOf } from './links.ts';
import { webhooksOf } from './webhooks.ts';

export type ClientOptions = ApiOptions;

/**
 * A client of one organisation. Every POST that takes an `Idempotency-Key` gets one, the same in all repeats of the call;
 * what may succeed later is repeated (`retries`); whatever is no success is thrown as a PaylinksError, and no answer at all
 * as a PaylinksConnectionError.
 */
export function createClient(options: ClientOptions) {
  const api = createTypedApi(options);
  return {
    /** Every operation by its path, with the same keys, repeats and errors: `await client.api.GET('/v1/organisation')`. */
    api,
    links: linksOf(api),
    events: eventsOf(api),
    exports: exportsOf(api),
    batches: batchesOf(api, options.fetch ?? ((request) => globalThis.fetch(request))),
    webhooks: webhooksOf(api),
  };
}

export type Paylinks = ReturnType<typeof createClient>;
