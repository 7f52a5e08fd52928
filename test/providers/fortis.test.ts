import { fortis } from '../../lib/providers/fortis/index.ts';
import { describeProvider } from './describe-provider.ts';
import { fortisHarness } from './fortis-harness.ts';

describeProvider(fortis, fortisHarness);
