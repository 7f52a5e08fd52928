import * as z from 'zod/mini';
import { noInput, type Route } from '../http/route.ts';
import type { LinkChanges } from '../links/changes.ts';
import { CustomerInput, toCustomerChanges } from './customer.ts';
import { CalendarDate, given, Instant, maybe, text } from './fields.ts';
import { etagOf, LinkBody } from './link-body.ts';
import { Amount, Metadata, ProviderOptions } from './link-fields.ts';
import { LinkParams } from './link-params.ts';
import { MethodsInput, toMethods } from './methods.ts';

export const LinkChangesBody = z.strictObject({
  amount: z.optional(Amount),
  reference: z.optional(text(100)),
  description: z.optional(text(250)),
  customer: z.optional(CustomerInput),
  methods: z.optional(MethodsInput),
  validate_account: z.optional(z.boolean()),
  provider_options: z.optional(ProviderOptions),
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
    "What the provider lets be changed (`limits.updatable` of `GET /v1/providers`) is changed there first and shows when that is done. Our own fields at once: the customer's contact data member by member, the due date, metadata, and an earlier end. Missing members stay, null removes.",
  scope: 'links:write',
  ifMatch: true,
  params: LinkParams,
  body: LinkChangesBody,
  returns: { statuses: { 200: 'The link.' }, body: LinkBody, headers: etagOf },
  errors: [
    'conflict_state',
    'operation_in_progress',
    'version_conflict',
    'capability_not_supported',
    'provider_rejected',
    'provider_unavailable',
    'provider_bad_response',
  ],
};

export function toLinkChanges({
  customer,
  due_on,
  expires_at,
  metadata,
  created_by,
  methods,
  validate_account,
  provider_options,
  ...same
}: LinkChangesBody): LinkChanges {
  return {
    ...given(same),
    ...(methods === undefined ? {} : { methods: toMethods(methods) }),
    ...(validate_account === undefined ? {} : { validateAccount: validate_account }),
    ...(provider_options === undefined ? {} : { providerOptions: provider_options }),
    ...(customer === undefined ? {} : { customer: toCustomerChanges(customer) }),
    ...(due_on === undefined ? {} : { dueOn: due_on }),
    ...(expires_at === undefined ? {} : { expiresAt: Date.parse(expires_at) }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(created_by === undefined ? {} : { createdBy: created_by }),
  };
}
