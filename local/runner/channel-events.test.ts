import { expect, test } from 'vitest';
import { channelEvents } from './channel-events.ts';
import { provision } from './provision.ts';
import { parseTemplate } from './template.ts';

const topic = { Ref: 'Topic' };
const queue = { 'Fn::GetAtt': ['Jobs', 'Arn'] };
const policy = (Service: unknown, Action: string, Resource: unknown, Condition?: object) => ({
  PolicyDocument: {
    Statement: [
      { Effect: 'Allow', Principal: { Service }, Action, Resource, ...(Condition ? { Condition } : {}) },
    ],
  },
});
const resources = {
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  TopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [topic],
      ...policy(['ses.amazonaws.com', 'sms-voice.amazonaws.com'], 'sns:Publish', topic),
    },
  },
  Jobs: { Type: 'AWS::SQS::Queue', Properties: {} },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [queue],
      ...policy('sns.amazonaws.com', 'sqs:SendMessage', queue, { ArnEquals: { 'aws:SourceArn': topic } }),
    },
  },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: topic, Protocol: 'sqs', Endpoint: queue, RawMessageDelivery: true },
  },
  Emails: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'emails' } },
  EmailEvents: {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: {
      ConfigurationSetName: { Ref: 'Emails' },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['delivery', 'bounce'],
        SnsDestination: { TopicARN: topic },
      },
    },
  },
  Texts: {
    Type: 'AWS::SMSVOICE::ConfigurationSet',
    Properties: {
      ConfigurationSetName: 'texts',
      EventDestinations: [
        {
          EventDestinationName: 'feedback',
          Enabled: true,
          MatchingEventTypes: ['TEXT_ALL'],
          SnsDestination: { TopicArn: topic },
        },
      ],
    },
  },
};

async function started(changes: object = {}) {
  const template = parseTemplate({ Resources: { ...resources, ...changes } });
  const sent: [string, string][] = [];
  const physicals = await provision(template, {
    dynamodbUrl: '',
    sqs: { createQueue: ({ name }) => name },
    kms: { createKey: () => '' },
    s3: { createBucket: () => {} },
  });
  return {
    publish: channelEvents(template, physicals, (arn, body) => void sent.push([arn, body])),
    sent,
  };
}

const arn = 'arn:aws:sqs:eu-west-2:000000000000:jobs';
const delivery = { eventType: 'Delivery' };

test('an event goes from its configuration set to the queue, raw', async () => {
  const { publish, sent } = await started();
  expect(publish({ service: 'ses', configurationSet: 'emails', body: delivery })).toBe(1);
  expect(publish({ service: 'sms-voice', configurationSet: 'texts', body: { eventType: 'TEXT_SPAM' } })).toBe(
    1,
  );
  expect(publish({ service: 'sms-voice', configurationSet: 'texts', body: { messageBody: 'STOP' } })).toBe(1);
  expect(sent).toEqual([
    [arn, '{"eventType":"Delivery"}'],
    [arn, '{"eventType":"TEXT_SPAM"}'],
    [arn, '{"messageBody":"STOP"}'],
  ]);
});

test('nothing goes where the set wants no such event, is another, or none', async () => {
  const { publish, sent } = await started();
  expect(publish({ service: 'ses', configurationSet: 'emails', body: { eventType: 'Complaint' } })).toBe(0);
  expect(publish({ service: 'ses', configurationSet: 'texts', body: delivery })).toBe(0);
  expect(publish({ service: 'ses', configurationSet: undefined, body: delivery })).toBe(0);
  expect(sent).toEqual([]);
});

test.each([
  ['a service may not publish', { TopicPolicy: resources.Topic }, /ses\.amazonaws\.com do sns:Publish/],
  ['the topic may not send', { QueuePolicy: resources.Topic }, /sns\.amazonaws\.com do sqs:SendMessage/],
  [
    'messages would be wrapped',
    {
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: { ...resources.Subscription.Properties, RawMessageDelivery: false },
      },
    },
    /raw messages only/,
  ],
])('the start stops where %s', async (_, changes, message) => {
  await expect(started(changes)).rejects.toThrow(message);
});
