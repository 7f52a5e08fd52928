import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFixture } from './runner-fixture.ts';

let stack: Awaited<ReturnType<typeof startFixture>>;
const DAY_MS = 86_400_000;

beforeAll(async () => {
  const client = JSON.stringify(import.meta.resolve('@aws-sdk/client-dynamodb'));
  stack = await startFixture(
    {
      probe: {
        source: `let calls = 0;
          export const handler = async (event, context) => {
            const before = performance.now();
            await new Promise((done) => setTimeout(done, 20));
            return {
              calls: ++calls, waited: performance.now() - before,
              now: Date.now(), year: new Date().getUTCFullYear(), text: Date(), given: new Date(0).toISOString(),
              isDate: new Date() instanceof Date && new Date().constructor === Date,
              env: { ...process.env }, left: context.getRemainingTimeInMillis(), name: context.functionName,
            };
          };`,
        properties: {
          Environment: { Variables: { REPLACED: 'by the template', KEPT: { Ref: 'AWS::Region' } } },
        },
      },
      slow: {
        source: `let calls = 0;
          export const handler = async () => {
            await new Promise((done) => setTimeout(done, 100));
            console.log(JSON.stringify({ level: 'INFO', message: 'said by the function' }));
            return { id: globalThis.id ??= crypto.randomUUID(), calls: ++calls };
          };`,
      },
      reader: {
        source: `import { DynamoDBClient, GetItemCommand, PutItemCommand } from ${client};
          const table = new DynamoDBClient({});
          const key = { pk: { S: 'a' } };
          export const handler = async ({ write }) => {
            const command = write ? new PutItemCommand({ TableName: 'things', Item: key }) : new GetItemCommand({ TableName: 'things', Key: key });
            return table.send(command).then(({ Item }) => Item ?? 'absent', (error) => error.name + ': ' + error.message);
          };`,
        allows: [{ Action: ['dynamodb:GetItem'], Resource: [{ 'Fn::GetAtt': ['Things', 'Arn'] }] }],
      },
    },
    {
      Things: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        },
      },
    },
  );
});
afterAll(() => stack.close());

async function value<T>(name: string, event: unknown = {}): Promise<T> {
  const outcome = await stack.runner.invoke(name, event);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value as T;
}

test("a function has the template's environment, the endpoints and nothing of ours", async () => {
  process.env.PAYLINKS_CANARY = 'of the parent';
  const { env, name, left } = await value<{ env: Record<string, string>; name: string; left: number }>(
    'probe',
  );
  expect(env).toMatchObject({
    REPLACED: 'by the stack',
    KEPT: 'eu-west-2',
    AWS_REGION: 'eu-west-2',
    AWS_ENDPOINT_URL_DYNAMODB: stack.dynamodb.url,
    AWS_ENDPOINT_URL_SQS: stack.sqs.url,
  });
  expect(env).not.toHaveProperty('UNKNOWN');
  expect(env).not.toHaveProperty('PAYLINKS_CANARY');
  expect(name).toBe('probe');
  expect(left).toBeGreaterThan(4000);
  expect(left).toBeLessThan(5000);
});

test("a warm function's Date follows the stack's clock at once; timers stay real", async () => {
  await value('probe');
  const before = stack.clock.now();
  stack.clock.set(before + 400 * DAY_MS);
  const seen = await value<Record<string, unknown>>('probe');
  expect(Number(seen.now)).toBeGreaterThanOrEqual(before + 400 * DAY_MS);
  expect(Number(seen.now)).toBeLessThan(before + 401 * DAY_MS);
  expect(seen.year).toBe(new Date(stack.clock.now()).getUTCFullYear());
  expect(seen.text).toContain(String(seen.year));
  expect(seen.given).toBe('1970-01-01T00:00:00.000Z');
  expect(seen.isDate).toBe(true);
  expect(Number(seen.calls)).toBeGreaterThan(1);
  expect(Number(seen.waited)).toBeLessThan(1000);
});

test('four environments at most, each with one event at a time, and what they say is logged', async () => {
  const results = await Promise.all(
    Array.from({ length: 12 }, () => value<{ id: string; calls: number }>('slow')),
  );
  expect(new Set(results.map(({ id }) => id)).size).toBe(4);
  expect(Math.max(...results.map(({ calls }) => calls))).toBeGreaterThanOrEqual(3);
  expect(stack.lines).toContainEqual({
    source: 'slow',
    line: JSON.stringify({ level: 'INFO', message: 'said by the function' }),
  });
});

test('the role decides: a granted call passes, another is AccessDenied to the real client', async () => {
  expect(await value('reader', {})).toBe('absent');
  expect(await value('reader', { write: true })).toMatch(
    /^AccessDeniedException: .*dynamodb:PutItem.*table\/things/,
  );
  expect(await value('reader', {})).toBe('absent');
  expect(stack.lines.some(({ source, line }) => source === 'reader' && line.includes('AccessDenied'))).toBe(
    true,
  );
});
