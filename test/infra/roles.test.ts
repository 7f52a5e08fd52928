import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { grantStatement } from '../../infra/grants.ts';
import { packaged } from './packaged.ts';

const { roles, resources, template } = await packaged();
const allowed = roles.flatMap(({ id, statements }) =>
  statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) => Resource.map((resource) => ({ role: id, actions: Action, resource }))),
);

/** The only wildcards: each says why it cannot be narrower. */
const exempt = [
  {
    role: 'EventsPublishRole',
    actions: ['s3:PutObject'],
    // Lambda itself makes the keys of failed stream records: aws/lambda/<mapping>/<date>/….
    resource: { 'Fn::Sub': `\${FailedEventsBucket.Arn}/aws/lambda/*` },
  },
];

/** Objects of batches have names that nobody knows beforehand. */
const objects = { 'Fn::Sub': `\${FilesBucket.Arn}/*` };
const onObjects = ['GetObject', 'GetObjectVersion', 'PutObject', 'AbortMultipartUpload'];

test('no wildcard in an action or a resource', () => {
  expect(allowed.length).toBeGreaterThan(0);
  const wild = allowed.filter((statement) => JSON.stringify(statement).includes('*'));
  const isObjects = ({ resource }: (typeof wild)[number]) => isDeepStrictEqual(resource, objects);
  expect(wild.filter((statement) => !isObjects(statement))).toEqual(exempt);
  for (const { role, actions } of wild.filter(isObjects)) {
    expect(role).toMatch(/^(Batches|Exports)/);
    expect(onObjects.map((action) => `s3:${action}`)).toEqual(expect.arrayContaining([...actions]));
  }
});

test('every resource is an ARN of this account by name: nothing shorter', () => {
  for (const { role, resource } of allowed) {
    const text = JSON.stringify(resource);
    expect(text, role).toMatch(
      /^\{"Fn::GetAtt":\["\w+","(Stream)?Arn"\]\}$|^\{"Fn::Sub":"(\$\{\w+\.Arn\}\/|arn:\$\{AWS::Partition\}:[\w-]+:\$\{AWS::Region\}:\$\{AWS::AccountId\}:)[^"]+"\}$/,
    );
  }
});

/** Policies on a resource, which let services of AWS hand over what the channels tell: who may do what. */
const onResources = {
  FeedbackKey: [
    [{ AWS: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root` } }, 'kms:*'],
    [
      { Service: ['ses.amazonaws.com', 'sms-voice.amazonaws.com'] },
      ['kms:GenerateDataKey', 'kms:Decrypt'],
      'aws:SourceAccount',
    ],
  ],
  FeedbackTopicPolicy: [
    [{ Service: ['ses.amazonaws.com', 'sms-voice.amazonaws.com'] }, 'sns:Publish', 'aws:SourceAccount'],
  ],
  FeedbackQueuePolicy: [[{ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', 'aws:SourceArn']],
};
const ResourcePolicy = z.object({
  Statement: z.array(
    z.object({
      Effect: z.literal('Allow'),
      Principal: z.unknown(),
      Action: z.unknown(),
      Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    }),
  ),
});

test('no other policy grants anything: no managed one, none by NotAction, few on a resource', () => {
  expect(JSON.stringify(template)).not.toMatch(/ManagedPolic|NotAction|NotResource|NotPrincipal/);
  const others = Object.entries(resources).filter(
    ([, { Type, Properties }]) => Type !== 'AWS::IAM::Role' && JSON.stringify(Properties).includes('"Allow"'),
  );
  const granted = others.map(([id, { Properties }]) => {
    const { Statement } = ResourcePolicy.parse(Properties.KeyPolicy ?? Properties.PolicyDocument);
    return [
      id,
      Statement.map(({ Principal, Action, Condition = {} }) => [
        Principal,
        Action,
        ...Object.values(Condition).flatMap((names) => Object.keys(names)),
      ]),
    ];
  });
  expect(Object.fromEntries(granted)).toEqual(onResources);
});

test('nobody may scan or write in batches past the conditions', () => {
  const actions = allowed.flatMap((statement) => statement.actions);
  expect(actions).not.toContain('dynamodb:Scan');
  expect(
    actions.filter((action) => /PartiQL|BatchWrite|DeleteTable|DeleteQueue|PurgeQueue/.test(action)),
  ).toEqual([]);
});

const senders = {
  emailFrom: 'payments@example.com',
  emailConfigurationSet: '',
  smsOrigination: 'PAYLINKS',
  smsConfigurationSet: '',
  smsCountries: ['GB'],
};

test.each(['table *', 'table Get*', 'table', '* GetItem', 'bucket GetObject', 'table dynamodb:GetItem'])(
  'the grant "%s" is refused',
  (grant) => expect(() => grantStatement(grant, senders)).toThrow(),
);

test('a grant names actions on one resource', () => {
  expect(grantStatement('due Query', senders)).toEqual({
    Effect: 'Allow',
    Action: ['dynamodb:Query'],
    Resource: [{ 'Fn::Sub': `\${Table.Arn}/index/due` }],
  });
});

test('files are the objects of one bucket; to list them is a right on the bucket', () => {
  expect(grantStatement('files GetObjectVersion PutObject', senders)).toEqual({
    Effect: 'Allow',
    Action: ['s3:GetObjectVersion', 's3:PutObject'],
    Resource: [objects],
  });
  expect(grantStatement('files-bucket ListBucket', senders).Resource).toEqual([
    { 'Fn::GetAtt': ['FilesBucket', 'Arn'] },
  ]);
});

test('email may be sent as the address or its domain, with the configuration set that is configured', () => {
  const { Resource } = grantStatement('email SendEmail', { ...senders, emailConfigurationSet: 'receipts' });
  expect(Resource.map(lastPart)).toEqual([
    'identity/payments@example.com',
    'identity/example.com',
    'configuration-set/receipts',
  ]);
});

test.each([
  ['PAYLINKS', ['sender-id/PAYLINKS/GB', 'sender-id/PAYLINKS/IE']],
  ['pool-0123', ['pool/pool-0123']],
  ['phone-0123', ['phone-number/phone-0123']],
])('SMS from %s', (smsOrigination, expected) => {
  const { Resource } = grantStatement('sms SendTextMessage', {
    ...senders,
    smsOrigination,
    smsCountries: ['GB', 'IE'],
  });
  expect(Resource.map(lastPart)).toEqual(expected);
});

test('SMS from digits is refused while packaging, not by AWS when the first message is due', () => {
  expect(() =>
    grantStatement('sms SendTextMessage', { ...senders, smsOrigination: '+447700900123' }),
  ).toThrow(/phone-/);
});

function lastPart(resource: unknown): string {
  return JSON.stringify(resource).replace(/"\}$/, '').split(':').at(-1) ?? '';
}
