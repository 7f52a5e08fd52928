import { allpay } from '../../lib/providers/allpay/index.ts';
import { allpayHarness } from './allpay-harness.ts';
import { describeProvider } from './describe-provider.ts';

describeProvider(allpay, allpayHarness);
