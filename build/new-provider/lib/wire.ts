import * as z from 'zod/mini';
import { isLoopbackUrl } from '../../../lib/providers/base-url.ts';
import type { SampleProviderAccount } from './account.ts';

/** Schemas of what is answered: only what is read, tolerant of everything else. */

const id = z.string().check(z.regex(/\S/));
const amount = z.int().check(z.nonnegative());
/** RFC 3339 → epoch ms. */
const instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((text) => Date.parse(text)),
);

type Pages = Pick<SampleProviderAccount, 'loopbackPages'>;
export type PaymentLink = z.infer<ReturnType<typeof linkAnswer>>;

/** One link: of create, get and cancel. */
export function linkAnswer({ loopbackPages }: Pages) {
  return z.object({
    id,
    url: z.string().check(z.refine((url) => isPageUrl(url, loopbackPages))),
    reference: z.nullish(z.string()),
    amount,
    currency: z.string(),
    status: z.string(),
    amount_paid: amount,
    expires_at: z.nullish(instant),
    opened_at: z.nullish(instant),
    paid_at: z.nullish(instant),
  });
}

export function linksAnswer(pages: Pages) {
  return z.object({
    data: z.array(linkAnswer(pages)),
    /** `after` of the next page; null on the last. */
    next: z.nullish(id),
  });
}

export const ErrorBody = z.object({
  error: z.object({ code: z.string(), field: z.nullish(z.string()) }),
});

/** Where payers are sent; nothing is ever sent there by us. */
function isPageUrl(value: string, loopbackPages: boolean): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  if (protocol === 'https:' && username === '' && password === '') return true;
  return loopbackPages && isLoopbackUrl(value);
}
