import * as z from 'zod/mini';
import type { ProviderErrorKind } from '../errors.ts';
import type { ErrorReading } from '../http.ts';
import type { FellohProfile } from './profile.ts';
import { ErrorBody } from './wire.ts';

const KINDS: Readonly<Record<string, ProviderErrorKind>> = {
  'payment_link.has_transactions': 'conflict',
  'organisation.forbidden': 'credentials',
  'authentication.invalid': 'credentials',
  // A record that the request names, not the one that it is about.
  'booking.not_found': 'rejected',
  'customer.not_found': 'rejected',
  'payment_link.not_found': 'not-found',
  'transaction.not_found': 'not-found',
};

/** Felloh's field, in codes `payment_link.<field>`, → ours. */
const POINTERS: Readonly<Record<string, string>> = {
  customer_name: '/customer/name',
  email: '/customer/email',
  amount: '/amount',
  currency: '/currency',
  description: '/description',
  expires_at: '/expires_at',
  booking_id: '/booking/id',
  open_banking_enabled: '/methods/open_banking',
  card_enabled: '/methods/card',
  excluded_card_types: '/methods/excluded_card_types',
  excluded_card_regions: '/methods/excluded_card_regions',
  organisation: '/provider_options/organisation',
  type: '/provider_options/type',
  customer_id: '/provider_options/customer_id',
  authorisation_only: '/provider_options/authorisation_only',
  surcharging_enabled: '/provider_options/surcharging_enabled',
  dcc_enabled: '/provider_options/dcc_enabled',
  hide_store_card: '/provider_options/hide_store_card',
  store_card_forced: '/provider_options/store_card_forced',
};

/** Felloh's error table (section 3 of its sheet). `namesRecord`: the path holds an id. */
export function errorReader(profile: FellohProfile, namesRecord: boolean) {
  return (status: number, body: unknown): ErrorReading => {
    const codes = codesOf(body);
    const code = codes?.[0];
    const pointers = (codes ?? []).flatMap(pointerOf);
    // Lost answers, and calls that come too fast, are what their status says.
    if (status === 408 || status === 429 || status < 400 || status >= 500) return { code };
    const kind =
      (code === undefined ? undefined : KINDS[code]) ?? byStatus(profile, status, namesRecord, codes);
    return { kind, code, pointers };
  };
}

function byStatus(
  profile: FellohProfile,
  status: number,
  namesRecord: boolean,
  codes: readonly string[] | undefined,
): ProviderErrorKind | undefined {
  if (namesRecord && status === profile.deleted_status) return 'not-found';
  if (status === profile.validation_status && codes !== undefined) return 'rejected';
  // Not Felloh's 404: a wrong address in between.
  if (status === 404 && !namesRecord && codes === undefined) return 'bad-response';
  return undefined;
}

/** Undefined: the body is not Felloh's. A code is taken only if it looks like one; anything longer may be prose. */
function codesOf(body: unknown): string[] | undefined {
  const parsed = z.safeParse(ErrorBody, body);
  if (!parsed.success) return undefined;
  return parsed.data.errors.flatMap(({ code }) => (code && /^[a-z0-9_.-]{1,64}$/i.test(code) ? [code] : []));
}

function pointerOf(code: string): string[] {
  if (code === 'booking.not_found') return ['/booking/id'];
  if (code === 'customer.not_found') return ['/provider_options/customer_id'];
  const field = code.startsWith('payment_link.') ? code.slice('payment_link.'.length) : '';
  const pointer = Object.hasOwn(POINTERS, field) ? POINTERS[field] : undefined;
  return pointer === undefined ? [] : [pointer];
}
