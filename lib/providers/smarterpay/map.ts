import * as z from 'zod/mini';
import type { NewProviderLink, ProviderLink, ProviderLinkChanges } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { toFieldIssues } from '../issues.ts';
import type { Page, SmarterpayAccount } from './account.ts';
import { CURRENCY, fromWireAmount, toWireAmount } from './amounts.ts';
import { toInstant } from './dates.ts';
import { SmarterpayOptions } from './facts.ts';
import { MAX_LENGTHS, pointerOf, type RECORD_METADATA } from './fields.ts';
import type { SmarterpayProfile } from './profile.ts';
import { observe, type ReadContext } from './status.ts';
import type { PaymentLink } from './wire.ts';

type Body = { payment_link: Readonly<Record<string, unknown>> };

/** The body of POST `/paymentlink`: the same bytes for the same link, and nothing that was not asked for. */
export function toCreateRequest(input: NewProviderLink, account: SmarterpayAccount): Body {
  const { profile } = account;
  const { ecommerce_page: _, first_collection_amount, ...options } = optionsOf(input.options);
  const page = pageFor(input, account);
  const { amount, currency } = input.money;
  const merchantReference = input.merchantReference || undefined;
  const ours = profile.reference_field[page.kind];
  const theirs = profile.merchant_reference_field;
  const isAmount = (pence: number) =>
    Number.isSafeInteger(pence) && pence >= 1 && pence <= profile.max_amount_minor;
  refuse([
    ...(currency === CURRENCY ? [] : ['/currency']),
    ...(isAmount(amount) ? [] : ['/amount']),
    ...(isAmount(first_collection_amount ?? 1) ? [] : ['/provider_options/first_collection_amount']),
    // Each has one place, and it is taken.
    ...(Object.hasOwn(options, ours) ? [`/provider_options/${ours}`] : []),
    ...(merchantReference !== undefined && Object.hasOwn(options, theirs)
      ? [`/provider_options/${theirs}`]
      : []),
  ]);
  const fields = given({
    ...options,
    ecommerce_page: page.id,
    amount: asksForMoney(page) ? toWireAmount(amount, profile.amount_unit) : undefined,
    description: input.description || undefined,
    [theirs]: merchantReference,
    [ours]: input.reference,
    first_collection_amount:
      first_collection_amount === undefined
        ? undefined
        : toWireAmount(first_collection_amount, profile.amount_unit),
    return_url: input.redirects.success,
    metadata: metadataText(input.metadata) ?? undefined,
  });
  refuseTooLong(fields, profile, 'create');
  return { payment_link: fields };
}

/** The body of PUT `/paymentlink/{ID}`. Only metadata can be changed; null clears it. */
export function toUpdateRequest(changes: ProviderLinkChanges, { profile }: SmarterpayAccount): Body {
  const { key: _, metadata, options = {}, ...others } = changes;
  const parsed = z.safeParse(RecordMetadata, options);
  refuse(
    [
      ...Object.entries(others).flatMap(([name, value]) =>
        value === undefined ? [] : [CHANGES[name] ?? ''],
      ),
      ...(parsed.success
        ? []
        : toFieldIssues(parsed.error, options, '/provider_options').map(({ pointer }) => pointer)),
    ],
    'update',
  );
  const fields = {
    ...(metadata !== undefined && { metadata: metadataText(metadata) }),
    ...(parsed.success ? parsed.data : {}),
  };
  refuseTooLong(fields, profile, 'update');
  return { payment_link: fields };
}

export function toProviderLink(
  link: PaymentLink,
  account: SmarterpayAccount,
  context: ReadContext,
): ProviderLink {
  const { profile, pages } = account;
  const { id, url, amount, status: _, expiry, visited_at: _v, completed_at, created_at: _c, ...kept } = link;
  const observation = observe(link, account, context);
  const providerExpiresAt = toInstant(expiry, profile.time_zone);
  const pence = fromWireAmount(amount, profile.amount_unit);
  const page = pages.find((each) => each.id === link.ecommerce_page);
  const journeyDone = completed_at && page !== undefined && page.kind !== 'card_payment';
  return {
    providerLinkId: id,
    providerUrl: url,
    observation,
    ...(providerExpiresAt !== undefined && { providerExpiresAt }),
    ...(pence !== undefined && { money: { amount: pence, currency: CURRENCY } }),
    providerData: given({ ...kept, outcome: journeyDone ? 'completed' : undefined }),
  };
}

/** The page of a link that is to be made: the one asked for, else the first. */
export function pageFor({ options }: Pick<NewProviderLink, 'options'>, { pages }: SmarterpayAccount): Page {
  const { ecommerce_page } = optionsOf(options);
  const page = ecommerce_page === undefined ? pages[0] : pages.find(({ id }) => id === ecommerce_page);
  if (page === undefined) throw refused(['/provider_options/ecommerce_page'], 'create');
  return page;
}

const RecordMetadata = z.strictObject({
  metadata_account_validation: z.optional(z.nullable(z.string())),
  metadata_bank_account: z.optional(z.nullable(z.string())),
  metadata_card: z.optional(z.nullable(z.string())),
  metadata_customer_account: z.optional(z.nullable(z.string())),
  metadata_mandate: z.optional(z.nullable(z.string())),
  metadata_recurrence_schedule: z.optional(z.nullable(z.string())),
} satisfies Record<(typeof RECORD_METADATA)[number], unknown>);

/** What cannot be changed here, by our own names. */
const CHANGES: Readonly<Record<string, string>> = {
  money: '/amount',
  description: '/description',
  customer: '/customer',
  merchantReference: '/reference',
  expiresAt: '/expires_at',
  booking: '/booking',
  methods: '/methods',
  validateAccount: '/validate_account',
};

/** A mandate and a validation are about an account, not about money. */
function asksForMoney({ kind }: Page): boolean {
  return kind === 'card_payment' || kind === 'schedule';
}

/** SmarterPay keeps one text, not a map. Null: none. */
function metadataText(metadata: Readonly<Record<string, string>> = {}): string | null {
  return Object.keys(metadata).length === 0 ? null : JSON.stringify(metadata);
}

function optionsOf(options: Readonly<Record<string, unknown>>): SmarterpayOptions {
  const parsed = z.safeParse(SmarterpayOptions, options);
  if (parsed.success) return parsed.data;
  throw refused(
    toFieldIssues(parsed.error, options, '/provider_options').map(({ pointer }) => pointer),
    'create',
  );
}

/** Never cut: half a text may say something else. */
function refuseTooLong(fields: object, profile: SmarterpayProfile, operation: string): void {
  const tooLong = Object.entries(fields).filter(
    ([name, value]) => typeof value === 'string' && [...value].length > (MAX_LENGTHS[name] ?? Infinity),
  );
  if (tooLong.length === 0) return;
  throw refused(
    tooLong.flatMap(([name]) => pointerOf(name, profile) ?? []),
    operation,
  );
}

function refuse(pointers: readonly string[], operation = 'create'): void {
  if (pointers.length > 0) throw refused(pointers, operation);
}

/** What the limits refuse already, and what depends on the page. */
function refused(pointers: readonly string[], operation: string): ProviderError {
  return new ProviderError({ kind: 'rejected', provider: 'smarterpay', operation, pointers });
}

/** Without the members that are absent or null. */
function given(value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined && member !== null),
  );
}
