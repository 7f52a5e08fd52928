import type { Clock } from '../clock.ts';
import type { WakeHint } from '../queues/wake.ts';
import { boundLink } from '../table/bindings.ts';
import type { Table } from '../table/client.ts';
import { changeLink } from './save.ts';

/** By then whatever kept the provider from being read has most likely passed. */
const LATER_MS = 10 * 60_000;

/**
 * A wake that nobody could work off. A link or a sweep that was due still is: its own timer brings it again. What a provider told
 * of is put on the link's timer, which has no other reason to ask.
 */
export async function askAgain(deps: { table: Table; clock: Clock }, dead: WakeHint): Promise<void> {
  if (dead.kind !== 'notified' || dead.providerLinkId === undefined) return;
  const linkId = await boundLink(deps.table, dead.org, dead.connection, { id: dead.providerLinkId });
  if (linkId === undefined) return;
  await changeLink(deps, dead.org, linkId, (link) =>
    (link.checkedAt ?? 0) >= dead.at
      ? undefined
      : {
          draft: { ...link, nextCheckAt: deps.clock.now() + LATER_MS },
          cause: { by: 'provider', what: 'notification', reason: 'not read' },
        },
  );
}
