import type { OpenedConnection } from '../connections/open.ts';
import { ProviderError } from '../providers/errors.ts';
import { providerProblem } from '../providers/problem.ts';
import type { LinkDeps } from './deps.ts';
import { look } from './look.ts';
import type { Link } from './model/link.ts';
import { callOf } from './operation.ts';
import { changeLink } from './save.ts';
import { type Notified, type Told, toldLink, withFacts } from './told.ts';

/** By then whoever creates has recorded what came of it, or is dead and its link is looked up. */
const RECORDED_MS = 30_000;

export interface NotifiedDeps extends Pick<LinkDeps, 'table' | 'clock' | 'openConnection' | 'signal'> {
  /** Brings the same hint again. */
  later(hint: Notified, seconds: number): Promise<void>;
}

/**
 * A provider has told us that something happened to one of its links. Facts that its signature proves are joined first,
 * whatever state the link is in and even while nobody can be asked; then the link is read there. A link that is still
 * being created keeps them until that is recorded, and is asked for afterwards. What leads to none of ours comes once
 * more, as the binding may be about to be written, and is then passed over. Throws while the provider cannot be read, so
 * that the queue brings the hint again.
 */
export async function notified(deps: NotifiedDeps, hint: Notified): Promise<void> {
  let opened: Promise<OpenedConnection> | undefined;
  const open = () => {
    opened ??= deps.openConnection(hint.org, hint.connection);
    return opened;
  };
  const told = await toldLink(deps.table, await named(deps, hint, open));
  if (!told) return oncemore(deps, hint);
  const link = await believe(deps, hint, told);
  if (link.op?.kind === 'create' || link.status === 'failed') return;
  // Told once more of what is known already; facts are always held against what the provider answers.
  if (link.status === 'paid' && !hint.observation) return;
  const actor = { org: hint.org, by: 'provider' };
  const { failed } = await look(deps, actor, await open(), link, 'notification');
  if (failed instanceof ProviderError) throw providerProblem(failed, link.id);
}

/** A payment alone: only its provider knows of which link it is. */
async function named(
  deps: NotifiedDeps,
  hint: Notified,
  open: () => Promise<OpenedConnection>,
): Promise<Notified> {
  const { paymentId, providerLinkId, reference } = hint;
  if (paymentId === undefined || providerLinkId !== undefined || reference !== undefined) return hint;
  const opened = await open();
  const found = await opened.provider.findNotified?.({ paymentId }, callOf(opened, deps));
  return found === undefined ? hint : { ...hint, providerLinkId: found };
}

async function oncemore(deps: NotifiedDeps, hint: Notified): Promise<void> {
  const wait = hint.at + RECORDED_MS - deps.clock.now();
  if (wait > 0) await deps.later(hint, Math.ceil(wait / 1000));
}

/** Saves what is new: the facts, and that a link which cannot be read yet is to be. */
function believe(deps: NotifiedDeps, hint: Notified, told: Told): Promise<Link> {
  return changeLink(
    deps,
    hint.org,
    told.link.id,
    (current) => {
      const seen = withFacts(current, hint.observation, told);
      const waits = current.op?.kind === 'create' && current.nextCheckAt === undefined;
      if (seen === current && !waits) return undefined;
      return {
        draft: { ...seen, ...(waits ? { nextCheckAt: hint.at + RECORDED_MS } : {}) },
        cause: { by: 'provider', what: 'notification' },
      };
    },
    told.link,
  );
}
