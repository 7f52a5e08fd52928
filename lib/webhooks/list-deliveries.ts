import { listBinding, readPageToken, writePageToken } from '../page-token.ts';
import type { Table } from '../table/client.ts';
import { pageOfDeliveries } from '../table/webhook-deliveries.ts';
import { readEndpoint } from './endpoints.ts';
import type { Delivery, DeliveryState } from './model/delivery.ts';

/** A page looks at so many, and may therefore be short with a token. */
const MOST_LOOKED_AT = 500;

/** An endpoint's deliveries, those of the newest events first. */
export async function listDeliveries(
  table: Table,
  org: string,
  endpoint: string,
  { state, size, token }: { state: DeliveryState | undefined; size: number; token: string | undefined },
): Promise<{ deliveries: Delivery[]; nextToken: string | null }> {
  await readEndpoint(table, org, endpoint);
  const binding = listBinding('deliveries', endpoint, state);
  const after = token === undefined ? undefined : readPageToken(token, binding, /^[0-9A-Z]{26}$/);
  const page = await pageOfDeliveries(table, org, endpoint, {
    from: '0',
    to: 'Z',
    order: 'newest',
    limit: state === undefined ? size : MOST_LOOKED_AT,
    after,
  });
  const fitting = page.deliveries.filter((delivery) => state === undefined || delivery.state === state);
  const deliveries = fitting.slice(0, size);
  const cut = fitting.length > size;
  const last = (cut ? deliveries : page.deliveries).at(-1);
  return {
    deliveries,
    nextToken: (cut || page.more) && last ? writePageToken(last.id, binding) : null,
  };
}
