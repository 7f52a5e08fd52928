import { smarterpay } from '../../lib/providers/smarterpay/index.ts';
import { describeProvider } from './describe-provider.ts';
import { smarterpayHarness } from './smarterpay-harness.ts';

describeProvider(smarterpay, smarterpayHarness);
