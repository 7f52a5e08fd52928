import { ProviderError } from '../providers/errors.ts';
import { providerProblem } from '../providers/problem.ts';
import type { WakeHint } from '../queues/wake.ts';
import { boundLink } from '../table/bindings.ts';
import { getLink } from '../table/links.ts';
import type { LinkDeps } from './deps.ts';
import { look } from './look.ts';
import { callOf } from './operation.ts';

export type Notified = Extract<WakeHint, { kind: 'notified' }>;

/**
 * A provider has told us that something happened to one of its links: the link is read there. Nothing of the
 * notification itself is believed. A provider link that is none of ours is passed over: accounts are shared with other
 * systems. Throws while the provider cannot be read, so that the queue brings the hint again.
 */
export async function notified(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'openConnection' | 'signal'>,
  hint: Notified,
): Promise<void> {
  const opened = await deps.openConnection(hint.org, hint.connection);
  const providerLinkId =
    hint.providerLinkId ??
    (hint.paymentId === undefined
      ? undefined
      : await opened.provider.findNotified?.({ paymentId: hint.paymentId }, callOf(opened, deps)));
  if (providerLinkId === undefined) return;
  const linkId = await boundLink(deps.table, hint.org, hint.connection, { id: providerLinkId });
  const link = linkId === undefined ? undefined : await getLink(deps.table, hint.org, linkId);
  if (!link || link.status === 'paid') return;
  const { failed } = await look(deps, { org: hint.org, by: 'provider' }, opened, link, 'notification');
  if (failed instanceof ProviderError) throw providerProblem(failed, link.id);
}
