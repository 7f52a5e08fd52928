import { fixtures } from './fixtures.ts';
import { dollarsOf } from './money.ts';
import { declined, type Fortis, type Link, type Transaction } from './state.ts';
import type { Wire } from './wire.ts';

/** What a list of paylinks can be filtered and sorted by. */
export const paylinkColumns: readonly string[] = [
  'id',
  'cc_product_transaction_id',
  'ach_product_transaction_id',
  'location_id',
  'paylink_api_id',
  'contact_id',
  'amount_due',
  'cell_phone',
  'email',
  'description',
  'expire_date',
  'status_id',
  'display_product_transaction_receipt_details',
  'display_billing_fields',
  'delivery_method',
  'active',
  'created_ts',
  'modified_ts',
  'created_user_id',
  'modified_user_id',
];

export function transactionColumns({ transaction_lookup, transaction_paylink_field }: Wire): string[] {
  return [
    'id',
    ...(transaction_lookup ? [transaction_paylink_field] : []),
    'payment_method',
    'transaction_amount',
    'auth_amount',
    'status_id',
    'reason_code_id',
    'type_id',
    'trx_source_id',
    'location_id',
    'product_transaction_id',
    'contact_id',
    'settle_date',
    'void_date',
    'charge_back_date',
    'created_ts',
    'modified_ts',
  ];
}

export type Row = Record<string, string | number | null>;

/** A paylink's columns as the API answers them. */
export function paylinkRow(link: Link): Row {
  return {
    id: link.id,
    cc_product_transaction_id: link.cc_product_transaction_id,
    ach_product_transaction_id: link.ach_product_transaction_id,
    location_id: link.location_id,
    paylink_api_id: link.paylink_api_id,
    contact_id: link.contact_id,
    amount_due: dollarsOf(link.amount),
    cell_phone: link.cell_phone,
    email: link.email,
    description: null,
    expire_date: link.expire_date,
    status_id: link.status_id,
    display_product_transaction_receipt_details: 1,
    display_billing_fields: 1,
    delivery_method: link.delivery_method,
    active: link.active,
    created_ts: seconds(link.created_at),
    modified_ts: seconds(link.modified_at),
    created_user_id: fixtures.userId,
    modified_user_id: fixtures.userId,
  };
}

/** The whole record: columns, what was asked to be expanded, and the link to itself. */
export function paylinkRecord(fortis: Fortis, link: Link, expanded: object = {}): object {
  const href = `${fortis.baseUrl()}/v2/paylinks/${link.id}`;
  return { ...paylinkRow(link), ...expanded, _links: { self: { href } } };
}

export function transactionRow({ wire }: Fortis, transaction: Transaction): Row {
  const amount = dollarsOf(transaction.amount);
  return {
    id: transaction.id,
    [wire().transaction_paylink_field]: transaction.link,
    payment_method: transaction.payment_method,
    transaction_amount: amount,
    auth_amount: transaction.status_id === declined ? dollarsOf(0) : amount,
    status_id: transaction.status_id,
    reason_code_id: transaction.reason_code_id,
    type_id: transaction.type_id,
    trx_source_id: 16,
    location_id: fixtures.locationId,
    product_transaction_id: transaction.product_transaction_id,
    contact_id: transaction.contact_id,
    settle_date: transaction.settle_date,
    void_date: transaction.void_date,
    charge_back_date: transaction.charge_back_date,
    created_ts: seconds(transaction.created_at),
    modified_ts: seconds(transaction.modified_at),
  };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
