import { felloh } from '../../lib/providers/felloh/index.ts';
import { describeProvider } from './describe-provider.ts';
import { fellohHarness } from './felloh-harness.ts';

describeProvider(felloh, fellohHarness);
