import type { Publish } from '../aws/feedback/feedback.ts';
import { type Physicals, resolve } from './intrinsics.ts';
import { ofType, record, type Template } from './template.ts';

/**
 * The way of the channels' events through the template: configuration set → topic → queue, and of replies, which the
 * setting of a number sends to the topic of the texts' set. Whatever a policy does not allow stops the start, since on AWS it would
 * be lost without a word.
 */
export function channelEvents(
  template: Template,
  physicals: Physicals,
  send: (queueArn: string, body: string) => void,
): Publish {
  const all = (type: string) =>
    ofType(template, type).map(([, properties]) => record(resolve(properties, physicals)));
  const queuesOf = subscriptions(all);
  const sets = [
    ...all('AWS::SES::ConfigurationSetEventDestination').map((properties) => {
      const { SnsDestination, MatchingEventTypes, Enabled } = record(properties.EventDestination);
      const topic = String(record(SnsDestination).TopicARN);
      const name = String(properties.ConfigurationSetName);
      return { service: 'ses', name, topic, types: list(MatchingEventTypes), enabled: Enabled };
    }),
    ...all('AWS::SMSVOICE::ConfigurationSet').flatMap((properties) =>
      list(properties.EventDestinations).map((destination) => {
        const { SnsDestination, MatchingEventTypes, Enabled } = record(destination);
        const topic = String(record(SnsDestination).TopicArn);
        const name = String(properties.ConfigurationSetName);
        return { service: 'sms-voice', name, topic, types: list(MatchingEventTypes), enabled: Enabled };
      }),
    ),
  ].filter(({ enabled }) => enabled === true);
  for (const { service, topic } of sets) {
    const named = all('AWS::SNS::TopicPolicy').filter(({ Topics }) => list(Topics).includes(topic));
    requireAllowed(named, `${service}.amazonaws.com`, 'sns:Publish', topic);
  }
  return ({ service, configurationSet, body }) => {
    const word = 'eventType' in body ? String(body.eventType) : 'reply';
    const topics = sets
      .filter((set) => set.service === service && set.name === configurationSet)
      .filter(({ types }) => wants(types, word))
      .map(({ topic }) => topic);
    const queues = [...new Set(topics)].flatMap((topic) => queuesOf.get(topic) ?? []);
    for (const queue of queues) send(queue, JSON.stringify(body));
    return queues.length;
  };
}

/** Topic → queues. */
function subscriptions(all: (type: string) => Record<string, unknown>[]): Map<string, string[]> {
  const queues = new Map<string, string[]>();
  for (const { TopicArn, Protocol, Endpoint, RawMessageDelivery } of all('AWS::SNS::Subscription')) {
    if (Protocol !== 'sqs') continue;
    const [topic, queue] = [String(TopicArn), String(Endpoint)];
    if (RawMessageDelivery !== true)
      throw new Error(`The local stack delivers raw messages only, and ${queue} wants them wrapped`);
    requireAllowed(all('AWS::SQS::QueuePolicy'), 'sns.amazonaws.com', 'sqs:SendMessage', queue, topic);
    queues.set(topic, [...(queues.get(topic) ?? []), queue]);
  }
  return queues;
}

function requireAllowed(
  policies: readonly Record<string, unknown>[],
  principal: string,
  action: string,
  resource: string,
  source?: string,
): void {
  const statements = policies.flatMap((policy) => list(record(policy.PolicyDocument).Statement).map(record));
  const allowed = statements.some(
    ({ Effect, Principal, Action, Resource, Condition }) =>
      Effect === 'Allow' &&
      list(record(Principal).Service).includes(principal) &&
      list(Action).includes(action) &&
      list(Resource).includes(resource) &&
      (source === undefined || JSON.stringify(Condition ?? '').includes(source)),
  );
  if (!allowed) throw new Error(`No policy lets ${principal} do ${action} on ${resource}`);
}

/** SES writes `deliveryDelay` where its events say `DeliveryDelay`. A reply is none of a set's event types. */
function wants(types: readonly unknown[], word: string): boolean {
  if (word === 'reply' || types.includes('ALL')) return true;
  if (types.includes('TEXT_ALL')) return word.startsWith('TEXT_');
  return types.some((type) => String(type).toLowerCase() === word.toLowerCase());
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
