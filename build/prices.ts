/**
 * List prices in eu-west-2 (London), US dollars, without tax, discounts and free tiers. `source` says where each was found;
 * nobody answers for them but AWS. A price that could not be found is `undefined`, and its source says where AWS has it.
 */
export interface Price {
  of: string;
  /** What the price is for, in words: `million write units`. */
  per: string;
  usd: number | undefined;
  source: string;
}

/** When the prices were last looked up. */
export const PRICES_OF = '2026-11-21';

const list = (file: string) => `price list of ${file}`;
const HALVED =
  'half of London’s earlier 1.4846 and 0.297, since AWS halved on-demand throughput in all regions on 1 November 2024; not seen on AWS’s own page';
const DYNAMODB =
  'not found: [on-demand pricing](https://aws.amazon.com/dynamodb/pricing/on-demand/), region Europe (London)';
const SMS =
  'not found, and changes often: [End User Messaging pricing](https://aws.amazon.com/end-user-messaging/pricing/), country United Kingdom; with the monthly fee of your sender id or number';

export const PRICES = {
  writes: { of: 'DynamoDB, on demand', per: 'million write units', usd: 0.7423, source: HALVED },
  reads: { of: 'DynamoDB, on demand', per: 'million read units', usd: 0.1485, source: HALVED },
  tableStorage: { of: 'DynamoDB, table', per: 'GB and month', usd: undefined, source: DYNAMODB },
  tableBackup: {
    of: 'DynamoDB, point-in-time recovery',
    per: 'GB and month',
    usd: undefined,
    source: DYNAMODB,
  },
  invocations: { of: 'Lambda', per: 'million requests', usd: 0.2, source: list('2026-10-01') },
  compute: { of: 'Lambda, arm64', per: 'GB-second', usd: 0.0000133334, source: list('2026-10-01') },
  http: { of: 'API Gateway, HTTP API', per: 'million requests', usd: 1.16, source: list('2026-09') },
  queue: { of: 'SQS, standard', per: 'million requests', usd: 0.4, source: list('2026-09-11') },
  kmsRequests: { of: 'KMS', per: '10,000 requests', usd: 0.03, source: list('2026-09-11') },
  kmsKey: { of: 'KMS', per: 'key and month', usd: 1, source: list('2026-09-11') },
  logs: { of: 'CloudWatch Logs, taken in', per: 'GB', usd: 0.5985, source: list('2026-09-22') },
  logsKept: { of: 'CloudWatch Logs, kept', per: 'GB and month', usd: 0.0315, source: list('2026-09-22') },
  alarm: { of: 'CloudWatch', per: 'alarm and month', usd: 0.1, source: list('2026-09-22') },
  metric: { of: 'CloudWatch', per: 'own metric and month', usd: 0.3, source: list('2026-09-22') },
  files: { of: 'S3 Standard', per: 'GB and month', usd: 0.024, source: list('2026-09-28') },
  filesWritten: { of: 'S3 Standard', per: 'thousand writes', usd: 0.0053, source: list('2026-09-28') },
  filesRead: { of: 'S3 Standard', per: 'thousand reads', usd: 0.00042, source: list('2026-09-28') },
  email: { of: 'SES', per: 'thousand emails', usd: 0.1, source: list('2026-09-11') },
  sms: { of: 'SMS to the United Kingdom', per: 'part of a message', usd: undefined, source: SMS },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof PRICES;
