import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { invalidAttributeValue } from './errors.ts';

/** Largest message and largest batch, in bytes, since August 2025. */
export const MAX_MESSAGE_BYTES = 1_048_576;

const DEFAULTS = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  MaximumMessageSize: String(MAX_MESSAGE_BYTES),
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

const RANGES: Record<string, readonly [min: number, max: number]> = {
  VisibilityTimeout: [0, 43_200],
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, MAX_MESSAGE_BYTES],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

/** Kept and given back, without an effect here. */
const INERT = ['Policy', 'RedriveAllowPolicy', 'KmsMasterKeyId', 'SqsManagedSseEnabled'];

const RedrivePolicy = z.object({
  deadLetterTargetArn: z.string().regex(/^arn:aws:sqs:[a-z0-9-]*:\d{12}:[\w-]{1,80}$/),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});
export type RedrivePolicy = z.infer<typeof RedrivePolicy>;

/** Checks what a caller wants to set; an empty RedrivePolicy takes it away. */
export function checkAttributes(attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    const range = RANGES[name];
    if (range) {
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < range[0] || number > range[1]) throw invalidAttributeValue(name);
    } else if (name === 'RedrivePolicy') {
      if (value !== '') parseRedrivePolicy(value);
    } else if (!INERT.includes(name)) {
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
  }
}

export function withDefaults(attributes: Record<string, string>): Record<string, string> {
  return { ...DEFAULTS, ...attributes };
}

export function parseRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  if (!text) return undefined;
  try {
    return RedrivePolicy.parse(JSON.parse(text));
  } catch {
    throw invalidAttributeValue('RedrivePolicy');
  }
}

/** The last part of a queue's ARN; region and account are the deployment's own affair. */
export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
