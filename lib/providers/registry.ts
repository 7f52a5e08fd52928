import { allpay } from './allpay/index.ts';
import type { Provider } from './contract.ts';
import { felloh } from './felloh/index.ts';
import { fortis } from './fortis/index.ts';
import { paypoint } from './paypoint/index.ts';
import { smarterpay } from './smarterpay/index.ts';

/** Every provider, one line each. Brings the HTTP client along; `catalogue.ts` does not. */
export const providers: readonly Provider[] = [allpay, felloh, fortis, paypoint, smarterpay];

/** Undefined: there is none of that name. */
export function providerOf(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
