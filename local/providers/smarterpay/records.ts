import { toWire } from './money.ts';
import { pageUrl } from './page-url.ts';
import { hasExpired, type Link, pageOf, type Smarterpay } from './state.ts';
import { wireTime } from './times.ts';

/** A payment link as every operation answers it: 31 properties, `customer_custom_reference` not among them. */
export function linkRecord(smarterpay: Smarterpay, link: Link): object {
  const { amount_unit, time_zone } = smarterpay.wire();
  const amount = (minor: number | null) => (minor === null ? null : toWire(minor, amount_unit));
  const time = (at: number | null) => (at === null ? null : wireTime(at, time_zone));
  return {
    id: link.id,
    url: pageUrl(smarterpay, link),
    amount: amount(link.amount),
    description: link.description,
    bank_account_custom_reference: link.bank_account_custom_reference,
    recurrence_schedule_custom_reference: link.recurrence_schedule_custom_reference,
    card_payment_custom_reference: link.card_payment_custom_reference,
    auddis: link.auddis,
    customer_account: link.customer_account,
    bank_account: link.bank_account,
    mandate: link.mandate,
    recurrence_schedule: link.recurrence_schedule,
    ecommerce_page: link.ecommerce_page,
    status: link.status ?? (hasExpired(smarterpay, link) ? 'expired' : 'active'),
    expiry: time(link.expires_at) ?? 'never',
    return_url: link.return_url,
    visited_at: time(link.visited_at),
    completed_at: time(link.completed_at),
    created_at: time(link.created_at),
    account_validation_callback: pageOf(link).kind === 'validation',
    start_date: link.start_date,
    end_date: link.end_date,
    first_collection_amount: amount(link.first_collection_amount),
    first_collection_date: link.first_collection_date,
    metadata: link.metadata,
    metadata_account_validation: link.metadata_account_validation,
    metadata_bank_account: link.metadata_bank_account,
    metadata_card: link.metadata_card,
    metadata_customer_account: link.metadata_customer_account,
    metadata_mandate: link.metadata_mandate,
    metadata_recurrence_schedule: link.metadata_recurrence_schedule,
  };
}
