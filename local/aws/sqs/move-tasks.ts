import { z } from 'zod';
import { operation } from '../json-service.ts';
import { nameOfArn, parseRedrivePolicy } from './attributes.ts';
import { invalidParameterValue } from './errors.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** Moving back from a dead-letter queue. A task here is over before its answer, so none is ever running. */
export function moveTaskOperations(queues: Queues) {
  const results = new Map<string, object[]>();
  return {
    StartMessageMoveTask: operation(
      z.strictObject({
        SourceArn: z.string(),
        DestinationArn: z.string().optional(),
        MaxNumberOfMessagesPerSecond: z.int().min(1).max(500).optional(),
      }),
      (input) => {
        const source = queues.get(nameOfArn(input.SourceArn));
        if (!isDeadLetterQueue(queues, source))
          throw invalidParameterValue('Source queue must be configured as a Dead Letter Queue.');
        const result = move(queues, source, input.DestinationArn);
        const entry = {
          ...result,
          SourceArn: input.SourceArn,
          ...(input.DestinationArn && { DestinationArn: input.DestinationArn }),
          StartedTimestamp: queues.clock.now(),
        };
        results.set(source.name, [entry, ...(results.get(source.name) ?? [])].slice(0, 10));
        return { TaskHandle: Buffer.from(`${source.name}:${entry.StartedTimestamp}`).toString('base64') };
      },
    ),
    ListMessageMoveTasks: operation(
      z.strictObject({ SourceArn: z.string(), MaxResults: z.int().min(1).max(10).default(1) }),
      (input) => {
        const source = queues.get(nameOfArn(input.SourceArn));
        return { Results: (results.get(source.name) ?? []).slice(0, input.MaxResults) };
      },
    ),
  };
}

function isDeadLetterQueue(queues: Queues, queue: Queue): boolean {
  return queues.all().some((other) => {
    const policy = parseRedrivePolicy(other.attributes.RedrivePolicy);
    return policy !== undefined && nameOfArn(policy.deadLetterTargetArn) === queue.name;
  });
}

/** A moved message is a new one: new id, new time of sending, received never. Hidden ones stay. */
function move(queues: Queues, source: Queue, destination: string | undefined) {
  const now = queues.clock.now();
  const visible = source.deliveries.filter(({ visibleAt }) => visibleAt <= now);
  let moved = 0;
  let lost = false;
  for (const delivery of visible) {
    const arn = destination ?? delivery.diedIn;
    if (arn === undefined) {
      lost = true;
      continue;
    }
    const { body, attributes, traceHeader, groupId } = delivery;
    const target = queues.get(nameOfArn(arn));
    source.deliveries.splice(source.deliveries.indexOf(delivery), 1);
    queues.put(target, { body, attributes, traceHeader, groupId, sentAt: now, visibleAt: now }, [0]);
    moved += 1;
  }
  return {
    Status: lost ? 'FAILED' : 'COMPLETED',
    ...(lost && { FailureReason: 'CouldNotDetermineMessageSource' }),
    ApproximateNumberOfMessagesMoved: moved,
    ApproximateNumberOfMessagesToMove: visible.length,
  };
}
