import type { OpenedConnection } from '../connections/open.ts';
import { log } from '../log.ts';
import { ProviderError } from '../providers/errors.ts';
import { askSweep } from '../sweeps/ask.ts';
import type { SweptLink } from '../sweeps/model/swept-link.ts';
import { type Checked, check, missing } from './check.ts';
import type { LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { checkNeeds } from './model/next-check.ts';
import { providerRef } from './provider-input.ts';
import { seenIn } from './swept.ts';

/** What a check by the timer came to. `waits`: a sweep is on its way; the link stays due as it is, and is not written. */
export type TimerChecked = Checked | { waits: true };

/**
 * What became of a link, for whatever its timer decides: asked of the provider, or where that only lists, of the last
 * sweep of the connection, which may be 5 minutes old or have begun after the check was due. `dueAt`: epoch ms since when
 * the check is due. `undefined`: there is nothing that could be asked. Throws nothing of the provider's.
 */
export async function checkForTimer(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'signal' | 'hints'>,
  opened: OpenedConnection,
  link: Link,
  dueAt: number,
): Promise<TimerChecked | undefined> {
  const ref = providerRef(link);
  if (!ref || opened.limits.check !== 'sweep' || !opened.provider.sweep) return check(deps, opened, link);
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
  if (seen.observation.flags?.includes('provider_status_unknown')) {
    log.warn('PROVIDER_STATUS_UNKNOWN', { linkId: link.id, provider: link.provider });
  }
  return { seen: { ...seen, observation: { ...seen.observation, observedAt } }, startedAt, swept: true };
}
