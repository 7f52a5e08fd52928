import type { OpenedConnection } from '../connections/open.ts';
import type { Rates } from '../connections/rate.ts';
import { ProviderError } from '../providers/errors.ts';
import { askSweep } from '../sweeps/ask.ts';
import type { SweptLink } from '../sweeps/model/swept-link.ts';
import { type Checked, missing } from './check.ts';
import { type CheckedInTurn, checkInTurn, type InTurn } from './check-in-turn.ts';
import type { LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { checkNeeds } from './model/next-check.ts';
import { providerRef } from './provider-input.ts';
import { seenIn } from './swept.ts';
import { tellUnknownStatus } from './unknown-status.ts';

/**
 * What a check by the timer came to. `waits`: a sweep is on its way; the link stays due as it is, and is not written.
 * `later`: the connection's rate has no slot yet.
 */
export type TimerChecked = CheckedInTurn | { waits: true };

/**
 * What became of a link, for whatever its timer decides: asked of the provider, or where that only lists, of the last
 * sweep of the connection, which may be 5 minutes old or have begun after the check was due. `dueAt`: epoch ms since when
 * the check is due. Asked in turn, within the connection's rate. `undefined`: there is nothing that could be asked. Throws nothing of the provider's.
 */
export async function checkForTimer(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'signal' | 'hints'> & { rates: Rates },
  opened: OpenedConnection,
  link: Link,
  dueAt: number,
  turn: InTurn = {},
): Promise<TimerChecked | undefined> {
  const ref = providerRef(link);
  if (!ref || opened.limits.check !== 'sweep' || !opened.provider.sweep)
    return checkInTurn(deps, opened, link, turn);
  const answer = await askSweep(deps, {
    org: link.org,
    connection: link.connection,
    provider: {
      ...(ref.providerLinkId === null ? {} : { id: ref.providerLinkId }),
      ...(ref.providerUrl === undefined ? {} : { url: ref.providerUrl }),
    },
    notBefore: checkNeeds(link, deps.clock.now()),
    dueAt,
  });
  if ('waits' in answer) return answer;
  if ('startedAt' in answer) return answered(link, answer);
  const kind = 'failing' in answer ? 'unavailable' : 'bad-response';
  return { failed: new ProviderError({ kind, provider: opened.provider.id, operation: 'sweep' }) };
}

function answered(link: Link, { startedAt, link: swept }: { startedAt: number; link?: SweptLink }): Checked {
  const seen = swept && seenIn(swept, link);
  if (!seen) return { seen: missing(link, startedAt), startedAt, missing: true, swept: true };
  const observedAt = Math.max(startedAt, seen.observation.observedAt);
  tellUnknownStatus(link, seen);
  return { seen: { ...seen, observation: { ...seen.observation, observedAt } }, startedAt, swept: true };
}
