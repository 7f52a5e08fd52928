import type { OpenedConnection } from '../connections/open.ts';
import type { ProviderLinkChanges } from '../providers/contract.ts';
import { callRepeatable } from './call-repeatable.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, TermsUpdate } from './model/link.ts';
import { callOf } from './operation.ts';
import { providerRef } from './provider-input.ts';

/** The one provider call of an update that was just won. What was changed shows once it is done there. */
export async function updateAtProvider(
  deps: LinkDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
): Promise<Link> {
  const ref = providerRef(link);
  const { op } = link;
  const { updateLink } = opened.provider;
  if (!ref || !op?.update || !updateLink) return link;
  const { update } = op;
  const changes = toProviderChanges(link, update, op.startedAt);
  return callRepeatable(
    deps,
    actor,
    { ...link, op },
    () => updateLink(ref, changes, callOf(opened, deps)),
    (rest) => ({ ...rest, ...update }),
  );
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
