import { toWebhookEndpointBody } from '../../lib/api/webhook-endpoint-body.ts';
import {
  deleteWebhookEndpointRoute,
  getWebhookEndpointRoute,
  listWebhookEndpointsRoute,
  testWebhookEndpointRoute,
  toEndpointChanges,
  toTestedBody,
  updateWebhookEndpointRoute,
} from '../../lib/api/webhook-endpoints.ts';
import {
  createWebhookEndpointRoute,
  rotateWebhookSecretRoute,
} from '../../lib/api/webhook-endpoints-create.ts';
import { systemClock } from '../../lib/clock.ts';
import { baseUrls } from '../../lib/env.ts';
import { byRoute } from '../../lib/http/by-route.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';
import { listEndpoints } from '../../lib/table/webhook-endpoints.ts';
import {
  createEndpoint,
  readEndpoint,
  removeEndpoint,
  updateEndpoint,
} from '../../lib/webhooks/endpoints.ts';
import { post } from '../../lib/webhooks/post.ts';
import { systemResolve } from '../../lib/webhooks/resolve.ts';
import { rotateSecret } from '../../lib/webhooks/rotate-secret.ts';
import { sendTest } from '../../lib/webhooks/send-test.ts';
import type { Reach } from '../../lib/webhooks/target.ts';

const reach = (): Reach => (baseUrls() === 'loopback' ? 'loopback' : 'public');
const deps = () => ({ table: table(), clock: systemClock, reach: reach() });
const shown = (known: Parameters<typeof toWebhookEndpointBody>[0]) =>
  toWebhookEndpointBody(known, systemClock.now());

const list = endpoint(listWebhookEndpointsRoute).handler(async ({ caller }) => ({
  data: (await listEndpoints(table(), caller.org, { consistent: true })).map(shown),
  next_page_token: null,
}));

const create = endpoint(createWebhookEndpointRoute).handler(async ({ input, caller, seed }) => {
  const { url, description, events } = input.body;
  const wanted = { url, description: description ?? undefined, events: events ?? undefined };
  const { known, secret } = await createEndpoint(deps(), caller.org, seed, wanted);
  return { ...shown(known), secret };
});

const get = endpoint(getWebhookEndpointRoute).handler(async ({ input, caller }) =>
  shown(await readEndpoint(table(), caller.org, input.params.id)),
);

const update = endpoint(updateWebhookEndpointRoute).handler(async ({ input, caller }) =>
  shown(await updateEndpoint(deps(), caller.org, input.params.id, toEndpointChanges(input.body))),
);

const remove = endpoint(deleteWebhookEndpointRoute).handler(async ({ input, caller }) => {
  await removeEndpoint(table(), caller.org, input.params.id);
  return undefined;
});

const rotate = endpoint(rotateWebhookSecretRoute).handler(async ({ input, caller, seed }) => {
  const { known, secret } = await rotateSecret(deps(), caller.org, input.params.id, seed);
  return { ...shown(known), secret };
});

const test = endpoint(testWebhookEndpointRoute).handler(async ({ input, caller, seed }) => {
  const sender = { resolve: systemResolve, reach: reach() };
  const testDeps = { table: table(), clock: systemClock, post: post.bind(undefined, sender) };
  return toTestedBody(await sendTest(testDeps, caller.org, input.params.id, seed));
});

/** `/v1/webhook_endpoints`: list and create; `/{id}`: read, change and delete; `/rotate_secret` and `/test`. */
export const handler = byRoute(
  [listWebhookEndpointsRoute, list],
  [createWebhookEndpointRoute, create],
  [getWebhookEndpointRoute, get],
  [updateWebhookEndpointRoute, update],
  [deleteWebhookEndpointRoute, remove],
  [rotateWebhookSecretRoute, rotate],
  [testWebhookEndpointRoute, test],
);
