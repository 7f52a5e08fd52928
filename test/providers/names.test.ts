import { describe, expect, it } from 'vitest';
import { allpay } from '../../lib/providers/allpay/index.ts';
import type { Provider } from '../../lib/providers/contract.ts';
import { felloh } from '../../lib/providers/felloh/index.ts';
import { fortis } from '../../lib/providers/fortis/index.ts';
import { paypoint } from '../../lib/providers/paypoint/index.ts';
import { smarterpay } from '../../lib/providers/smarterpay/index.ts';
import { allpayHarness } from './allpay-harness.ts';
import { fellohHarness } from './felloh-harness.ts';
import { fortisHarness } from './fortis-harness.ts';
import { type ProviderHarness, type Simulator, withRig } from './harness.ts';
import { paypointHarness } from './paypoint-harness.ts';
import { smarterpayHarness } from './smarterpay-harness.ts';

/** People see a provider's name as it spells it itself, on whatever page of ours stands in for it. */
describe('names of providers', () => {
  spelled('allpay', allpay, allpayHarness);
  spelled('Felloh', felloh, fellohHarness);
  spelled('Fortis', fortis, fortisHarness);
  spelled('PayPoint', paypoint, paypointHarness);
  spelled('SmarterPay', smarterpay, smarterpayHarness);
});

function spelled<Sim extends Simulator>(name: string, provider: Provider, harness: ProviderHarness<Sim>) {
  it(`${name}: in the API, on its payment page and behind the scenes`, () =>
    withRig(provider, harness, async ({ sim, call, input }) => {
      expect(provider.name).toBe(name);
      const { providerUrl } = await provider.createLink(input, call());
      const control = await (await fetch(new URL('/_control', sim.url))).text();
      expect(control).toContain(`<title>${name} simulator`);
      expect(control).toContain(`<h1>${name}, behind the scenes</h1>`);
      expect(await (await fetch(providerUrl)).text()).toMatch(
        new RegExp(`stands in for ${name}’s? payment page`),
      );
    }));
}
