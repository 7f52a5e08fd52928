import type { Clock } from '../clock.ts';
import type { WakeHint } from '../queues/wake.ts';
import type { Table } from '../table/client.ts';
import { changeLink } from './save.ts';
import { toldLink, withFacts } from './told.ts';

/** By then whatever kept the provider from being read has most likely passed. */
const LATER_MS = 10 * 60_000;

/**
 * A wake that nobody could work off. A link or a sweep that was due still is: its own timer brings it again. What a provider
 * told of is put on the link's timer, which has no other reason to ask; facts that it proved are joined.
 */
export async function askAgain(deps: { table: Table; clock: Clock }, dead: WakeHint): Promise<void> {
  if (dead.kind !== 'notified') return;
  const told = await toldLink(deps.table, dead);
  if (!told) return;
  await changeLink(
    deps,
    dead.org,
    told.link.id,
    (link) => {
      const seen = withFacts(link, dead.observation, told);
      const isRead = (link.checkedAt ?? 0) >= dead.at;
      if (isRead && seen === link) return undefined;
      return {
        draft: isRead ? seen : { ...seen, nextCheckAt: deps.clock.now() + LATER_MS },
        cause: { by: 'provider', what: 'notification', reason: 'not read' },
      };
    },
    told.link,
  );
}
