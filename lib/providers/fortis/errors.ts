import * as z from 'zod/mini';
import type { ProviderErrorKind } from '../errors.ts';
import type { ErrorReading } from '../http.ts';
import type { FortisProfile } from './profile.ts';
import { ValidationBody } from './wire.ts';

export type FortisOperation = 'create' | 'get' | 'list' | 'update' | 'delete' | 'resend' | 'payments';

/** Fortis' field → ours. */
const POINTERS: Readonly<Record<string, string>> = {
  amount_due: '/amount',
  email: '/customer/email',
  cell_phone: '/customer/phone',
  expire_date: '/expires_at',
  delivery_method: '/delivery/sender',
  location_id: '/provider_options/location_id',
  cc_product_transaction_id: '/provider_options/cc_product_transaction_id',
  ach_product_transaction_id: '/provider_options/ach_product_transaction_id',
  contact_id: '/provider_options/contact_id',
  contact_api_id: '/provider_options/contact_api_id',
};

/** Fortis' error table (section 3 of its sheet). `namesRecord`: the path holds an id. */
export function errorReader(profile: FortisProfile, operation: FortisOperation, namesRecord: boolean) {
  return (status: number, body: unknown): ErrorReading => {
    // Lost answers, and calls that come too fast, are what their status says.
    if (status === 408 || status === 429 || status < 400 || status >= 500) return {};
    const fields = status === 422 || status === profile.validation_status ? fieldsOf(body) : undefined;
    if (fields) {
      return {
        kind: byFields(fields, profile, operation),
        code: fields[0],
        pointers: fields.flatMap((field) => (Object.hasOwn(POINTERS, field) ? (POINTERS[field] ?? []) : [])),
      };
    }
    return { kind: byStatus(status, operation, namesRecord) };
  };
}

function byFields(
  fields: readonly string[],
  { closed_field }: FortisProfile,
  operation: FortisOperation,
): ProviderErrorKind {
  // Nothing but the link's state can be wrong with a call that says nothing else.
  if (operation === 'resend') return 'conflict';
  const isClosed = (operation === 'update' || operation === 'delete') && fields.includes(closed_field);
  const isTaken = operation === 'create' && fields.includes('paylink_api_id');
  return isClosed || isTaken ? 'conflict' : 'rejected';
}

function byStatus(
  status: number,
  operation: FortisOperation,
  namesRecord: boolean,
): ProviderErrorKind | undefined {
  // 409: the record was deleted.
  if (namesRecord && (status === 404 || status === 409)) return 'not-found';
  if (status === 404) return 'bad-response';
  return operation === 'resend' && status === 422 ? 'conflict' : undefined;
}

/** Undefined: not a validation answer of Fortis. Names only: the texts beside them are never looked at. */
function fieldsOf(body: unknown): string[] | undefined {
  const parsed = z.safeParse(ValidationBody, body);
  if (!parsed.success) return undefined;
  return Object.keys(parsed.data.errors).filter((name) => /^[a-z][a-z0-9_]{0,63}$/.test(name));
}
