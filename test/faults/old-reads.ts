import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Answer, Call, Fate } from './proxy.ts';
import type { Run } from './run.ts';
import type { Servers } from './servers.ts';

interface Write {
  TableName: string;
  Item?: Record<string, { S?: string }>;
  Key?: Record<string, { S?: string }>;
}

/** Every write remembers what stood there; every read that does not ask for consistency gets that. */
export function staleReads(servers: Servers, _run: Run): (call: Call) => Fate {
  const former = new Map<string, unknown>();
  return (call) => {
    if (call.service !== 'dynamodb') return 'pass';
    const body = JSON.parse(call.body);
    if (call.operation === 'PutItem' || call.operation === 'UpdateItem') {
      return { answer: (_call, forward) => remember(servers, former, body, forward) };
    }
    if (call.operation === 'GetItem' && !body.ConsistentRead) {
      const key = nameOf(body.Key);
      if (former.has(key)) return { answer: async () => json({ Item: former.get(key) }) };
    }
    return 'pass';
  };
}

async function remember(
  servers: Servers,
  former: Map<string, unknown>,
  write: Write,
  forward: () => Promise<Answer>,
): Promise<Answer> {
  const { pk, sk } = write.Item ?? write.Key ?? {};
  if (!pk?.S || !sk?.S) return forward();
  const { Item } = await servers.dynamodb.send(
    new GetItemCommand({
      TableName: write.TableName,
      Key: { pk: { S: pk.S }, sk: { S: sk.S } },
      ConsistentRead: true,
    }),
  );
  const answer = await forward();
  if (answer.status === 200) former.set(nameOf({ pk, sk }), Item);
  return answer;
}

/** An index does not show what was written within the last while, by the stack's clock. */
export function laggingIndexes(servers: Servers, lagMs: number): (call: Call) => Fate {
  const written = new Map<string, number>();
  return (call) => {
    if (call.service !== 'dynamodb') return 'pass';
    if (call.operation === 'PutItem') {
      const { Item } = JSON.parse(call.body);
      written.set(nameOf(Item), servers.clock.now());
      return 'pass';
    }
    if (!call.operation.startsWith('Query ')) return 'pass';
    return {
      answer: async (_call, forward) => {
        const answer = await forward();
        const found = JSON.parse(answer.body.toString('utf8'));
        const settled = (found.Items ?? []).filter(
          (item: Record<string, { S?: string }>) =>
            (written.get(nameOf(item)) ?? 0) + lagMs <= servers.clock.now(),
        );
        return json({ ...found, Items: settled, Count: settled.length });
      },
    };
  };
}

function nameOf(key: Record<string, { S?: string }>): string {
  return `${key.pk?.S} ${key.sk?.S}`;
}

function json(body: unknown): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Buffer.from(JSON.stringify(body)),
  };
}
