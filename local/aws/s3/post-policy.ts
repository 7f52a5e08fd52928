import { z } from 'zod';
import type { Clock } from '../../../lib/clock.ts';
import { AwsError } from '../aws-error.ts';
import { type Credentials, checkSignature, scopeOf } from './signature.ts';

const Policy = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.record(z.string(), z.string()),
      z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
    ]),
  ),
});

/** Fields that need no condition of their own. */
const EXEMPT = ['x-amz-signature', 'policy', 'file', 'awsaccesskeyid'];

export interface SizeRange {
  min: number;
  max: number;
}

/**
 * Checks a form against the policy that was signed for it, and gives the allowed size in bytes. Every field must be
 * covered by a condition. Source: "Creating an HTML Form: POST Policy" in the S3 API reference.
 */
export function checkPostPolicy(
  fields: Record<string, string>,
  bucket: string,
  credentials: Credentials,
  clock: Clock,
): SizeRange {
  const encoded = fields.policy;
  if (!encoded || !fields['x-amz-signature']) throw denied('Access Denied');
  const scope = scopeOf(fields['x-amz-credential'], credentials);
  if (fields['x-amz-algorithm'] !== 'AWS4-HMAC-SHA256') throw denied('Only AWS4-HMAC-SHA256 is supported');
  checkSignature(fields['x-amz-signature'], encoded, scope, credentials);

  const policy = parsePolicy(encoded);
  if (Date.parse(policy.expiration) <= clock.now())
    throw denied('Invalid according to Policy: Policy expired.');
  const values: Record<string, string | undefined> = { ...fields, bucket };
  const covered = new Set(EXEMPT);
  const size = { min: 0, max: 5 * 1024 ** 3 };
  const require = (name: string, holds: (value: string) => boolean, condition: unknown) => {
    covered.add(name.toLowerCase());
    const value = values[name.toLowerCase()];
    if (value === undefined || !holds(value))
      throw denied(`Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`);
  };
  for (const condition of policy.conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, wanted] of Object.entries(condition))
        require(name, (value) => value === wanted, condition);
    } else if (condition[0] === 'content-length-range') {
      [, size.min, size.max] = condition;
    } else {
      const [kind, name, wanted] = condition;
      require(name.slice(1), (value) =>
        kind === 'eq' ? value === wanted : value.startsWith(wanted), condition);
    }
  }
  const extra = Object.keys(fields).filter((name) => !covered.has(name) && !name.startsWith('x-ignore-'));
  if (extra.length > 0) throw denied(`Invalid according to Policy: Extra input fields: ${extra.join(', ')}`);
  return size;
}

function parsePolicy(encoded: string) {
  try {
    return Policy.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw new AwsError('InvalidPolicyDocument', 'The content of the form does not meet the policy syntax.');
  }
}

const denied = (message: string) => new AwsError('AccessDenied', message, 403);
