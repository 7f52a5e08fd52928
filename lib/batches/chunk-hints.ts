import type { BatchDeps } from './deps.ts';
import type { Batch } from './model/batch.ts';
import type { Chunk } from './model/chunk.ts';

/** As many as SQS takes in one request. */
const TOGETHER = 10;

/** Hints for chunks of a batch, sent by ten: none waits for more than nine others. `send` sends the rest. */
export function chunkHints({ hints }: Pick<BatchDeps, 'hints'>, { org, id }: Pick<Batch, 'org' | 'id'>) {
  let waiting: number[] = [];
  const send = async () => {
    const numbers = waiting;
    waiting = [];
    if (numbers.length > 0) await hints.chunks(org, id, numbers);
  };
  return {
    async add({ number }: Pick<Chunk, 'number'>): Promise<void> {
      waiting.push(number);
      if (waiting.length === TOGETHER) await send();
    },
    send,
  };
}
