import { expect, test } from 'vitest';
import * as z from 'zod';
import { invokeByRole, policyCharacters } from '../../infra/http-role.ts';
import { packaged, referred } from './packaged.ts';

const { functions, of, roles, resources } = await packaged();

const Integration = z.object({ IntegrationUri: z.unknown(), CredentialsArn: z.unknown().optional() });
const Permission = z.object({ Principal: z.string(), FunctionName: z.unknown(), SourceArn: z.unknown() });
const integrations = of('AWS::ApiGatewayV2::Integration', Integration).map(({ properties }) => ({
  functionId: referred(properties.IntegrationUri)[0] ?? '',
  credentials: properties.CredentialsArn,
}));
const permissions = of('AWS::Lambda::Permission', Permission).map(({ properties }) => ({
  ...properties,
  functionId: referred(properties.FunctionName)[0] ?? '',
}));
const byRole = integrations.filter(({ credentials }) => credentials !== undefined);
const role = roles.find(({ id }) => id === 'HttpApiRole');

test('the role of the HTTP API names the functions that are invoked by it, all of them and no other', () => {
  expect(byRole.length).toBeGreaterThan(0);
  for (const { credentials } of byRole) expect(credentials).toEqual({ 'Fn::GetAtt': ['HttpApiRole', 'Arn'] });
  expect(role?.statements).toEqual([
    {
      Effect: 'Allow',
      Action: ['lambda:InvokeFunction'],
      Resource: byRole.map(({ functionId }) => ({ 'Fn::GetAtt': [functionId, 'Arn'] })),
    },
  ]);
  expect(role?.assumedBy).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  });
});

test('the others have a permission for this API: those that payers and providers wait for', () => {
  const withPermission = permissions.filter(({ Principal }) => Principal === 'apigateway.amazonaws.com');
  const others = integrations.filter(({ credentials }) => credentials === undefined);
  expect(withPermission.map(({ functionId }) => functionId).sort()).toEqual(
    others.map(({ functionId }) => functionId).sort(),
  );
  for (const { SourceArn } of withPermission)
    expect(JSON.stringify(SourceArn)).toContain('{"Ref":"HttpApi"}');
  expect(others.map(({ functionId }) => functions.find(({ id }) => id === functionId)?.name).sort()).toEqual([
    'publicBack',
    'publicNotify',
    'publicOpen',
    'publicPage',
  ]);
});

test('nothing else invokes a function past its event sources but the schedule', () => {
  const rest = permissions.filter(({ Principal }) => Principal !== 'apigateway.amazonaws.com');
  expect(rest.map(({ functionId, Principal }) => [functionId, Principal])).toEqual([
    ['TimersTickLambdaFunction', 'events.amazonaws.com'],
  ]);
});

test("the role's policy keeps within what IAM allows, whatever the stage is called", () => {
  const names = byRole.map(
    ({ functionId }) => functions.find(({ id }) => id === functionId)?.FunctionName ?? '',
  );
  const longest = names.map(() => 'n'.repeat(64));
  process.stdout.write(
    `HttpApiRole: ${names.length} functions, ${policyCharacters(names)} characters, ${policyCharacters(longest)} with the longest names, 10240 allowed\n`,
  );
  expect(policyCharacters(longest)).toBeLessThanOrEqual(10_240);
});

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const small = (count: number, nameLength: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      [`F${i}`, { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'n'.repeat(nameLength) } }],
      [
        `F${i}Integration`,
        { Type: 'AWS::ApiGatewayV2::Integration', Properties: { IntegrationUri: arn(`F${i}`) } },
      ],
      [
        `F${i}Permission`,
        {
          Type: 'AWS::Lambda::Permission',
          Properties: { FunctionName: arn(`F${i}`), Principal: 'apigateway.amazonaws.com' },
        },
      ],
    ]).flat(),
  );

test('80 functions with the longest names have room; one more is refused while packaging', () => {
  expect(() => invokeByRole(small(80, 64), () => false)).not.toThrow();
  expect(() => invokeByRole(small(81, 64), () => false)).toThrow(/81 functions in 10\d{3} characters/);
});

test('a permission goes only with an integration that has the role; what is not understood is refused', () => {
  const template = { ...small(2, 10), F9Permission: small(10, 10).F9Permission };
  invokeByRole(template, (id) => id === 'F1');
  expect(Object.keys(template).filter((id) => id.endsWith('Permission'))).toEqual([
    'F1Permission',
    'F9Permission',
  ]);
  const alias = { Type: 'AWS::ApiGatewayV2::Integration', Properties: { IntegrationUri: { Ref: 'Alias' } } };
  expect(() => invokeByRole({ ...small(1, 10), alias }, () => false)).toThrow();
});

test('no function of ours has the name that the role takes', () => {
  expect(Object.keys(resources)).not.toContain('HttpApiLambdaFunction');
});
