/** The servers that can be told to fail; each takes the name that its own operations are known under. */
export type Service = 'sqs' | 's3' | 'kms' | 'email' | 'sms';

export interface Fault {
  service: Service;
  /** Name of the AWS operation, such as `SendMessageBatch`; `*` is any of the service. */
  operation: string;
  /** Whether the operation is carried out before the answer goes wrong. */
  effect: 'none' | 'done';
  /** A connection reset, no answer at all, or an error answer of this type. */
  answer: 'reset' | 'hang' | { status: number; type: string };
  /** For how many requests it holds; 1 when absent. */
  times?: number;
}

export interface Faults {
  /** Lines up a fault for the next matching request; several are used up in order. */
  next(fault: Fault): void;
  /** Takes the fault that applies to this request, if any. Called by the servers. */
  take(service: Service, operation: string): Fault | undefined;
  clear(): void;
}

/** One knob that may be handed to every server, so that a test can lose an answer after its effect. */
export function createFaults(): Faults {
  const waiting: { fault: Fault; left: number }[] = [];
  return {
    next: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    take(service, operation) {
      const index = waiting.findIndex(
        ({ fault }) =>
          fault.service === service && (fault.operation === operation || fault.operation === '*'),
      );
      const found = waiting[index];
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting.splice(index, 1);
      return found.fault;
    },
    clear: () => void waiting.splice(0),
  };
}

/** Thrown by an operation that has had its effect and whose answer must never arrive. */
export class LostAnswer extends Error {}
