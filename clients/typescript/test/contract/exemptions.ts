import type { Exemption } from './coverage.ts';
import { OPERATIONS } from './document.ts';

const atProvider: ReadonlySet<string> = new Set([
  'createLink',
  'getLink',
  'updateLink',
  'assignLink',
  'refreshLink',
  'supersedeLink',
  'retryLink',
  'resolveLink',
  'listProviderLinks',
  'checkConnection',
]);

/** Documented answers that cannot be had here, each with its reason. */
export const EXEMPTIONS: readonly Exemption[] = [
  {
    status: 429,
    operations: OPERATIONS.filter(
      ({ operationId, statuses }) => statuses.includes(429) && !atProvider.has(operationId),
    ).map(({ operationId }) => operationId),
    because:
      'the throttle is the gateway\u2019s, in front of the API; of itself the API passes on that of providers',
  },
  {
    status: 502,
    operations: ['cancelLink', 'deleteLink'],
    because: 'the link is over at once; what the provider does not take is tried again later',
  },
  {
    status: 503,
    operations: ['cancelLink', 'deleteLink'],
    because: 'the link is over at once; what the provider does not take is tried again later',
  },
  { status: 500, operations: ['health'], because: 'it reads nothing that could fail' },
  {
    status: 404,
    operations: ['putConnection', 'putWording'],
    because: 'what is not there is made',
  },
  {
    status: 200,
    operations: ['retryBatch'],
    because: 'its last row would have to end between two lines of the request',
  },
];
