import { toIso } from '../../../lib/clock.ts';
import { writeAmount } from './money.ts';
import { type Allpay, type Link, linkUrl } from './state.ts';

/** A link as lists and update answer it; only the active list's has a status. */
export function linkRecord(allpay: Allpay, link: Link): Record<string, unknown> {
  const wire = allpay.wire();
  const { names } = wire;
  return {
    [names.payment_url_id]: link.id,
    [names.url]: linkUrl(allpay, link),
    ...(link.list === 'active' ? { [names.status]: link.status } : {}),
    [names.amount]: writeAmount(link.amount, wire),
    [names.payment_reference_number]: link.payment_reference_number,
    [names.client_reference]: link.client_reference,
    [names.client_code]: link.client_code,
    [names.first_name]: link.first_name,
    [names.last_name]: link.last_name,
    [names.validated]: link.validated,
    ...(wire.created_by_listed ? { [names.created_by]: link.created_by } : {}),
    // Whole seconds, as the sheet's examples have it.
    [names.created_at]: toIso(link.created_at).replace(/\.\d{3}Z$/, 'Z'),
  };
}
