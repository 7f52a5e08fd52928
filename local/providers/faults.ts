import * as z from 'zod/mini';

const callKinds = ['status', 'html', 'empty', 'truncated', 'slow', 'hang', 'reset'] as const;
const webhookKinds = ['drop', 'duplicate', 'delay', 'alter', 'forge', 'unsigned'] as const;

/**
 * What goes wrong with the next `times` calls of `operation`.
 *
 * A call: `status` (with `status`, for 429 perhaps `retry_after` seconds), `html`, `empty`, `truncated`,
 * `slow` (`ms` of real time), `hang` (never an answer), `reset`. `when` says whether that happens before
 * the effect, which then never comes (but after a `slow`), or after it.
 *
 * `operation: 'webhook'`, for what the simulator itself sends: `drop`, `duplicate` and `delay` (`seconds`
 * by the clock), `alter` (body changed after signing), `forge` (signed with another secret), `unsigned`.
 */
const Fault = z.strictObject({
  operation: z._default(z.string(), 'any'),
  kind: z.enum([...callKinds, ...webhookKinds]),
  times: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(1000)), 1),
  when: z._default(z.enum(['before', 'after']), 'before'),
  status: z.optional(z.coerce.number().check(z.int(), z.gte(200), z.lte(599))),
  retry_after: z.optional(z.coerce.number().check(z.int(), z.gte(0))),
  ms: z.optional(z.coerce.number().check(z.gte(0), z.lte(600_000))),
  seconds: z.optional(z.coerce.number().check(z.gte(0))),
});
export type Fault = z.infer<typeof Fault>;
export type FaultInput = z.input<typeof Fault>;

export interface Faults {
  readonly operations: readonly string[];
  /** Queues one fault; throws a ZodError or an Error that says what is wrong with it. */
  add(fault: unknown): Fault;
  /** The fault of this call, which is then used up once. */
  take(operation: string): Fault | undefined;
  queued(): readonly Fault[];
  clear(): void;
  /** Seconds after which a new record appears in lists, in place of the wire profile's. */
  listLagSeconds: number | undefined;
}

export const allFaultKinds = [...callKinds, ...webhookKinds];

/** `any` stands for every call of the API; the payment page (`page`) and `webhook` are meant only by name. */
export function createFaults(apiOperations: readonly string[]): Faults {
  const operations = ['any', ...apiOperations, 'page', 'webhook'];
  const queue: Fault[] = [];
  return {
    operations,
    listLagSeconds: undefined,
    add(input) {
      const fault = Fault.parse(input);
      if (!operations.includes(fault.operation)) throw new Error(`no operation ${fault.operation}`);
      const kinds: readonly string[] = fault.operation === 'webhook' ? webhookKinds : callKinds;
      if (!kinds.includes(fault.kind)) throw new Error(`${fault.operation} cannot fail with ${fault.kind}`);
      if (fault.kind === 'status' && !fault.status) throw new Error('kind status needs a status');
      queue.push(fault);
      return fault;
    },
    take(operation) {
      const isApi = apiOperations.includes(operation);
      const at = queue.findIndex((f) => f.operation === operation || (isApi && f.operation === 'any'));
      const fault = queue[at];
      if (!fault) return undefined;
      fault.times -= 1;
      if (fault.times === 0) queue.splice(at, 1);
      return fault;
    },
    queued: () => queue,
    clear: () => {
      queue.length = 0;
    },
  };
}
