import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toIso } from '../lib/clock.ts';
import { writePackage } from './runner/runner-fixture.ts';
import { type Stack, startStack } from './stack.ts';

const HOUR_MS = 3_600_000;
const sdk = (name: string) => JSON.stringify(import.meta.resolve(`@aws-sdk/client-${name}`));

/** A timer as Paylinks has it, in little: an item is due, a tick hands it to a queue, whose worker notes the time and makes it due again. */
const timer = writePackage(
  {
    add: {
      routes: ['POST /timers'],
      source: `import { DynamoDBClient, PutItemCommand } from ${sdk('dynamodb')};
        const table = new DynamoDBClient({});
        export const handler = async ({ body }) => {
          const { id, due_at } = JSON.parse(body);
          await table.send(new PutItemCommand({ TableName: 'table', Item: { pk: { S: id }, sk: { S: '-' }, due_key: { S: 'D#07' }, due_at: { N: String(due_at) } } }));
          return { statusCode: 201 };
        };`,
      allows: [{ Action: 'dynamodb:PutItem', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } }],
    },
    tick: {
      source: `import { DynamoDBClient, QueryCommand, UpdateItemCommand } from ${sdk('dynamodb')};
        import { SendMessageCommand, SQSClient } from ${sdk('sqs')};
        const [table, sqs] = [new DynamoDBClient({}), new SQSClient({})];
        export const handler = async () => {
          const { Items } = await table.send(new QueryCommand({ TableName: 'table', IndexName: 'due', KeyConditionExpression: 'due_key = :d AND due_at <= :now',
            ExpressionAttributeValues: { ':d': { S: 'D#07' }, ':now': { N: String(Date.now()) } } }));
          for (const { pk } of Items) await sqs.send(new SendMessageCommand({ QueueUrl: process.env.WAKE_QUEUE_URL, MessageBody: pk.S, DelaySeconds: 60 }));
          for (const { pk } of Items) await table.send(new UpdateItemCommand({ TableName: 'table', Key: { pk, sk: { S: '-' } }, UpdateExpression: 'REMOVE due_at' }));
        };`,
      properties: { Environment: { Variables: { WAKE_QUEUE_URL: { Ref: 'WakeQueue' } } } },
      allows: [
        { Action: 'dynamodb:Query', Resource: { 'Fn::Sub': `\${Table.Arn}/index/due` } },
        { Action: 'dynamodb:UpdateItem', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } },
        { Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['WakeQueue', 'Arn'] } },
      ],
    },
    wake: {
      source: `export const handler = async ({ Records }) => { for (const { body } of Records) console.log(body + ' ' + Date.now()); };`,
      allows: [
        {
          Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          Resource: { 'Fn::GetAtt': ['WakeQueue', 'Arn'] },
        },
      ],
    },
  },
  {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'due_key', 'due_at'].map((name) => ({
          AttributeName: name,
          AttributeType: name === 'due_at' ? 'N' : 'S',
        })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'due',
            KeySchema: [
              { AttributeName: 'due_key', KeyType: 'HASH' },
              { AttributeName: 'due_at', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      },
    },
    WakeQueue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60 } },
    WakeSource: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['WakeQueue', 'Arn'] },
        FunctionName: { 'Fn::GetAtt': ['wake', 'Arn'] },
        BatchSize: 10,
      },
    },
    TickRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 minute)',
        Targets: [{ Arn: { 'Fn::GetAtt': ['tick', 'Arn'] }, Id: 't' }],
      },
    },
  },
);

let stack: Stack;
const lines: string[] = [];
beforeAll(async () => {
  stack = await startStack({
    template: timer.file,
    demo: false,
    stackFile: join(timer.folder, 'stack.json'),
    onLog: ({ line }) => lines.push(line),
  });
});
afterAll(async () => {
  await stack.close();
  rmSync(timer.folder, { recursive: true, force: true });
});

const post = async (path: string, body: object = {}) => {
  const response = await fetch(stack.api + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    body: (await response.json().catch(() => ({}))) as Record<string, unknown>,
  };
};

test('moving time stops where a table item is due and again where a delayed message appears', async () => {
  const start = stack.clock.now();
  for (const [id, hours] of Object.entries({ first: 1, second: 30, later: 100 }))
    expect((await post('/timers', { id, due_at: start + hours * HOUR_MS })).status).toBe(201);
  const { status, body } = await post('/_local/clock', { advance: 'P3D' });
  expect(status).toBe(200);
  expect(Date.parse(String(body.now))).toBeGreaterThanOrEqual(start + 72 * HOUR_MS);
  expect(body.steps).toBe(5);
  const seen = lines.filter((line) => /^\w+ \d+$/.test(line)).map((line) => line.split(' '));
  expect(seen.map(([id]) => id)).toEqual(['first', 'second']);
  for (const [index, hours] of [1, 30].entries()) {
    const lateMs = Number(seen[index]?.[1]) - (start + hours * HOUR_MS);
    expect(lateMs, 'a minute of delay, and what the machine took').toBeGreaterThanOrEqual(60_000);
    expect(lateMs).toBeLessThan(70_000);
  }
});

test('time can be set, told and never turned back; nonsense is refused in words', async () => {
  const soon = stack.clock.now() + HOUR_MS;
  expect((await post('/_local/clock', { now: toIso(soon) })).status).toBe(200);
  const told = (await (await fetch(`${stack.controls}/clock`)).json()) as { now: string };
  expect(Date.parse(told.now)).toBeGreaterThanOrEqual(soon);
  expect((await post('/_local/clock', { now: toIso(soon - HOUR_MS) })).body.detail).toMatch(
    /^Time only goes forward/,
  );
  for (const body of [{}, { advance: 'P1M' }, { advance: 'P1D', now: toIso(soon) }, { now: 'noon' }])
    expect((await post('/_local/clock', body)).status).toBe(422);
  const foreign = await fetch(`${stack.controls}/tick`, {
    method: 'POST',
    headers: { origin: 'https://example.com' },
  });
  expect(foreign.status).toBe(403);
});

test('the index page and the stack file lead to everything', async () => {
  const page = await (await fetch(stack.controls)).text();
  const listed = JSON.parse(readFileSync(join(timer.folder, 'stack.json'), 'utf8'));
  expect(listed).toMatchObject({ api: stack.api, endpoints: stack.endpoints, providers: stack.providers });
  expect(page).toContain(listed.endpoints.outbox);
  expect(page).toContain(listed.providers.felloh.control_url);
  expect(await (await fetch(`${stack.controls}/outbox`)).json()).toEqual({ messages: [] });
});

test('nothing is left behind, be it closed or killed', async () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', childSource()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [dynamodb, api] = await new Promise<string[]>((resolve) =>
      child.stdout.on('data', (line) => resolve(String(line).trim().split(' '))),
    );
    expect(await answers(dynamodb), signal).toBe(true);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const inTime = await Promise.race([exited.then(() => true), sleep(2000, false)]);
    expect(inTime, signal).toBe(true);
    for (let tries = 0; (await answers(dynamodb)) && tries < 100; tries++) await sleep(20);
    expect([await answers(dynamodb), await answers(api)], signal).toEqual([false, false]);
  }
});

function childSource(): string {
  return `const { startStack } = await import(${JSON.stringify(join(import.meta.dirname, 'stack.ts'))});
    const stack = await startStack({ template: ${JSON.stringify(timer.file)}, demo: false, stackFile: false });
    process.on('SIGTERM', () => stack.close().then(() => process.exit(0)));
    await fetch(stack.api + '/timers', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    process.stdout.write(stack.endpoints.dynamodb + ' ' + stack.api + '\\n');`;
}

function answers(url = ''): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
