import { type Html, html, htmlDocument } from '../html.ts';
import type { Refusal } from './answers.ts';
import { fixtures } from './fixtures.ts';
import { formatAmount } from './money.ts';
import { methodsOf } from './payer.ts';
import { declined, type Link, type Transaction } from './state.ts';

const banner =
  'This stands in for Fortis’s payment page. No money moves, and no card or account is asked for.';

export function paymentPage(link: Link): string {
  const amount = formatAmount(link.amount);
  const methods = methodsOf(link);
  const body = html`
<section class="card" aria-labelledby="what">
<h1 id="what">Pay ${fixtures.locationName}</h1>
<p class="amount">${amount}</p>
${link.expire_date && html`<dl><dt>Open until the end of</dt><dd>${dayOf(link.expire_date)}</dd></dl>`}
</section>
${methods.includes('card') && cardForm(amount)}
${methods.includes('bank') && bankForm(amount)}
<form method="post"><button name="action" value="cancel">Cancel</button></form>`;
  return htmlDocument(`Pay ${amount}`, body, banner);
}

/** What became of the page's form, with a receipt; `again` leads back where nothing was paid. */
export function donePage(link: Link, transaction: Transaction | undefined, again?: string): string {
  const [title, text] = outcome(transaction);
  const body = html`<section class="card" aria-labelledby="done"><h1 id="done">${title}</h1><p>${text}</p>
${transaction && receipt(transaction)}
${again && html`<p><a href="${again}">Open the page again</a></p>`}</section>
${bankSection(transaction && link.status_id === 1 ? bankActions(transaction) : {})}`;
  return htmlDocument(title, body, banner);
}

/** A paid, expired, deleted or refused page. */
export function closedPage(
  { status, message }: Refusal,
  open: BankActions,
  again: string | undefined,
): string {
  const titles: Readonly<Record<number, string>> = {
    404: 'Not found',
    409: 'Nothing more to pay here',
    410: 'Too late',
  };
  const title = titles[status] ?? 'That is not possible';
  const body = html`<section class="card"><h1>${title}</h1><p>${message}</p>
${again && html`<p><a href="${again}">Open the page again</a></p>`}</section>
${bankSection(open)}`;
  return htmlDocument(title, body, banner);
}

interface BankActions {
  pending?: Transaction | undefined;
  returnable?: Transaction | undefined;
}

/** Only a fresh bank payment waits for the bank. */
function bankActions(transaction: Transaction): BankActions {
  const { payment_method, settle_date, charge_back_date } = transaction;
  if (payment_method !== 'ach' || charge_back_date !== null) return {};
  return { ...(settle_date === null ? { pending: transaction } : {}), returnable: transaction };
}

function bankSection({ pending, returnable }: BankActions): Html | false {
  if (!pending && !returnable) return false;
  return html`<section class="card" aria-labelledby="bank"><h2 id="bank">${pending ? 'A bank payment is under way' : 'A bank payment'}</h2>
<p class="soft">You decide here what the bank says.</p>
<form method="post">
${pending && html`<button class="main" name="action" value="settle">The bank pays</button>`}
${returnable && html`<button name="action" value="charge_back">The bank takes it back</button>`}</form></section>`;
}

function cardForm(amount: string): Html {
  return html`<section class="card" aria-labelledby="card"><h2 id="card">By card</h2>
<form method="post"><input type="hidden" name="method" value="card">
<button class="main" name="action" value="pay">Pay ${amount} by card</button>
<button name="action" value="authorise">Only authorise ${amount} on the card</button>
<button name="action" value="fail">Let the card be declined</button></form></section>`;
}

function bankForm(amount: string): Html {
  return html`<section class="card" aria-labelledby="bank"><h2 id="bank">From your bank account</h2>
<p class="soft">ACH. The bank confirms the payment later.</p>
<form method="post"><input type="hidden" name="method" value="bank">
<button class="main" name="action" value="pay">Pay ${amount} from your bank account</button>
<button name="action" value="fail">Let the bank decline</button></form></section>`;
}

function receipt({ id, amount, payment_method }: Transaction): Html {
  return html`<dl><dt>Amount</dt><dd>${formatAmount(amount)}</dd>
<dt>Paid by</dt><dd>${payment_method === 'cc' ? 'Card' : 'Bank account'}</dd>
<dt>Transaction</dt><dd>${id}</dd></dl>`;
}

function outcome(transaction: Transaction | undefined): readonly [string, string] {
  if (!transaction) return ['Cancelled', 'Nothing was paid. The link stays open.'];
  if (transaction.status_id === declined)
    return ['The payment failed', 'Nothing was paid. You can try once more.'];
  if (transaction.charge_back_date !== null)
    return ['The bank has taken it back', 'The bank payment was returned.'];
  if (transaction.settle_date !== null) return ['The bank has paid', 'The bank payment is complete.'];
  return ['Thank you', 'Your payment has been received or is on its way.'];
}

function dayOf(day: string): string {
  return new Date(day).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
}
