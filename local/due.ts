import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';

/** The table's timer index: `due_key` is one of D#00 to D#31, of deliveries D#W0 to D#W7, `due_at` epoch ms. */
const PARTITIONS = [
  ...Array.from({ length: 32 }, (_, index) => `D#${String(index).padStart(2, '0')}`),
  ...Array.from({ length: 8 }, (_, index) => `D#W${index}`),
];

export interface Due {
  /** Earliest instant after now at which an item is due. */
  next?: number;
  /** What is due already and not yet done, as one text that changes whenever any of it does; absent when there is none. */
  overdue?: string;
}

export interface DueIndex {
  look(now: number): Promise<Due>;
  close(): void;
}

export function createDueIndex(endpoint: string, tableName: string): DueIndex {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'clock', secretAccessKey: 'local' },
  });
  const first = async (partition: string, after: number) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'due',
        KeyConditionExpression: 'due_key = :partition AND due_at > :after',
        ExpressionAttributeValues: { ':partition': { S: partition }, ':after': { N: String(after) } },
        Limit: 1,
      }),
    );
    return Items[0];
  };
  return {
    async look(now) {
      const late: string[] = [];
      const instants: number[] = [];
      const look = async (partition: string) => {
        let item = await first(partition, -1);
        if (item && Number(item.due_at?.N) <= now) {
          late.push(`${item.pk?.S} ${item.sk?.S} ${item.due_at?.N}`);
          item = await first(partition, now);
        }
        if (item) instants.push(Number(item.due_at?.N));
      };
      await Promise.all(PARTITIONS.map(look));
      return {
        ...(instants.length > 0 ? { next: Math.min(...instants) } : {}),
        ...(late.length > 0 ? { overdue: late.sort().join('\n') } : {}),
      };
    },
    close: () => client.destroy(),
  };
}
