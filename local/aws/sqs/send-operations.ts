import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { operation } from '../json-service.ts';
import { MAX_MESSAGE_BYTES } from './attributes.ts';
import { checkBatch, runBatch } from './batch.ts';
import { attributesMd5, md5, weight } from './digests.ts';
import { invalidParameterValue } from './errors.ts';
import { queueUrl } from './inputs.ts';
import { numberOf, type Queue } from './queue.ts';
import type { Deliveries, Queues } from './queues.ts';

const Attribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.base64().optional(),
});

const message = {
  MessageBody: z.string(),
  DelaySeconds: z.int().optional(),
  MessageAttributes: z.record(z.string(), Attribute).optional(),
  MessageSystemAttributes: z.strictObject({ AWSTraceHeader: Attribute.optional() }).optional(),
  MessageGroupId: z.string().optional(),
};
const Message = z.object(message);
type Message = z.infer<typeof Message>;

export function sendOperations(queues: Queues, deliveries: () => Deliveries | undefined) {
  const send = (queue: Queue, input: Message) => {
    checkMessage(queue, input);
    const now = queues.clock.now();
    const attributes = input.MessageAttributes ?? {};
    const id = queues.put(
      queue,
      {
        body: input.MessageBody,
        attributes,
        traceHeader: input.MessageSystemAttributes?.AWSTraceHeader?.StringValue,
        groupId: input.MessageGroupId,
        sentAt: now,
        visibleAt: now + (input.DelaySeconds ?? numberOf(queue, 'DelaySeconds')) * 1000,
      },
      deliveries()?.(queue.name, input.MessageBody) ?? [0],
    );
    return {
      MessageId: id,
      MD5OfMessageBody: md5(input.MessageBody),
      MD5OfMessageAttributes: attributesMd5(attributes),
      MD5OfMessageSystemAttributes: attributesMd5(systemAttributes(input)),
    };
  };

  return {
    SendMessage: operation(z.strictObject({ ...queueUrl, ...message }), (input) =>
      send(queues.at(input.QueueUrl), input),
    ),
    SendMessageBatch: operation(
      z.strictObject({ ...queueUrl, Entries: z.array(z.strictObject({ Id: z.string(), ...message })) }),
      (input) => {
        const queue = queues.at(input.QueueUrl);
        checkBatch(input.Entries);
        const bytes = input.Entries.reduce((sum, entry) => sum + weightOf(entry), 0);
        if (bytes > MAX_MESSAGE_BYTES)
          throw new AwsError(
            'BatchRequestTooLong',
            `Batch requests cannot be longer than ${MAX_MESSAGE_BYTES} bytes. You have sent ${bytes} bytes.`,
          );
        return runBatch(input.Entries, (entry) => send(queue, entry));
      },
    ),
  };
}

function systemAttributes(input: Message) {
  const trace = input.MessageSystemAttributes?.AWSTraceHeader;
  return trace ? { AWSTraceHeader: trace } : {};
}

function weightOf(input: Message): number {
  return weight(input.MessageBody, input.MessageAttributes ?? {});
}

/** Characters that XML 1.0 cannot carry, which SQS refuses in any protocol. */
const FORBIDDEN = /[^\t\n\r -\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

function checkMessage(queue: Queue, input: Message): void {
  if (input.MessageBody === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (FORBIDDEN.test(input.MessageBody))
    throw new AwsError('InvalidMessageContents', 'Invalid binary character was found in the message body.');
  const limit = numberOf(queue, 'MaximumMessageSize');
  if (weightOf(input) > limit)
    throw invalidParameterValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  const delay = input.DelaySeconds ?? 0;
  if (delay < 0 || delay > 900)
    throw invalidParameterValue(
      `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  if (input.MessageGroupId !== undefined && !/^[!-~]{1,128}$/.test(input.MessageGroupId))
    throw invalidParameterValue(
      'The parameter MessageGroupId is invalid. Reason: 1 to 128 letters, digits and punctuation.',
    );
  const attributes = Object.entries(input.MessageAttributes ?? {});
  if (attributes.length > 10)
    throw invalidParameterValue('Number of message attributes exceeds the allowed maximum of 10.');
  for (const [name, attribute] of attributes) checkAttribute(name, attribute);
}

function checkAttribute(name: string, attribute: z.infer<typeof Attribute>): void {
  if (!/^(?!aws\.|amazon\.|\.)[\w.-]{1,256}$/i.test(name))
    throw invalidParameterValue(`The message attribute name ${name} is invalid.`);
  const type = /^(String|Number|Binary)(\..+)?$/.exec(attribute.DataType)?.[1];
  const value = type === 'Binary' ? attribute.BinaryValue : attribute.StringValue;
  if (!type || !value || (type === 'Number' && !Number.isFinite(Number(value))))
    throw invalidParameterValue(`The message attribute '${name}' must have a value of its type.`);
}
