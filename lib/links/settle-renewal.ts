import type { AppError } from '../errors.ts';
import { providerProblem } from '../providers/problem.ts';
import type { Actor, LinkDeps } from './deps.ts';
import { look } from './look.ts';
import type { Link } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { notReplaceable } from './replaceable.ts';
import { nativeChannels } from './sending-at-creation.ts';
import { abandon, leaveAsItWas } from './succeed.ts';
import { wait } from './wait-supersede.ts';

const MINUTE_MS = 60_000;
/** Between two tries where the provider cannot be asked: twice the one before, at most this. */
const LONGEST_WAIT_MS = 60 * MINUTE_MS;
/** Whoever asked has found another way by then. */
const GIVEN_UP_AFTER_MS = 6 * 60 * MINUTE_MS;

/**
 * What comes before a renewal's new link is made: nobody has looked since its payer asked. Gives the old link as its
 * provider tells it; `undefined` where that cannot be asked, and it is tried again later. Throws where nothing is renewed.
 */
export async function readyToRenew(deps: LinkDeps, actor: Actor, old: Link): Promise<Link | undefined> {
  const opened = await deps.openConnection(old.org, old.connection);
  const terms = old.op?.successor?.terms ?? old;
  // It would send to whom and when it likes; a payer is promised one message, by day, on the channel asked for.
  const sends = (opened.limits.sendsAtCreation ?? []).length > 0 || nativeChannels(terms, opened).length > 0;
  const never = sends ? 'provider_sends' : opened.connection.retiredAt === undefined ? undefined : 'retired';
  if (never) {
    await leaveAsItWas(deps, actor, old, never);
    throw notReplaceable(old);
  }
  const { link, failed } = await look(deps, actor, opened, old, 'supersede');
  if (hasMoney(link)) return abandon(deps, actor, link, old.op?.successor?.id ?? '');
  if (!failed) return link;
  const problem = providerProblem(failed, old.id);
  if (isPassing(problem) && (await renewLater(deps, actor, link))) return undefined;
  await leaveAsItWas(deps, actor, link, failed.kind);
  throw problem;
}

/** True where it is tried again: whoever has asked for a renewal is not there to ask once more. */
export async function renewLater(deps: LinkDeps, actor: Actor, old: Link): Promise<boolean> {
  const { op, renewals } = old;
  if (op?.renewal === undefined) return false;
  const until = deps.clock.now() + Math.min(LONGEST_WAIT_MS, MINUTE_MS * 2 ** Math.max(0, op.attempt - 1));
  if (until > (renewals?.at ?? op.startedAt) + GIVEN_UP_AFTER_MS) return false;
  await wait(deps, actor, old, { until }, 'provider_unavailable');
  return true;
}

/** The provider could not be asked, or took nothing: known not done, and another time it may. */
export function isPassing(error: AppError): boolean {
  return error.code === 'provider_unavailable' || error.code === 'rate_limited';
}
