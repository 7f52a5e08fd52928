import type { OpenedConnection } from '../connections/open.ts';
import type { ProviderLinkChanges } from '../providers/contract.ts';
import { providerProblem } from '../providers/problem.ts';
import { changeDuring } from './change-during.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, TermsUpdate } from './model/link.ts';
import { callOf, providerErrorOf, without } from './operation.ts';
import { providerRef } from './provider-input.ts';

/** After an update whose outcome is unknown: the same values once more, which overwrite themselves. */
const REPEAT_AFTER_MS: readonly number[] = [5_000, 30_000, 300_000];

/** The one provider call of an update that was just won. What was changed shows once it is done there. */
export async function updateAtProvider(
  deps: LinkDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
): Promise<Link> {
  const ref = providerRef(link);
  const { op } = link;
  if (!ref || !op?.update || !opened.provider.updateLink) return link;
  const { update } = op;
  const failed = await opened.provider
    .updateLink(ref, toProviderChanges(link, update, op.startedAt), callOf(opened, deps))
    .then(() => undefined, providerErrorOf);
  const repeatAfter = REPEAT_AFTER_MS[op.attempt - 1];
  const waits = failed !== undefined && !failed.knownNotDone && repeatAfter !== undefined;
  const settled = await changeDuring(
    deps,
    actor,
    link,
    (current) => {
      if (waits)
        return { ...current, op: { ...current.op, looks: 0, until: deps.clock.now() + repeatAfter } };
      const rest = without(current, 'op');
      return failed ? rest : { ...rest, ...update };
    },
    { what: 'update at provider', reason: failed?.kind ?? 'done' },
  );
  if (waits) await deps.hints.wake(link.org, link.id, repeatAfter / 1000);
  if (failed && !waits) throw providerProblem(failed, link.id);
  return settled;
}

function toProviderChanges(link: Link, update: TermsUpdate, startedAt: number): ProviderLinkChanges {
  const { amount, reference, providerOptions, ...same } = update;
  return {
    ...same,
    key: `${link.id}-${startedAt}`,
    ...(amount === undefined ? {} : { money: { amount, currency: link.currency } }),
    ...(reference === undefined ? {} : { merchantReference: reference }),
    ...(providerOptions === undefined ? {} : { options: providerOptions }),
  };
}
