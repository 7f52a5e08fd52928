import type { BatchWorker } from '../../lib/batches/worker.ts';

export type Death = 'dead-before' | 'dead-after';

/** Whether the worker dies at this call, which writes something or asks the provider for something. */
export type Fate = (name: string) => 'pass' | Death;

const READS: ReadonlySet<string> = new Set([
  'GetItemCommand',
  'BatchGetItemCommand',
  'QueryCommand',
  'GetObjectCommand',
]);

/**
 * One invocation's worker, which may die at any call: before it is made, or when it has had its effect. From then on nothing
 * of the invocation reaches anybody, and its message comes again.
 */
export function dying(worker: BatchWorker, fate: Fate): BatchWorker {
  let dead = false;
  const live = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    if (dead) throw new Error('dead');
    const end = READS.has(name) ? 'pass' : fate(name);
    if (end === 'dead-before') dead = true;
    if (end === 'dead-before') throw new Error('dead');
    const answer = await call();
    if (end === 'dead-after') dead = true;
    if (end === 'dead-after') throw new Error('dead');
    return answer;
  };
  const client = <C extends { send(command: never): Promise<unknown> }>(real: C): C =>
    new Proxy(real, {
      get: (target, key) =>
        key === 'send'
          ? (command: object) => live(command.constructor.name, () => target.send(command as never))
          : Reflect.get(target, key, target),
    });
  return {
    ...worker,
    table: { ...worker.table, client: client(worker.table.client) },
    files: { ...worker.files, client: client(worker.files.client) },
    wakes: { send: (hints) => live('wakes', () => worker.wakes.send(hints)) },
    hints: {
      // A hint never throws: one that is lost is lost.
      batch: (...hint) => live('hint', () => worker.hints.batch(...hint)).catch(() => {}),
      chunks: (...hint) => live('hint', () => worker.hints.chunks(...hint)).catch(() => {}),
      chunk: (...hint) => live('hint', () => worker.hints.chunk(...hint)).catch(() => {}),
    },
    async openConnection(org, connectionId) {
      const opened = await worker.openConnection(org, connectionId);
      const { batches } = opened.provider;
      if (!batches) return opened;
      const { request, upload, confirm, fetch, failures } = batches;
      const provider = {
        ...opened.provider,
        batches: {
          ...batches,
          request: (...a: Parameters<typeof request>) => live('request', () => request(...a)),
          upload: (...a: Parameters<typeof upload>) => live('upload', () => upload(...a)),
          confirm: (...a: Parameters<typeof confirm>) => live('confirm', () => confirm(...a)),
          fetch: (...a: Parameters<typeof fetch>) => live('fetch', () => fetch(...a)),
          failures: (...a: Parameters<typeof failures>) => live('failures', () => failures(...a)),
        },
      };
      return { ...opened, provider };
    },
  };
}
