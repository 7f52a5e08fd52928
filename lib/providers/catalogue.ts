import { allpayFacts } from './allpay/facts.ts';
import type { ProviderFacts } from './contract.ts';
import { fellohFacts } from './felloh/facts.ts';
import { fortisFacts } from './fortis/facts.ts';
import { paypointFacts } from './paypoint/facts.ts';
import { smarterpayFacts } from './smarterpay/facts.ts';

/**
 * What is known of every provider without calling it: names, limits, how a connection is opened. For functions that call
 * no provider, so that their bundles carry no HTTP client. The registry's test holds the two lists against each other.
 */
export const catalogue: readonly ProviderFacts[] = [
  allpayFacts,
  fellohFacts,
  fortisFacts,
  paypointFacts,
  smarterpayFacts,
];

/** Undefined: there is none of that name. */
export function factsOf(id: string): ProviderFacts | undefined {
  return catalogue.find((facts) => facts.id === id);
}
