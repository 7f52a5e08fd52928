import { derivedId, newWriter } from '../ids.ts';
import type { Table } from '../table/client.ts';
import { putNewDelivery } from '../table/webhook-deliveries.ts';
import { listEndpoints } from '../table/webhook-endpoints.ts';
import type { Delivery, ToldEvent } from './model/delivery.ts';
import type { WebhookEndpoint } from './model/endpoint.ts';
import { WebhookEventType } from './model/event-types.ts';
import { HINT_LOST_MS } from './model/tries.ts';

/** What a hint names. */
export type DeliveryRef = Pick<Delivery, 'org' | 'endpoint' | 'id'>;

/** So long a new, changed or deleted endpoint may be unknown to an environment. */
const KEPT_MS = 30_000;
const MOST = 500;

const known = new Map<string, { endpoints: Promise<readonly WebhookEndpoint[]>; until: number }>();

/** What no endpoint can take is not looked for. */
const TOLD: ReadonlySet<string> = new Set(WebhookEventType.options);

/**
 * Makes the deliveries of an event, one for each endpoint of its organisation that takes its type; told again, none more. Those of a
 * disabled endpoint are kept, to be replayed, and not sent; one that was made after the event is told of what comes. Gives the ones that
 * are to be tried now.
 */
export async function makeDeliveries(
  { table, now }: { table: Table; now: number },
  org: string,
  event: ToldEvent,
): Promise<(DeliveryRef & { isNew: boolean })[]> {
  if (!TOLD.has(event.type)) return [];
  const endpoints = await endpointsOf(table, org, now);
  const taken = endpoints.filter(
    ({ events, createdAt }) => createdAt <= event.at && events.some((type) => type === event.type),
  );
  const made = await Promise.all(
    taken.map(async (endpoint) => {
      const delivery = newDelivery(endpoint, event, now);
      return { ...delivery, isNew: await putNewDelivery(table, delivery) };
    }),
  );
  return made
    .filter(({ state }) => state === 'pending')
    .map(({ endpoint, id, isNew }) => ({ org, endpoint, id, isNew }));
}

function newDelivery(
  { org, id: endpoint, disabled }: WebhookEndpoint,
  event: ToldEvent,
  now: number,
): Delivery {
  return {
    org,
    endpoint,
    id: derivedId(event.at, endpoint, event.id),
    event,
    ...(disabled
      ? { state: 'skipped', reason: 'endpoint_disabled', endedAt: now }
      : { state: 'pending', dueAt: now + HINT_LOST_MS }),
    tries: 0,
    step: 0,
    attempts: [],
    createdAt: now,
    version: 1,
    writer: newWriter(),
  };
}

/** Asked once for all that come at the same time. */
function endpointsOf(table: Table, org: string, now: number): Promise<readonly WebhookEndpoint[]> {
  const name = `${table.name}/${org}`;
  const kept = known.get(name);
  if (kept && now < kept.until && kept.until - now <= KEPT_MS) return kept.endpoints;
  const endpoints = listEndpoints(table, org).then((found) => found.map(({ endpoint }) => endpoint));
  known.delete(name);
  known.set(name, { endpoints, until: now + KEPT_MS });
  endpoints.catch(() => known.delete(name));
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(oldest);
  }
  return endpoints;
}
