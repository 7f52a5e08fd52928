import { laggingIndexes, staleReads } from './old-reads.ts';
import type { Call, Fate } from './proxy.ts';
import type { Run } from './run.ts';
import type { Servers } from './servers.ts';

/** A condition under which everything must still end well. */
export interface Mode {
  name: string;
  begin(servers: Servers, run: Run): void;
}

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems'];

export const modes: readonly Mode[] = [
  {
    name: 'every SQS hint is lost',
    // What the tick itself sends does arrive: it is what everything falls back on.
    begin: (servers, run) => {
      servers.sqs.deliveries = () => (run.ticking ? [0] : []);
    },
  },
  {
    name: 'every SQS message comes three times, once late',
    begin: (servers) => {
      servers.sqs.deliveries = () => [0, 0, 90_000];
    },
  },
  {
    name: 'the answer of every committed write is lost once',
    begin: (_servers, run) => {
      const lost = new Set<string>();
      run.fate = (call) => {
        if (call.service !== 'dynamodb' || !WRITES.includes(call.operation) || lost.has(call.body))
          return 'pass';
        lost.add(call.body);
        return 'lose-answer';
      };
    },
  },
  {
    name: 'reads that may be stale are',
    begin: (servers, run) => {
      run.fate = staleReads(servers, run);
    },
  },
  {
    name: 'indexes lag by a minute',
    begin: (servers, run) => {
      run.fate = laggingIndexes(servers, 60_000);
    },
  },
  {
    name: 'every twentieth call to the table is throttled once',
    begin: (_servers, run) => {
      run.fate = throttled();
    },
  },
];

function throttled(): (call: Call) => Fate {
  let calls = 0;
  return (call) => {
    calls += 1;
    if (call.service !== 'dynamodb' || calls % 20 !== 0) return 'pass';
    return {
      answer: async () => ({
        status: 400,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: Buffer.from(
          JSON.stringify({
            __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException',
            message: 'slow down',
          }),
        ),
      }),
    };
  };
}
