import { Refusal } from './answers.ts';
import { type Allpay, amountPaid, codes, type Link, remaining } from './state.ts';

/** 404 or 409 where nothing can be done on the page any more. */
export function checkPayable({ deleted_at, status }: Link): void {
  if (deleted_at !== null) throw new Refusal(404, 'This payment link does not exist.');
  if (status === codes.paid) throw new Refusal(409, 'This payment has been made already.');
}

/** What looking at the page leaves behind. */
export function open(allpay: Allpay, link: Link): void {
  checkPayable(link);
  link.opened_at ??= allpay.clock.now();
  if (link.list === 'pending') {
    if (allpay.wire().open_moves_to_active) move(link, codes.opened);
  } else if (link.status === codes.sent || link.status === codes.downloaded) {
    link.status = codes.opened;
  }
  allpay.changed();
}

/** Keeps the code of a part that is paid. */
export function download(allpay: Allpay, link: Link): void {
  checkPayable(link);
  link.downloaded_at ??= allpay.clock.now();
  if (link.status !== codes.partiallyPaid) move(link, codes.downloaded);
  allpay.changed();
}

/** What is left to pay. */
export function pay(allpay: Allpay, link: Link): void {
  receive(allpay, link, remaining(link));
}

/** A part in pence, below what is left. */
export function payPart(allpay: Allpay, link: Link, amount: number | undefined): void {
  checkPayable(link);
  if (amount === undefined || amount < 1)
    throw new Refusal(422, 'The part must be an amount of at least one penny.');
  if (amount >= remaining(link)) throw new Refusal(422, 'The part must be less than what is left to pay.');
  receive(allpay, link, amount);
}

/** Money of any amount in pence; the page never asks for more than is left. */
export function receive(allpay: Allpay, link: Link, amount: number): void {
  checkPayable(link);
  link.payments.push({ amount, paid_at: allpay.clock.now() });
  move(link, amountPaid(link) >= link.amount ? codes.paid : codes.partiallyPaid);
  allpay.changed();
}

function move(link: Link, status: number): void {
  link.list = 'active';
  link.status = status;
}
