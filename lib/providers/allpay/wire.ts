import * as z from 'zod/mini';
import { type MoneyCodec, MoneyError, majorDecimal, minorInteger } from '../../money.ts';
import { isLoopbackUrl } from '../base-url.ts';
import type { AllpayAccount } from './account.ts';
import type { AllpayName, AllpayProfile } from './profile.ts';

/**
 * Readers of what allpay answers: property names by the profile and without regard to case, ids as text or number,
 * everything else that is there ignored.
 */

/** Amounts are never given a currency: there is one. */
export const CURRENCY = 'GBP';

/** A link as either list has it; absent: not told, or not in a form that is known. */
export type AllpayLink = z.infer<ReturnType<typeof linkReader>>;

const LINK_NAMES: readonly AllpayName[] = [
  'payment_url_id',
  'url',
  'status',
  'amount',
  'payment_reference_number',
  'client_reference',
  'client_code',
  'first_name',
  'last_name',
  'validated',
  'created_by',
  'created_at',
];

/** Numbers beyond 2^53 have lost digits, so they are not taken for an id. */
const id = z.union([z.string().check(z.regex(/\S/)), z.pipe(z.int(), z.transform(String))]);
/** Only likeness and people look at these: one that is odd must not make a whole list unreadable. */
const text = z.catch(z.optional(z.string()), undefined);
const reference = z.catch(z.optional(id), undefined);

/** `{"url"}`, `{"paymentUrl"}`, a JSON string or a bare url; the id, should it ever be there. */
export function createAnswer(account: AllpayAccount) {
  const url = pageUrl(account);
  const { names, create_accepts_array } = account.profile;
  const made = z.union([
    z.pipe(
      url,
      z.transform((only) => ({ url: only, payment_url_id: undefined })),
    ),
    z.pipe(
      byOurNames([
        [names.url, 'url'],
        ['paymentUrl', 'url'],
        [names.payment_url_id, 'payment_url_id'],
      ]),
      z.object({ url, payment_url_id: reference }),
    ),
  ]);
  return z.pipe(
    z.transform((body: unknown): unknown => (create_accepts_array && Array.isArray(body) ? body[0] : body)),
    made,
  );
}

export function listAnswer(account: AllpayAccount) {
  const links = z.array(linkReader(account));
  const { list_property } = account.profile;
  if (list_property === null) return links;
  return z.pipe(
    z.pipe(byOurNames([[list_property, 'links']]), z.object({ links })),
    z.transform((wrapper) => wrapper.links),
  );
}

/** Update, delete and send: any 2xx is success, whatever its body. */
export const DoneAnswer = z.unknown();

function linkReader(account: AllpayAccount) {
  const { names } = account.profile;
  return z.pipe(
    byOurNames(LINK_NAMES.map((name) => [names[name], name])),
    z.object({
      payment_url_id: z.optional(id),
      url: pageUrl(account),
      status: z.optional(z.unknown()),
      amount: z.optional(amountReader(account.profile)),
      payment_reference_number: reference,
      client_reference: reference,
      client_code: text,
      first_name: text,
      last_name: text,
      validated: z.catch(z.optional(z.boolean()), undefined),
      created_by: text,
      created_at: text,
    }),
  );
}

/** How the profile writes amounts. */
export function amountCodec({ amount_unit }: AllpayProfile): MoneyCodec<number> {
  return amount_unit === 'minor' ? minorInteger : majorDecimal;
}

function amountReader(profile: AllpayProfile) {
  const codec = amountCodec(profile);
  return z.pipe(
    z.unknown(),
    z.transform((wire, context) => {
      try {
        return codec.decode(wire, CURRENCY);
      } catch (error) {
        if (!(error instanceof MoneyError)) throw error;
        context.issues.push({ code: 'custom', input: wire });
        return z.NEVER;
      }
    }),
  );
}

/** Where payers are sent, so never anywhere without TLS. */
function pageUrl({ loopbackPages }: AllpayAccount) {
  return z.pipe(
    z.pipe(
      z.string(),
      z.transform((url) => url.trim()),
    ),
    z.string().check(
      z.refine((url) => {
        if (!URL.canParse(url) || /[\s<>"]/.test(url)) return false;
        const { protocol, username, password } = new URL(url);
        if (protocol === 'https:') return username === '' && password === '';
        return loopbackPages && isLoopbackUrl(url);
      }),
    ),
  );
}

/** An object by our names; of two properties for one name the first that holds something counts. */
function byOurNames(names: readonly (readonly [theirs: string, ours: string])[]) {
  return z.pipe(
    z.record(z.string(), z.unknown()),
    z.transform((given) => {
      const properties = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
      const known: Record<string, unknown> = {};
      for (const [theirs, ours] of names) {
        const [, value] = properties.find(([name]) => name.toLowerCase() === theirs.toLowerCase()) ?? [];
        if (value !== undefined && known[ours] === undefined) known[ours] = value;
      }
      return known;
    }),
  );
}
