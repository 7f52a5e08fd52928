import * as z from 'zod/mini';
import { invalid } from './answers.ts';
import type { Body } from './request.ts';
import { propertyNames, type Wire } from './wire.ts';

/** Says "is required" of what is missing and `otherwise` of what is wrong. */
function says(otherwise: string) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? 'is required' : otherwise) };
}

const text = () => z.string(says('must be a string'));
const flag = () => z.boolean(says('must be true or false'));
const number = () => z.number(says('must be a number'));
const whole = () => number().check(z.refine(Number.isInteger, 'must be an integer'));

const references = {
  payment_reference_number: z.optional(text()),
  client_reference: z.optional(text()),
  client_code: z.optional(text()),
};

/** `/CreateLinks` */
export const createFields = {
  organisation_id: text(),
  organisation_person_id: text(),
  ...references,
  first_name: text(),
  last_name: text(),
  validated: flag(),
  amount: number(),
  created_by: text(),
};

/** `/GetActivePaymentUrls` */
export const activeListFields = { organisation_id: text() };

/** `/GetPendingPaymentUrlsByOrg` */
export const pendingListFields = { organisation_person_id: text() };

/** `/UpdatePendingPaymentURL` */
export const updateFields = {
  payment_url_id: text(),
  ...references,
  first_name: z.optional(text()),
  last_name: z.optional(text()),
  validated: z.optional(flag()),
  amount: z.optional(number()),
  created_by: z.optional(text()),
};

/** `/DeletePaymentURL` */
export const deleteFields = { payment_url_id: text() };

/** `/SendLinks` */
export const sendFields = {
  organisation_name: text(),
  email_address: z.optional(text()),
  mobile_number: z.optional(text()),
  payment_link: text(),
  sending_method: whole(),
};

/** The body under our names, or a refusal of the first unknown, mistyped or missing property. */
export function parseFields<T extends z.core.$ZodLooseShape>(
  body: Body,
  fields: T,
  wire: Wire,
): z.infer<z.ZodMiniObject<T>> {
  const ours = new Map(
    propertyNames.filter((name) => Object.hasOwn(fields, name)).map((name) => [wire.names[name], name]),
  );
  const renamed = Object.entries(body).map(([given, value]) => {
    const name = ours.get(given);
    if (name === undefined) throw invalid(wire, `${given} is not a known property`);
    return [name, value];
  });
  const result = z.object(fields).safeParse(Object.fromEntries(renamed));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = propertyNames.find((one) => one === issue?.path[0]);
  throw invalid(wire, `${name ? wire.names[name] : 'The body'} ${issue?.message ?? 'is not valid'}`);
}
