import { createFaults } from '../../local/aws/faults.ts';

/**
 * Counts requests to SQS by queue: those that send, that receive something and that delete. Of a request that sends, the first
 * message tells its queue; a test that sets `deliveries` itself gives up counting what is sent.
 */
export function countRequests() {
  const faults = createFaults();
  const counts = new Map<string, number>();
  let isNew = false;
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1);
  return {
    counts: counts as ReadonlyMap<string, number>,
    count,
    faults: {
      ...faults,
      take(...[service, operation]: Parameters<typeof faults.take>) {
        isNew = operation === 'SendMessageBatch';
        return faults.take(service, operation);
      },
    },
    deliveries(queue: string): number[] {
      if (isNew) count(`${queue} send`);
      isNew = false;
      return [0];
    },
  };
}
