import * as z from 'zod/mini';
import { noInput, type Route } from '../http/route.ts';
import { maybe, text } from './fields.ts';
import { Email } from './person-fields.ts';
import { Phone } from './phone.ts';
import { SuppressionBody } from './suppressions.ts';

const reason = maybe(text(200));

const NewSuppressionBody = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('sms'), contact: Phone, reason }),
  z.strictObject({ channel: z.literal('email'), contact: Email, reason }),
]);
type NewSuppressionBody = z.infer<typeof NewSuppressionBody>;

/** By nature once: a stored answer of an Idempotency-Key would tell of a suppression that was lifted since. */
export const createSuppressionRoute: Route<object, object, NewSuppressionBody, SuppressionBody> = {
  ...noInput,
  bodyOptional: false,
  id: 'createSuppression',
  method: 'POST',
  path: '/v1/suppressions',
  tag: 'Suppressions',
  summary: 'Never message a contact on a channel',
  description:
    'In force from the answer on, for messages that are queued too, by whatever path they go. The same again changes nothing, and no opt-out of the person is touched.',
  scope: 'links:write',
  body: NewSuppressionBody,
  returns: { statuses: { 200: 'It is suppressed.' }, body: SuppressionBody },
  examples: { body: { channel: 'sms', contact: '+447700900123', reason: 'asked by letter' } },
};
