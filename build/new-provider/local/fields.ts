import * as z from 'zod/mini';
import { Refusal } from './answers.ts';
import type { Wire } from './wire.ts';

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const url = () => z.url({ protocol: /^https?$/ });

/** The body of a create, strictly. */
function createFields(wire: Wire) {
  return z.strictObject({
    reference: text(64),
    amount: z.number().check(z.int(), z.gte(1), z.lte(wire.max_amount_minor)),
    currency: z.enum(wire.currencies),
    description: z.optional(text(wire.description_max)),
    customer: z.optional(
      z.strictObject({
        name: z.optional(text(100)),
        email: z.optional(z.string().check(z.regex(/^[^@\s]+@[^@\s]+$/))),
        phone: z.optional(z.string().check(z.regex(/^\+[1-9]\d{6,14}$/))),
      }),
    ),
    expires_at: z.iso.datetime({ offset: true }),
    success_url: url(),
    failure_url: url(),
    cancel_url: url(),
  });
}

/** The fields of a create, or a refusal that names the first one at fault. */
export function parseCreate(body: unknown, wire: Wire, now: number) {
  const parsed = createFields(wire).safeParse(body);
  if (!parsed.success) throw refusalOf(parsed.error);
  if (Date.parse(parsed.data.expires_at) <= now) throw new Refusal(422, 'in_past', 'expires_at');
  return parsed.data;
}

function refusalOf({ issues: [issue] }: z.core.$ZodError): Refusal {
  if (issue?.code === 'unrecognized_keys') {
    return new Refusal(422, 'unknown_field', [...issue.path, issue.keys[0]].join('.'));
  }
  return new Refusal(422, 'invalid', issue?.path.join('.') || 'body');
}
