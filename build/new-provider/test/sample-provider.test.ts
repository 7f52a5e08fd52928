import { describeProvider } from '../../../test/providers/describe-provider.ts';
import { sampleProvider } from '../lib/index.ts';
import { sampleProviderHarness } from './sample-provider-harness.ts';

// Operations that the adapter has no method for (notifications, assign, delete …) have no cases. A case that does not
// hold for an operation that it has is skipped here by name: `{ skip: [{ reason: 'why', tests: ['its name'] }] }`.
describeProvider(sampleProvider, sampleProviderHarness);
