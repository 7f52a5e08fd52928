import type { ProviderFacts } from './contract.ts';
import { fellohFacts } from './felloh/facts.ts';
import { paypointFacts } from './paypoint/facts.ts';

/**
 * What is known of every provider without calling it: names, limits, how a connection is opened. For functions that call
 * no provider, so that their bundles carry no HTTP client. The registry's test holds the two lists against each other.
 */
export const catalogue: readonly ProviderFacts[] = [fellohFacts, paypointFacts];

/** Undefined: there is none of that name. */
export function factsOf(id: string): ProviderFacts | undefined {
  return catalogue.find((facts) => facts.id === id);
}
