import {
  type AttributeValue,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';

type Item = { [name: string]: AttributeValue };
const AnItem = z.custom<Item>((value) => typeof value === 'object' && value !== null);
const Keyed = z.object({ Item: z.exactOptional(AnItem), Key: z.exactOptional(AnItem) });
const Put = z.object({
  Item: AnItem,
  ConditionExpression: z.exactOptional(z.string()),
  ExpressionAttributeNames: z.exactOptional(z.record(z.string(), z.string())),
  ExpressionAttributeValues: z.exactOptional(AnItem),
});
const Transact = z.object({ TransactItems: z.array(z.record(z.string(), Keyed)) });
const Answer = z.object({ Item: z.exactOptional(AnItem) });
const Key = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });

const BATCH = 25;

export interface BatchedWrites {
  close(): Promise<void>;
}

/**
 * Nine of ten calls put or read one item, at a millisecond or two of our time each. Nobody else writes this table, from its
 * beginning on, so what an item is follows from the puts that were seen: they are decided here, and the engine gets them,
 * many at once, before it is asked for anything that they could matter to. Queries, updates, transactions and unusual
 * conditions are the engine's; an item that it wrote is its own until it is read while nobody writes it. `seen`: what
 * watches the calls, those that go through none of the client's layers too.
 */
export function batchWrites(
  client: DynamoDBClient,
  table: string,
  config: DynamoDBClientConfig,
  seen: <T>(name: string, call: () => Promise<T>) => Promise<T>,
): BatchedWrites {
  const engine = new DynamoDBClient({
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    ...config,
  });
  /** What is in neither of the two is not there. */
  const known = new Map<string, Item>();
  const elsewhere = new Map<string, { begun: number; running: number }>();
  let waiting = new Map<string, Item>();
  let flushed: Promise<void> = Promise.resolve();

  /** One after the other, so that no older put overtakes a newer one. */
  function flush(): Promise<void> {
    flushed = flushed.then(async () => {
      const puts = [...waiting.values()];
      waiting = new Map();
      for (let at = 0; at < puts.length; at += BATCH) await writeBatch(puts.slice(at, at + BATCH));
    });
    return flushed;
  }

  async function writeBatch(puts: readonly Item[]): Promise<void> {
    const RequestItems = { [table]: puts.map((Item) => ({ PutRequest: { Item } })) };
    const { UnprocessedItems = {} } = await engine.send(new BatchWriteItemCommand({ RequestItems }));
    if (Object.keys(UnprocessedItems).length) throw new Error('the table did not take them all');
  }

  async function writtenThere<T>(names: readonly string[], call: () => Promise<T>): Promise<T> {
    const states = names.map((name) => {
      const state = elsewhere.get(name) ?? { begun: 0, running: 0 };
      elsewhere.set(name, state);
      known.delete(name);
      state.begun += 1;
      state.running += 1;
      return state;
    });
    await (names.some((name) => waiting.has(name)) ? flush() : flushed);
    return call().finally(() => {
      for (const state of states) state.running -= 1;
    });
  }

  async function readThere<T extends { output: object }>(name: string, call: () => Promise<T>): Promise<T> {
    const state = elsewhere.get(name);
    const begun = state?.begun;
    await flushed;
    const answer = await call();
    if (state && state.running === 0 && state.begun === begun) {
      const { Item } = z.parse(Answer, answer.output);
      elsewhere.delete(name);
      if (Item) known.set(name, Item);
    }
    return answer;
  }

  const add: DynamoDBClient['middlewareStack']['add'] = client.middlewareStack.add.bind(
    client.middlewareStack,
  );
  add(
    (next, { commandName }) =>
      async (args) => {
        const engineCall = () => next(args);
        const answer = (output: object) => ({ response: {}, output: { $metadata: {}, ...output } });
        switch (commandName) {
          case 'GetItemCommand': {
            return readThere(nameOf(z.parse(Keyed, args.input)), engineCall);
          }
          case 'PutItemCommand': {
            const put = z.parse(Put, args.input);
            const name = nameOf(put);
            const before = known.get(name);
            const holds = elsewhere.has(name) ? undefined : decide(put, before);
            if (holds === undefined) return writtenThere([name], engineCall);
            if (!holds) throw refused(before);
            known.set(name, put.Item);
            waiting.set(name, put.Item);
            return answer({});
          }
          case 'UpdateItemCommand':
          case 'DeleteItemCommand':
            return writtenThere([nameOf(z.parse(Keyed, args.input))], engineCall);
          case 'TransactWriteItemsCommand': {
            const { TransactItems } = z.parse(Transact, args.input);
            return writtenThere(
              TransactItems.flatMap((one) => Object.values(one).map(nameOf)),
              engineCall,
            );
          }
          case 'QueryCommand':
          case 'ScanCommand':
          case 'BatchGetItemCommand':
            await flush();
            return engineCall();
          default:
            throw new Error(`${commandName}: nobody has said what it writes`);
        }
      },
    { step: 'initialize', priority: 'low' },
  );
  const send = client.send.bind(client);
  Object.assign(client, {
    send: (command: Parameters<typeof send>[0]) => {
      const Key = command instanceof GetItemCommand ? command.input.Key : undefined;
      const name = Key && nameOf({ Key });
      if (name === undefined || elsewhere.has(name)) return send(command);
      return seen('GetItemCommand', async () => {
        const Item = known.get(name);
        return { $metadata: {}, ...(Item ? { Item } : {}) };
      });
    },
  });
  return {
    async close() {
      await flush();
      engine.destroy();
    },
  };
}

function nameOf({ Item, Key: key = Item }: z.infer<typeof Keyed>): string {
  const { pk, sk } = z.parse(Key, key);
  return `${pk.S}\n${sk.S}`;
}

function refused(before: Item | undefined): ConditionalCheckFailedException {
  return new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: {},
    ...(before ? { Item: before } : {}),
  });
}

/** `undefined`: left to the engine. */
function decide(put: z.infer<typeof Put>, before: Item | undefined): boolean | undefined {
  const { ConditionExpression: expression, ExpressionAttributeNames: names = {} } = put;
  if (expression === undefined) return true;
  const holds = (term: string): boolean | undefined => {
    const [, absent] = term.match(/^attribute_not_exists\(([\w#]+)\)$/) ?? [];
    if (absent !== undefined) return before?.[names[absent] ?? absent] === undefined;
    const [, name, value] = term.match(/^([\w#]+) = (:\w+)$/) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const is = before?.[names[name] ?? name];
    return is !== undefined && JSON.stringify(is) === JSON.stringify(put.ExpressionAttributeValues?.[value]);
  };
  const terms = expression.split(' OR ').map((some) => some.split(' AND ').map(holds));
  if (terms.flat().includes(undefined)) return undefined;
  return terms.some((every) => every.every((one) => one));
}
