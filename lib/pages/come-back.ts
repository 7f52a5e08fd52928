import { backFromProvider } from '../links/back.ts';
import type { LinkDeps } from '../links/deps.ts';
import { httpUrl } from './content.ts';
import { isOutcome } from './outcome.ts';
import type { PageAnswer, PageRequest } from './page-endpoint.ts';

/** How long the payer waits for the provider to be asked. */
const PATIENCE_MS = 5_000;

/**
 * The payer's return: the provider is asked what became of the payment, then it goes on to the merchant's own page where
 * it has one for this outcome, else to the link's page. The outcome is the provider's word in a url that anyone can type.
 */
export async function comeBack(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'openConnection'>,
  { code, outcome }: PageRequest,
): Promise<PageAnswer> {
  if (code === undefined || !isOutcome(outcome)) return undefined;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const link = await backFromProvider({ ...deps, signal }, code);
  if (!link) return undefined;
  const own = httpUrl(link.redirects?.[outcome])?.href;
  // Relative, so that the payer stays on the host by which they came.
  return { redirectTo: own ?? `../../${link.code}?back=${outcome}`, about: link };
}
