import type { Clock } from '../clock.ts';
import type { Table } from '../table/client.ts';
import { readEndpoint } from './endpoints.ts';
import type { Post, Posted } from './post.ts';
import { secretsOf } from './secrets.ts';
import { signed } from './signed.ts';

/** What came of it, and how long it took, ms. */
export type Tested = Posted & { ms: number };

/** Sends an event `webhook_endpoint.test` now, signed as any other, to a disabled endpoint too. Nothing of it is kept. */
export async function sendTest(
  { table, clock, post }: { table: Table; clock: Clock; post(wanted: Post): Promise<Posted> },
  org: string,
  id: string,
  seed: string,
): Promise<Tested> {
  const { endpoint } = await readEndpoint(table, org, id);
  const now = clock.now();
  const event = {
    id: `test_${seed}`,
    type: 'webhook_endpoint.test',
    at: now,
    version: endpoint.version,
    data: { endpoint_id: id },
  };
  const { headers, body } = signed(event, await secretsOf(endpoint, now), now);
  const posted = await post({ url: endpoint.url, headers, body });
  return { ...posted, ms: Math.max(0, clock.now() - now) };
}
