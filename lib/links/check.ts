import type { OpenedConnection } from '../connections/open.ts';
import { log } from '../log.ts';
import type { ProviderLink } from '../providers/contract.ts';
import { ProviderError } from '../providers/errors.ts';
import { without } from '../without.ts';
import type { LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { isPageOver } from './model/next-check.ts';
import { observe } from './model/observe.ts';
import { callOf, providerErrorOf } from './operation.ts';
import { providerRef } from './provider-input.ts';
import type { LinkDraft } from './save.ts';
import { tellUnknownStatus } from './unknown-status.ts';

/** What a check found: the provider's view, or why there is none. */
export type Checked =
  /** `swept`: it was read for all links of the connection, a while ago perhaps. */
  { seen: ProviderLink; startedAt: number; missing?: true; swept?: true } | { failed: ProviderError };

/** Asks the provider what became of a link. Throws nothing of the provider's. */
export async function check(
  deps: Pick<LinkDeps, 'clock' | 'signal'>,
  opened: OpenedConnection,
  link: Link,
): Promise<Checked | undefined> {
  const ref = providerRef(link);
  if (!ref || !opened.provider.fetchLink) return undefined;
  const startedAt = deps.clock.now();
  const seen = await opened.provider.fetchLink(ref, callOf(opened, deps)).catch(providerErrorOf);
  if (!(seen instanceof ProviderError)) {
    tellUnknownStatus(link, seen);
    return { seen, startedAt };
  }
  if (seen.kind === 'not-found') return { seen: missing(link, startedAt), startedAt, missing: true };
  log.warn('PROVIDER_CALL_FAILED', { operation: 'fetch', linkId: link.id, kind: seen.kind }, seen);
  return { failed: seen };
}

/** The link with what a check found. What was asked for by the timer is done with it. */
export function checked(link: Link, found: Extract<Checked, { seen: ProviderLink }>): LinkDraft {
  const { seen, startedAt } = found;
  const draft: LinkDraft = {
    ...observe(without(link, 'nextCheckAt', 'checkFailures', 'answeredAt', 'slotAt'), seen.observation),
    checkedAt: Math.max(startedAt, link.checkedAt ?? 0),
    // Some providers tell their id only later; the url was the name until then.
    ...(link.providerLinkId !== undefined || seen.providerLinkId === null
      ? {}
      : { providerLinkId: seen.providerLinkId }),
    ...(seen.providerExpiresAt === undefined ? {} : { providerExpiresAt: seen.providerExpiresAt }),
  };
  return link.providerUrlOpen && isPageOver({ ...link, ...draft })
    ? without(draft, 'providerUrlOpen')
    : draft;
}

/** True where a check told something that the link does not have yet. */
export function tellsNews(link: Link, draft: LinkDraft): boolean {
  return JSON.stringify(link.facts ?? {}, sorted) !== JSON.stringify(draft.facts ?? {}, sorted);
}

/** A new link may be missing from its provider's lists for a while. */
const MAY_LAG_MS = 5 * 60_000;

/** Not there any more: by our own closing, or else worth a flag. Absence is never paid, expired or cancelled. */
export function missing(link: Link, observedAt: number): ProviderLink {
  const closedByUs = link.stage === 'cancelled' || link.stage === 'expired';
  const isNew = observedAt - link.createdAt < MAY_LAG_MS;
  return {
    providerLinkId: link.providerLinkId ?? null,
    providerUrl: link.providerUrl ?? '',
    observation: { observedAt, ...(closedByUs || isNew ? {} : { flags: ['provider_missing'] }) },
  };
}

/** The time of the read is no news, what it told is. Keys in one order, so that equal facts are equal text. */
function sorted(name: string, value: unknown): unknown {
  if (name === 'at') return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
