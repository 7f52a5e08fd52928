import { paypoint } from '../../lib/providers/paypoint/index.ts';
import { describeProvider } from './describe-provider.ts';
import { paypointHarness } from './paypoint-harness.ts';

describeProvider(paypoint, paypointHarness);
