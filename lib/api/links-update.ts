import * as z from 'zod/mini';
import { noInput, type Route } from '../http/route.ts';
import type { LinkChanges } from '../links/update.ts';
import { CustomerInput, toCustomerChanges } from './customer.ts';
import { CalendarDate, Instant, maybe, text } from './fields.ts';
import { etagOf, LinkBody } from './link-body.ts';
import { Metadata } from './link-fields.ts';
import { LinkParams } from './link-params.ts';

export const LinkChangesBody = z.strictObject({
  customer: z.optional(CustomerInput),
  due_on: maybe(CalendarDate),
  expires_at: z.optional(Instant),
  metadata: maybe(Metadata),
  created_by: maybe(text(100)),
});
export type LinkChangesBody = z.infer<typeof LinkChangesBody>;

export const updateLinkRoute: Route<LinkParams, object, LinkChangesBody, LinkBody> = {
  ...noInput,
  bodyOptional: false,
  id: 'updateLink',
  method: 'PATCH',
  path: '/v1/links/{id}',
  tag: 'Links',
  summary: 'Change a link',
  description:
    "Our own fields: the customer's contact data member by member, the due date, metadata, and an earlier end. Missing members stay, null removes. What the provider was given at creation stays as it is there.",
  scope: 'links:write',
  ifMatch: true,
  params: LinkParams,
  body: LinkChangesBody,
  returns: { statuses: { 200: 'The link.' }, body: LinkBody, headers: etagOf },
  errors: ['conflict_state', 'operation_in_progress', 'version_conflict'],
};

export function toLinkChanges({
  customer,
  due_on,
  expires_at,
  metadata,
  created_by,
}: LinkChangesBody): LinkChanges {
  return {
    ...(customer === undefined ? {} : { customer: toCustomerChanges(customer) }),
    ...(due_on === undefined ? {} : { dueOn: due_on }),
    ...(expires_at === undefined ? {} : { expiresAt: Date.parse(expires_at) }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(created_by === undefined ? {} : { createdBy: created_by }),
  };
}
