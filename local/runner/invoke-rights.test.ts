import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFixture } from './runner-fixture.ts';

const source = "export const handler = async () => ({ statusCode: 200, body: 'invoked' })";
const names = ['permitted', 'named', 'neither', 'unnamed', 'untrusted', 'conditional'];
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const integration = (id: string, role: string) => ({
  [`${id}Integration`]: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arn(id),
      PayloadFormatVersion: '2.0',
      CredentialsArn: arn(role),
    },
  },
});
/** In place of the permission that the fixture gives. */
const onlyEvents = (id: string) => ({
  [`${id}apigatewayPermission`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: { Action: 'lambda:InvokeFunction', FunctionName: arn(id), Principal: 'events.amazonaws.com' },
  },
});
const role = (service: string, functions: string[], condition: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [
        { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', ...condition },
      ],
    },
    Policies: [
      {
        PolicyName: 'invoke',
        PolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: functions.map(arn) }],
        },
      },
    ],
  },
});

let stack: Awaited<ReturnType<typeof startFixture>>;
beforeAll(async () => {
  const functions = names.map((name) => [name, { source, routes: [`GET /${name}`] }]);
  stack = await startFixture(Object.fromEntries(functions), {
    ...onlyEvents('neither'),
    ...onlyEvents('named'),
    ...integration('named', 'GatewayRole'),
    ...integration('unnamed', 'GatewayRole'),
    ...integration('untrusted', 'LambdaRole'),
    ...integration('conditional', 'ConditionalRole'),
    GatewayRole: role('apigateway.amazonaws.com', ['named']),
    LambdaRole: role('lambda.amazonaws.com', ['untrusted']),
    ConditionalRole: role('apigateway.amazonaws.com', ['conditional'], {
      Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
    }),
  });
});
afterAll(() => stack.close());

const get = async (name: string) => {
  const response = await fetch(`${stack.url}/${name}`);
  return [response.status, await response.text()];
};

test('a function is invoked by a permission of its own, or by a role that names it', async () => {
  expect(await get('permitted')).toEqual([200, 'invoked']);
  expect(await get('named')).toEqual([200, 'invoked']);
});

test.each([
  ['neither', 'no credentials and no permission', 'to call the integration'],
  ['unnamed', 'a role that does not name it, although a permission does', 'to call the integration'],
  ['untrusted', 'a role that the gateway may not take on', 'to assume the IAM role'],
  ['conditional', 'a role whose condition the gateway cannot meet', 'to assume the IAM role'],
])('%s: %s is a 500 of the gateway, and the log says why', async (name, _, why) => {
  expect(await get(name)).toEqual([500, '{"message":"Internal Server Error"}']);
  const lines = stack.lines.filter(
    ({ source, line }) => source === 'runner' && line.includes(`GET /${name}:`),
  );
  expect(lines.map(({ line }) => JSON.parse(line))).toEqual([
    { level: 'ERROR', message: expect.stringContaining(why) },
  ]);
});

test('a role that the template does not have stops the start', async () => {
  const others = {
    linksIntegration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arn('links'),
        PayloadFormatVersion: '2.0',
        CredentialsArn: 'arn:aws:iam::*:user/*',
      },
    },
  };
  await expect(startFixture({ links: { source } }, others)).rejects.toThrow('No role of the template is');
});
