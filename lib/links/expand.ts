import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { factsOf } from '../providers/catalogue.ts';
import type { ProviderLink } from '../providers/contract.ts';
import { ProviderError } from '../providers/errors.ts';
import { providerProblem } from '../providers/problem.ts';
import type { LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { callOf, providerErrorOf } from './operation.ts';
import { providerRef } from './provider-input.ts';

/** What can be asked for of any link; the last one is read at its provider. */
const OURS: readonly string[] = ['messages', 'events', 'connection', 'provider_data'];

/**
 * Reads at the provider what `expand` asks of it, and gives nothing where it asks for none of that: then nobody is called.
 * Null: the provider is not known to have the link yet. Nothing of it is kept, so a read stays one. Throws
 * `validation_error` for a name that this provider does not have, and the provider's failure.
 */
export async function expandAtProvider(
  deps: Pick<LinkDeps, 'clock' | 'signal' | 'openConnection'>,
  link: Link,
  expand: readonly string[],
): Promise<ProviderLink | null | undefined> {
  const theirs = factsOf(link.provider)?.limits.expands ?? [];
  refuseUnknown(expand, [...OURS, ...theirs]);
  const names = expand.filter((name) => theirs.includes(name));
  if (names.length === 0 && !expand.includes('provider_data')) return undefined;
  const ref = providerRef(link);
  if (!ref) return null;
  const opened = await deps.openConnection(link.org, link.connection);
  const seen = await opened.provider
    .fetchLink?.(ref, callOf(opened, deps), [...new Set(names)])
    .catch(providerErrorOf);
  if (!(seen instanceof ProviderError)) return seen ?? null;
  log.warn('PROVIDER_CALL_FAILED', { operation: 'expand', linkId: link.id, kind: seen.kind }, seen);
  throw providerProblem(seen, link.id);
}

function refuseUnknown(expand: readonly string[], known: readonly string[]): void {
  if (expand.every((name) => known.includes(name))) return;
  throw new AppError('validation_error', {
    detail: 'One or more parameters are not valid; see errors.',
    errors: [{ pointer: '/query/expand', code: 'not_allowed', detail: `Of this link: ${known.join(', ')}.` }],
  });
}
