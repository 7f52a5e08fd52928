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

/** An index does not show an entry that is new, or new in its place, for a while by the stack's clock. */
export function laggingIndexes(servers: Servers, lagMs: number): (call: Call) => Fate {
  const settled = new Map<string, { place: string; since: number }>();
  return (call) => {
    if (call.service !== 'dynamodb') return 'pass';
    if (call.operation === 'PutItem') {
      const { Item } = JSON.parse(call.body);
      for (const [index, attribute] of Object.entries(SORTED_BY)) {
        const name = `${index} ${nameOf(Item)}`;
        const place = JSON.stringify(Item[attribute]);
        if (settled.get(name)?.place !== place) settled.set(name, { place, since: servers.clock.now() });
      }
      return 'pass';
    }
    if (!call.operation.startsWith('Query ')) return 'pass';
    return {
      answer: async (_call, forward) => {
        const answer = await forward();
        const found = JSON.parse(answer.body.toString('utf8'));
        const index = call.operation.slice('Query '.length);
        const shown = (found.Items ?? []).filter(
          (item: Record<string, { S?: string }>) =>
            (settled.get(`${index} ${nameOf(item)}`)?.since ?? 0) + lagMs <= servers.clock.now(),
        );
        return json({ ...found, Items: shown, Count: shown.length });
      },
    };
  };
}

/** What an entry of each index is placed by. */
const SORTED_BY: Readonly<Record<string, string>> = {
  due: 'due_at',
  code: 'code',
  reference: 'reference_key',
};

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
