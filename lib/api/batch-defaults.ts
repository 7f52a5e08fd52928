import * as z from 'zod/mini';
import { given, maybe } from './fields.ts';
import { NewLinkBody } from './links-create.ts';

const LONGEST_DAYS = 366;

/** What all rows of a batch share: any fields of a create body but the one that names a row. A row's own win. */
export const BatchDefaults = z
  .extend(z.partial(z.omit(NewLinkBody, { reference: true })), {
    /** Each link ends this many days after it is made, unless its row has an end. */
    expires_in_days: maybe(z.int().check(z.minimum(1), z.maximum(LONGEST_DAYS))),
    /** A row meets its own link by its key; a link of somebody else is not its link. */
    on_duplicate: maybe(z.enum(['allow', 'reject'])),
  })
  .check(
    z.refine(({ expires_at, expires_in_days }) => !(expires_at && expires_in_days), {
      error: 'Not beside expires_at.',
      path: ['expires_in_days'],
    }),
  );
export type BatchDefaults = z.infer<typeof BatchDefaults>;

/** As a batch keeps them: without what is null, at any depth. */
export function toDefaults(input: BatchDefaults): Record<string, unknown> {
  const { customer, delivery, redirects, methods, booking, ...rest } = given(input);
  const { address, ...person } = given(customer ?? {});
  return {
    ...rest,
    ...(customer ? { customer: { ...person, ...(address ? { address: given(address) } : {}) } } : {}),
    ...(delivery ? { delivery: given(delivery) } : {}),
    ...(redirects ? { redirects: given(redirects) } : {}),
    ...(methods ? { methods: given(methods) } : {}),
    ...(booking ? { booking: given(booking) } : {}),
  };
}
