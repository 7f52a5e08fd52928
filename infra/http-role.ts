import * as z from 'zod/mini';
import type { Json } from './grants.ts';

/** IAM: the most that all inline policies of a role may have, white space not counted. */
const MOST_CHARACTERS = 10_240;
/** What stands before a function's name in its ARN, where it is longest. */
const LONGEST_ARN_START = 'arn:aws-us-gov:lambda:ap-southeast-2:123456789012:function:';

const Resource = z.looseObject({ Type: z.string() });
const FunctionArn = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const Integration = z.looseObject({ Properties: z.looseObject({ IntegrationUri: FunctionArn }) });
const Permission = z.object({
  Properties: z.object({ FunctionName: FunctionArn, Principal: z.literal('apigateway.amazonaws.com') }),
});
const LambdaFunction = z.object({ Properties: z.object({ FunctionName: z.string() }) });

/**
 * Lets the HTTP API invoke its functions by one role that names each of them, where the framework gives every function
 * a permission: one resource for all instead of one for each. Changes the resources that it is given.
 * Why, and which functions keep their permission: docs/decisions/0016-one-role-for-the-gateway.md.
 */
export function invokeByRole(
  resources: Record<string, unknown>,
  keepsPermission: (functionId: string) => boolean,
): void {
  const ids = (type: string) =>
    Object.keys(resources).filter((id) => Resource.parse(resources[id]).Type === type);
  const invoked = new Set<string>();
  for (const id of ids('AWS::ApiGatewayV2::Integration')) {
    const { Properties, ...rest } = Integration.parse(resources[id]);
    const functionId = Properties.IntegrationUri['Fn::GetAtt'][0];
    if (keepsPermission(functionId)) continue;
    resources[id] = { ...rest, Properties: { ...Properties, CredentialsArn: arnOf('HttpApiRole') } };
    invoked.add(functionId);
  }
  for (const id of ids('AWS::Lambda::Permission')) {
    const permission = Permission.safeParse(resources[id]).data;
    if (permission && invoked.has(permission.Properties.FunctionName['Fn::GetAtt'][0])) delete resources[id];
  }
  requireRoom([...invoked].map((id) => LambdaFunction.parse(resources[id]).Properties.FunctionName));
  resources.HttpApiRole = gatewayRole([...invoked].map(arnOf));
}

function requireRoom(functionNames: readonly string[]): void {
  const characters = policyCharacters(functionNames);
  if (characters <= MOST_CHARACTERS) return;
  throw new Error(
    `HttpApiRole would name ${functionNames.length} functions in ${characters} characters, and IAM allows ${MOST_CHARACTERS}: take a shorter stage, or a second role`,
  );
}

/** The size of the role's policy by IAM's count, where partition and region are longest. */
export function policyCharacters(functionNames: readonly string[]): number {
  return JSON.stringify(policyOf(functionNames.map((name) => LONGEST_ARN_START + name))).length;
}

/**
 * No aws:SourceArn or aws:SourceAccount in the trust: API Gateway fills neither when it takes on an integration's role,
 * so that every request would be answered 500. Which integrations may use the role is decided by iam:PassRole.
 */
function gatewayRole(functionArns: readonly Json[]): Json {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      Policies: [{ PolicyName: 'invoke', PolicyDocument: policyOf(functionArns) }],
    },
  };
}

function policyOf(functionArns: readonly Json[]): Json {
  const statement = { Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: functionArns };
  return { Version: '2012-10-17', Statement: [statement] };
}

function arnOf(logicalId: string): Json {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}
