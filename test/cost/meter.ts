import { vi } from 'vitest';
import type { Answer, Call, Forward } from '../faults/proxy.ts';
import type { Run } from '../faults/run.ts';
import { itemSize, type WireItem } from './item-size.ts';

/** One call of a function, with what the table says it has cost. */
export interface Metered {
  phase: string;
  /** The function's file, `links/create`. */
  name: string;
  service: string;
  operation: string;
  /** What of ours a table call is about: `link: intent`, `binding`, `slot`, … */
  about: string;
  reads: number;
  writes: number;
  consistent: boolean;
  /** Items that a read has looked at. */
  items: number;
  /** Size of an item that is put. */
  bytes: number;
}

export interface Meter {
  /** What is done in here belongs to this phase. */
  measure<T>(phase: string, work: () => Promise<T>): Promise<T>;
  readonly calls: readonly Metered[];
}

/**
 * Counts every call that the functions of a run make. Each function is a cold environment of its own, as it may well be
 * on AWS, so reads and calls are the most that they can be.
 */
export function meter(run: Run): Meter {
  const calls: Metered[] = [];
  let phase: string | undefined;
  let name = '';

  const { invoke } = run;
  run.invoke = (wanted, event) => {
    if (wanted !== name) vi.resetModules();
    name = wanted;
    return invoke(wanted, event);
  };
  run.fate = (call) => {
    if (phase === undefined) return 'pass';
    const metered: Metered = {
      phase,
      name,
      service: call.service,
      operation: call.operation,
      about: '',
      reads: 0,
      writes: 0,
      consistent: false,
      items: 0,
      bytes: 0,
    };
    calls.push(metered);
    if (call.service === 'sqs' && /webhooks-/.test(call.body)) metered.about = 'webhook hint';
    if (call.service !== 'dynamodb') return 'pass';
    return {
      answer: async (_call: Call, forward: Forward) => {
        const { answer, ...spent } = await counted(call.body, call.operation, forward);
        Object.assign(metered, spent);
        return answer;
      },
    };
  };
  return {
    calls,
    async measure(wanted, work) {
      phase = wanted;
      name = '';
      try {
        return await work();
      } finally {
        phase = undefined;
      }
    },
  };
}

interface Wire {
  Item?: WireItem;
  Key?: WireItem;
  IndexName?: string;
  ConsistentRead?: boolean;
  UpdateExpression?: string;
}

interface WireAnswer {
  __type?: string;
  Item?: WireItem;
  ScannedCount?: number;
  ConsumedCapacity?: { CapacityUnits: number } | { CapacityUnits: number }[];
}

type Spent = Pick<Metered, 'about' | 'reads' | 'writes' | 'consistent' | 'items' | 'bytes'>;

/** Lets a call of the table through, asking for its price. */
export async function counted(
  body: string,
  operation: string,
  forward: Forward,
): Promise<Spent & { answer: Answer }> {
  const request = JSON.parse(body) as Wire; // the SDK's own words
  const answer = await forward(JSON.stringify({ ...request, ReturnConsumedCapacity: 'INDEXES' }));
  const told = JSON.parse(answer.body.toString('utf8')) as WireAnswer;
  const units = unitsOf(request, told);
  const isRead = /^(Get|BatchGet|Query|Scan)/.test(operation);
  return {
    answer,
    about: aboutOf(request),
    reads: isRead ? units : 0,
    writes: isRead ? 0 : units,
    consistent: request.ConsistentRead === true,
    items: isRead ? (told.ScannedCount ?? (told.Item ? 1 : 0)) : 0,
    bytes: request.Item ? itemSize(request.Item) : 0,
  };
}

/** A refused conditional write tells no price; DynamoDB takes the units of the larger of both items, without indexes. */
function unitsOf(request: Wire, { __type = '', Item, ConsumedCapacity = [] }: WireAnswer): number {
  if (__type.endsWith('ConditionalCheckFailedException')) {
    const larger = Math.max(...[request.Item, Item].map((item) => (item ? itemSize(item) : 0)));
    return Math.max(1, Math.ceil(larger / 1024));
  }
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}

/** By the sort key's first character, `lib/table/keys.ts`. */
const KINDS: Readonly<Record<string, string>> = {
  X: 'binding',
  I: 'idempotency key',
  R: 'slot',
  N: 'number texted',
  G: 'rate',
  M: 'message',
  E: 'event',
  C: 'connection',
  K: 'api key',
  H: 'hook',
  O: 'organisation',
  S: 'sweep',
  P: 'swept page',
  D: 'webhook delivery',
  W: 'webhook endpoint',
};

/** A link's save by its cause, an answer that is kept, all else by its key. */
function aboutOf({ Item, Key, IndexName, UpdateExpression = '' }: Wire): string {
  if (IndexName) return `index ${IndexName}`;
  const cause = Item?.cause && 'M' in Item.cause ? Item.cause.M.what : undefined;
  if (cause && 'S' in cause) return `link: ${cause.S}`;
  if (/\banswer\b/.test(UpdateExpression)) return 'answer';
  const sk = (Item ?? Key)?.sk;
  return sk && 'S' in sk ? (KINDS[sk.S.slice(0, 1)] ?? 'link') : 'query';
}
