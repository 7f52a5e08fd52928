import * as z from 'zod/mini';
import type { LinkTerms } from '../links/model/link.ts';
import { given, maybe } from './fields.ts';

const CardNames = z.array(z.string().check(z.regex(/^[A-Za-z_]{1,20}$/, 'Letters.'))).check(z.maxLength(10));

/** How the payer may pay. */
export const MethodsInput = z.strictObject({
  card: maybe(z.boolean()),
  open_banking: maybe(z.boolean()),
  excluded_card_types: maybe(CardNames),
  excluded_card_regions: maybe(CardNames),
});
type MethodsInput = z.infer<typeof MethodsInput>;

export function toMethods(methods: MethodsInput): NonNullable<LinkTerms['methods']> {
  const { open_banking, excluded_card_types, excluded_card_regions, ...rest } = given(methods);
  return {
    ...rest,
    ...(open_banking === undefined ? {} : { openBanking: open_banking }),
    ...(excluded_card_types === undefined ? {} : { excludedCardTypes: excluded_card_types }),
    ...(excluded_card_regions === undefined ? {} : { excludedCardRegions: excluded_card_regions }),
  };
}
