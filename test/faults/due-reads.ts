/** A query of one partition of the `due` index, as it goes over the wire. */
interface DueQuery {
  TableName: string;
  IndexName: 'due';
  KeyConditionExpression: string;
  ExpressionAttributeValues: { ':partition': { S: string }; ':now': { N: string } };
  ReturnConsumedCapacity?: string;
}

interface Asked {
  query: DueQuery;
  tell(isEmpty: boolean): void;
}

/**
 * A tick asks 32 partitions side by side, of which nearly all are empty, and life in a fault test is made of ticks. So the
 * engine is asked once which of them have anything due; whatever has is then queried as it was asked for.
 * `post` sends an operation to the engine and gives its answer, which counts as empty-handed if it is not whole.
 */
export function dueReads(post: (operation: string, body: object) => Promise<unknown>) {
  let waiting: Asked[] = [];

  async function look() {
    const asked = waiting;
    waiting = [];
    const groups = Map.groupBy(
      asked,
      ({ query }) => `${query.TableName} ${query.ExpressionAttributeValues[':now'].N}`,
    );
    for (const group of groups.values()) {
      const filled = group.length > 1 ? await filledOf(group).catch(() => undefined) : undefined;
      for (const { query, tell } of group)
        tell(filled?.has(query.ExpressionAttributeValues[':partition'].S) === false);
    }
  }

  /** The partitions with something due; undefined: the engine did not say it all. */
  async function filledOf([first]: readonly Asked[]): Promise<ReadonlySet<string> | undefined> {
    if (!first) return undefined;
    const { TableName, IndexName, ExpressionAttributeValues } = first.query;
    const answer = await post('Scan', {
      TableName,
      IndexName,
      FilterExpression: 'due_at <= :now',
      ExpressionAttributeValues: { ':now': ExpressionAttributeValues[':now'] },
    });
    const { Items, LastEvaluatedKey } = answer as {
      Items?: { due_key: { S: string } }[];
      LastEvaluatedKey?: object;
    }; // the engine's own words
    return Items && !LastEvaluatedKey ? new Set(Items.map(({ due_key }) => due_key.S)) : undefined;
  }

  /** Whether the engine has just said that nothing is due there. A body that is another query is not looked at. */
  return async function isEmpty(body: string): Promise<boolean> {
    const query = JSON.parse(body) as DueQuery; // the caller has seen the index's name in it
    if (query.KeyConditionExpression !== 'due_key = :partition AND due_at <= :now') return false;
    // Who asks what it costs must pay for it.
    if (query.ReturnConsumedCapacity) return false;
    return new Promise((resolve) => {
      waiting.push({ query, tell: resolve });
      if (waiting.length === 1) setImmediate(() => void look());
    });
  };
}
