import { expect, test } from 'vitest';
import { type AwsCall, wantedBy } from './aws-call.ts';
import { denied, readRole } from './iam.ts';

const table = 'arn:aws:dynamodb:eu-west-2:000000000000:table/table';
const role = readRole('Role', {
  Policies: [
    {
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: [table] },
          { Effect: 'Allow', Action: ['dynamodb:Query'], Resource: [`${table}/index/due`] },
          { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-2:000000000000:wake' },
          {
            Effect: 'Allow',
            Action: 'ses:SendEmail',
            Resource: 'arn:aws:ses:eu-west-2:000000000000:identity/example.com',
          },
          { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::files/uploads/*' },
          { Effect: 'Allow', Action: 's3:GetObjectVersion', Resource: 'arn:aws:s3:::files/*' },
          { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/reports/*' },
        ],
      },
    },
  ],
});

const missing = (call: Partial<AwsCall>) => {
  const wanted = wantedBy({ method: 'POST', path: '/', target: '', body: '', ...call });
  return wanted ? denied(role, wanted)?.action : 'unknown call';
};
const dynamodb = (operation: string, body: object) =>
  missing({ target: `DynamoDB_20120810.${operation}`, body: JSON.stringify(body) });

test('a call is held against the table, index, queue, identity or object that it names', () => {
  expect(dynamodb('GetItem', { TableName: 'table' })).toBeUndefined();
  expect(dynamodb('GetItem', { TableName: 'other' })).toBe('dynamodb:GetItem');
  expect(dynamodb('Query', { TableName: 'table', IndexName: 'due' })).toBeUndefined();
  expect(dynamodb('Query', { TableName: 'table' })).toBe('dynamodb:Query');
  const put = { Put: { TableName: 'table' } };
  expect(dynamodb('TransactWriteItems', { TransactItems: [put] })).toBeUndefined();
  expect(dynamodb('TransactWriteItems', { TransactItems: [put, { Delete: { TableName: 'table' } }] })).toBe(
    'dynamodb:DeleteItem',
  );
  const toQueue = (name: string) => JSON.stringify({ QueueUrl: `http://127.0.0.1:1/000000000000/${name}` });
  expect(missing({ target: 'AmazonSQS.SendMessageBatch', body: toQueue('wake') })).toBeUndefined();
  expect(missing({ target: 'AmazonSQS.SendMessageBatch', body: toQueue('messages') })).toBe(
    'sqs:SendMessage',
  );
  const email = {
    path: '/v2/email/outbound-emails',
    body: JSON.stringify({ FromEmailAddress: 'Shop <a@example.com>' }),
  };
  expect(missing(email)).toBeUndefined();
  expect(missing({ method: 'PUT', path: '/files/uploads/a.csv' })).toBeUndefined();
  expect(missing({ method: 'PUT', path: '/files/other/a.csv' })).toBe('s3:PutObject');
  expect(missing({ target: 'TrentService.Decrypt', body: '{}' })).toBe('kms:Decrypt');
  expect(missing({ target: 'Logs_20140328.PutLogEvents' })).toBe('unknown call');
});

test('of an object it matters whether a version is named, and whether it comes in parts', () => {
  const s3 = (method: string, path: string) => missing({ method, path: `/files/${path}` });
  expect(s3('GET', 'a%20b?versionId=1&x-id=GetObject')).toBeUndefined();
  expect(s3('HEAD', 'a?versionId=1')).toBeUndefined();
  expect(s3('GET', 'a?x-id=GetObject')).toBe('s3:GetObject');
  // What is not there is told apart from what is forbidden only to those who may list.
  expect(s3('HEAD', 'reports/a')).toBe('s3:ListBucket');
  expect(s3('POST', 'uploads/a?uploads=')).toBeUndefined();
  expect(s3('PUT', 'uploads/a?partNumber=1&uploadId=u&x-id=UploadPart')).toBeUndefined();
  expect(s3('POST', 'uploads/a?uploadId=u')).toBeUndefined();
  expect(s3('POST', 'other/a?uploadId=u')).toBe('s3:PutObject');
  expect(s3('DELETE', 'uploads/a?uploadId=u')).toBe('s3:AbortMultipartUpload');
  expect(s3('DELETE', 'uploads/a?versionId=1')).toBe('s3:DeleteObjectVersion');
  expect(missing({ method: 'GET', path: '/files?list-type=2' })).toBe('s3:ListBucket');
});

test('a policy feature that is not enforced here stops the start', () => {
  const policy = (statement: object) => ({ Policies: [{ PolicyDocument: { Statement: [statement] } }] });
  expect(() => readRole('Guarded', policy({ Effect: 'Allow', Action: [], Condition: {} }))).toThrow(
    /Guarded.*Condition/,
  );
  expect(() => readRole('Forbidding', policy({ Effect: 'Deny', Action: [] }))).toThrow(
    /Forbidding.*Effect Deny/,
  );
});
