import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zip } from '../../build/zip.ts';
import { startKms } from '../aws/kms/start-kms.ts';
import { startS3 } from '../aws/s3/start-s3.ts';
import { startSqs } from '../aws/sqs/start-sqs.ts';
import { createClock } from '../clock.ts';
import { startDynamoDb } from '../dynamodb.ts';
import { listen } from '../listen.ts';
import { persisted } from '../persisted.ts';
import type { LogLine } from './logs.ts';
import { provision } from './provision.ts';
import { startRunner } from './runner.ts';
import { readTemplate } from './template.ts';

export interface FixtureFunction {
  /** The body of its module. */
  source: string;
  /** Statements of its role. */
  allows?: object[];
  properties?: object;
  /** Route keys. */
  routes?: string[];
}

/** A small hand-written template: these functions, with what else they need, running on real local servers. */
export async function startFixture(functions: Record<string, FixtureFunction>, others: object = {}) {
  const clock = createClock();
  const [dynamodb, sqs, s3, kms] = await Promise.all([
    startDynamoDb(),
    startSqs({ clock }),
    startS3({ clock }),
    startKms({ clock }),
  ]);
  const { folder, file } = writePackage(functions, others);
  const template = readTemplate(file);
  const physicals = await provision(template, { dynamodbUrl: dynamodb.url, sqs, s3, kms });
  const lines: LogLine[] = [];
  const runner = startRunner({
    template,
    physicals,
    packages: folder,
    clock,
    endpoints: {
      dynamodb: dynamodb.url,
      sqs: sqs.url,
      s3: s3.url,
      kms: kms.url,
      email: kms.url,
      sms: kms.url,
    },
    environment: { REPLACED: 'by the stack', UNKNOWN: 'not in the template' },
    checkpoints: persisted<Record<string, string>>(undefined, {}),
    visible: (queue) => sqs.depth(queue).visible,
    log: (line) => lines.push(line),
  });
  const server = await listen(runner.listener);
  return {
    url: server.url,
    clock,
    runner,
    sqs,
    s3,
    dynamodb,
    physicals,
    lines,
    async close() {
      await server.close();
      await runner.close();
      await Promise.all([dynamodb.close(), sqs.close(), s3.close(), kms.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `serverless package` would write for them: a template with the deployment packages beside it. */
export function writePackage(functions: Record<string, FixtureFunction>, others: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'paylinks-runner-'));
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify({ Resources: { ...resourcesOf(functions), ...others } }));
  for (const [id, { source }] of Object.entries(functions))
    writeFileSync(join(folder, `${id}.zip`), zip(`functions/${id}.mjs`, Buffer.from(source)));
  return { folder, file };
}

function resourcesOf(functions: Record<string, FixtureFunction>): Record<string, object> {
  const resources = Object.entries(functions).flatMap(([id, { allows = [], properties, routes = [] }]) => [
    [`${id}Role`, roleOf(allows)],
    [
      id,
      {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Bucket: 'deployments', S3Key: `some/where/${id}.zip` },
          Handler: `functions/${id}.handler`,
          Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
          Timeout: 5,
          MemorySize: 256,
          ...properties,
        },
      },
    ],
    ...['apigateway', 'events'].map((service) => [
      `${id}${service}Permission`,
      {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { 'Fn::GetAtt': [id, 'Arn'] },
          Principal: `${service}.amazonaws.com`,
        },
      },
    ]),
    [
      `${id}Integration`,
      {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: { 'Fn::GetAtt': [id, 'Arn'] },
          PayloadFormatVersion: '2.0',
        },
      },
    ],
    ...routes.map((RouteKey, index) => [
      `${id}Route${index}`,
      {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          RouteKey,
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: `${id}Integration` }]] },
        },
      },
    ]),
  ]);
  return Object.fromEntries(resources);
}

function roleOf(statements: object[]): object {
  const PolicyDocument = { Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) };
  return { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'grants', PolicyDocument }] } };
}
