import { expect, test } from 'vitest';
import { resolve } from './intrinsics.ts';
import { parseTemplate } from './template.ts';

const refusal = (template: unknown) => {
  try {
    parseTemplate(template);
  } catch (error) {
    return String(error);
  }
  return 'accepted';
};

test('what is outside the closed list stops the start, each thing by its name', () => {
  const message = refusal({
    Parameters: {},
    Resources: {
      Cache: { Type: 'AWS::ElastiCache::CacheCluster', Properties: {} },
      Jobs: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
      Late: { Type: 'AWS::SQS::Queue', Condition: 'Sometimes', Properties: {} },
      Split: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: { 'Fn::ImportValue': 'delay' } } },
    },
  });
  expect(message).toContain('section Parameters');
  expect(message).toContain('resource type AWS::ElastiCache::CacheCluster (Cache)');
  expect(message).toContain('property FifoQueue of Jobs (AWS::SQS::Queue)');
  expect(message).toContain('attribute Condition of Late (AWS::SQS::Queue)');
  expect(message).toContain('intrinsic Fn::ImportValue in Split (AWS::SQS::Queue)');
});

test('intrinsics stand for what the resources really are', () => {
  const physicals = new Map([
    [
      'Jobs',
      { ref: 'http://127.0.0.1/jobs', attributes: { Arn: 'arn:aws:sqs:eu-west-2:000000000000:jobs' } },
    ],
  ]);
  const value = {
    url: { Ref: 'Jobs' },
    arn: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
    dotted: { 'Fn::GetAtt': 'Jobs.Arn' },
    text: { 'Fn::Sub': `\${Jobs.Arn}/x in \${AWS::Region}, \${!Literal}` },
    own: { 'Fn::Sub': [`\${Name}!`, { Name: { Ref: 'Jobs' } }] },
    joined: { 'Fn::Join': ['/', ['a', { Ref: 'AWS::AccountId' }]] },
    list: [1, true, null],
  };
  expect(resolve(value, physicals)).toEqual({
    url: 'http://127.0.0.1/jobs',
    arn: 'arn:aws:sqs:eu-west-2:000000000000:jobs',
    dotted: 'arn:aws:sqs:eu-west-2:000000000000:jobs',
    text: `arn:aws:sqs:eu-west-2:000000000000:jobs/x in eu-west-2, \${Literal}`,
    own: 'http://127.0.0.1/jobs!',
    joined: 'a/000000000000',
    list: [1, true, null],
  });
  expect(() => resolve({ Ref: 'Nothing' }, physicals)).toThrow('nothing is called Nothing');
  expect(() => resolve({ 'Fn::GetAtt': ['Jobs', 'Size'] }, physicals)).toThrow('Jobs has no attribute Size');
});
