import { log } from '../log.ts';
import type { ProviderLink } from '../providers/contract.ts';
import type { Link } from './model/link.ts';

/** Tells the log where a provider used a status that its documents do not have; the link keeps its own. Once per read. */
export function tellUnknownStatus(
  { id, provider }: Pick<Link, 'id' | 'provider'>,
  { observation: { flags } }: Pick<ProviderLink, 'observation'>,
): void {
  if (flags?.includes('provider_status_unknown')) {
    log.warn('PROVIDER_STATUS_UNKNOWN', { linkId: id, provider });
  }
}
