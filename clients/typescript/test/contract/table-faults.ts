import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { table } from '../../../../lib/table/client.ts';

/** `down`: no call comes through. `contended`: somebody else is always faster with a write. */
export type TableMode = 'whole' | 'down' | 'contended';

/** Lets the calls of the deployed functions' own table client fail. */
export function tableFaults() {
  let mode: TableMode = 'whole';
  table().client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (mode === 'down') throw new Error('the table is down');
        const metadata = { $metadata: {}, message: 'somebody else was faster' };
        if (mode === 'contended' && /^(Put|Update|Delete)Item/.test(commandName)) {
          throw new ConditionalCheckFailedException(metadata);
        }
        if (mode === 'contended' && commandName.startsWith('TransactWrite')) {
          const CancellationReasons = Array.from({ length: 10 }, () => ({ Code: 'ConditionalCheckFailed' }));
          throw new TransactionCanceledException({ ...metadata, CancellationReasons });
        }
        return next(args);
      },
    { step: 'initialize', name: 'tableFaults' },
  );
  return {
    async during<T>(wanted: TableMode, work: () => Promise<T>): Promise<T> {
      mode = wanted;
      try {
        return await work();
      } finally {
        mode = 'whole';
      }
    },
  };
}
