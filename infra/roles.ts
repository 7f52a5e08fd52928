import { grantStatement, type Json, type Senders, type Statement } from './grants.ts';

/** What of a function in serverless.yml decides its role. */
export type Granted = {
  readonly grants?: readonly string[] | undefined;
  readonly events: readonly { readonly sqs?: { arn: Json }; readonly stream?: { arn: Json } }[];
};

/** A function's own role: to write its folder's log, to read its event sources, and its grants. No more. */
export function functionRole(granted: Granted, logGroup: string, senders: Senders): Json {
  const statements: readonly Statement[] = [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [{ 'Fn::GetAtt': [logGroup, 'Arn'] }]),
    ...granted.events.flatMap(({ sqs, stream }) => [
      ...(sqs ? [queueStatement(sqs.arn)] : []),
      ...(stream ? streamStatements(stream.arn) : []),
    ]),
    ...(granted.grants ?? []).map((grant) => grantStatement(grant, senders)),
  ];
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      Policies: [{ PolicyName: 'grants', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}

function queueStatement(arn: Json): Statement {
  return allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [arn]);
}

/** The stream's failed records go to a bucket, under a key that Lambda makes: the one place that needs a prefix. */
function streamStatements(arn: Json): readonly Statement[] {
  return [
    allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [arn],
    ),
    allow(['s3:ListBucket'], [{ 'Fn::GetAtt': ['FailedEventsBucket', 'Arn'] }]),
    allow(['s3:PutObject'], [{ 'Fn::Sub': `\${FailedEventsBucket.Arn}/aws/lambda/*` }]),
  ];
}

function allow(actions: readonly string[], resources: readonly Json[]): Statement {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}
