import type { SendOutcome } from '../channels/outcome.ts';
import { log } from '../log.ts';
import type { ProviderErrorKind } from '../providers/errors.ts';
import type { LinkDeps } from './deps.ts';
import type { Link, Send } from './model/link.ts';
import { callOf, providerErrorOf } from './operation.ts';
import { providerRef } from './provider-input.ts';

/** Lets the link's provider send one message, where it is to; `undefined`: the message is ours to send. */
export type NativeSend = (link: Link, send: Send) => Promise<SendOutcome | undefined>;

/** One request on the wire for each message, as with our own channels. */
export function nativeSender(deps: Pick<LinkDeps, 'openConnection' | 'clock'>): NativeSend {
  return async (link, send) => {
    if (link.sender !== 'provider') return undefined;
    const opened = await deps.openConnection(link.org, link.connection);
    const ref = providerRef(link);
    if (!opened.provider.sendLink || !ref) return undefined;
    const call = callOf(opened, { clock: deps.clock, signal: AbortSignal.timeout(DEADLINE_MS) });
    const message = { channels: [send.channel], customer: link.customer ?? {} };
    const failed = await opened.provider.sendLink(ref, message, call).then(() => undefined, providerErrorOf);
    if (!failed) return { kind: 'accepted' };
    log.warn('PROVIDER_CALL_FAILED', { operation: 'send', linkId: link.id, kind: failed.kind }, failed);
    const reason = failed.kind.replaceAll('-', '_');
    if (!failed.knownNotDone) return { kind: 'unknown', reason };
    return PASSING.has(failed.kind) ? { kind: 'waiting', reason } : { kind: 'refused', reason };
  };
}

/** Below the claim of a message, so that its outcome is recorded by who knows it. */
const DEADLINE_MS = 15_000;

const PASSING: ReadonlySet<ProviderErrorKind> = new Set(['rate-limited', 'unavailable']);
