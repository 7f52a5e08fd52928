import { Refusal } from './answers.ts';
import { amountPaid, type Link, linkState, type Paypoint } from './state.ts';

/** 404, 409 or 410 where the page can no longer be used. */
export function checkPayable({ wire }: Paypoint, link: Link): void {
  switch (linkState(link, wire())) {
    case 'deleted':
      throw new Refusal(404, 'This payment link does not exist.');
    case 'paid':
      throw new Refusal(409, 'This payment has been made already.');
    case 'processing':
      throw new Refusal(409, 'A payment is under way.');
    case 'cancelled':
      throw new Refusal(410, 'This payment link has been withdrawn.');
    case 'expired':
      throw new Refusal(410, 'This payment link has expired.');
    default:
  }
}

/** The payer sees the page. */
export function view(paypoint: Paypoint, link: Link): void {
  if (link.status !== 'Created' && link.status !== 'Sent') return;
  link.status = 'Viewed';
  link.viewed_at = paypoint.clock.now();
  paypoint.changed();
}

/** Pence that are left to pay. */
export function due(link: Link): number {
  return Math.max(link.amount - amountPaid(link), 0);
}

/** Money comes in: in part, or what was left of it, or more. */
export function pay(paypoint: Paypoint, link: Link, amount: number): void {
  const at = paypoint.clock.now();
  if (amount > 0) link.payments.push({ amount, at });
  link.status = due(link) === 0 ? 'Paid' : 'PartPaid';
  if (link.status === 'Paid') link.paid_at ??= at;
  paypoint.changed();
}
