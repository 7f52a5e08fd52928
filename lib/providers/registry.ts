import type { Provider } from './contract.ts';
import { felloh } from './felloh/index.ts';
import { paypoint } from './paypoint/index.ts';

/** Every provider, one line each. Brings the HTTP client along; `catalogue.ts` does not. */
export const providers: readonly Provider[] = [felloh, paypoint];

/** Undefined: there is none of that name. */
export function providerOf(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
