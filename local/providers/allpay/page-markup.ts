import { html, htmlDocument } from '../html.ts';
import type { Refusal } from './answers.ts';
import { fixtures } from './fixtures.ts';
import { formatAmount, poundsOf } from './money.ts';
import { amountPaid, type Link, remaining } from './state.ts';

const banner = 'This stands in for allpay’s payment page. No money moves and no card is asked for.';

export function paymentPage(link: Link): string {
  const due = formatAmount(remaining(link));
  const paid = amountPaid(link);
  const body = html`
<section class="card" aria-labelledby="what">
<h1 id="what">Pay ${fixtures.organisationName}</h1>
<p class="amount">${due}</p>
<dl><dt>For</dt><dd>${link.first_name} ${link.last_name}</dd>
<dt>Reference</dt><dd>${link.payment_reference_number ?? link.client_reference}</dd>
${paid > 0 && html`<dt>Paid so far</dt><dd>${formatAmount(paid)} of ${formatAmount(link.amount)}</dd>`}</dl>
</section>
<section class="card" aria-labelledby="whole"><h2 id="whole">All of it</h2>
<form method="post"><button class="main" name="action" value="pay">Pay ${due}</button>
<button name="action" value="fail">Let the payment fail</button></form></section>
${remaining(link) > 1 && partForm(link, due)}
<form method="post"><button name="action" value="download">Download the bill</button>
<button name="action" value="cancel">Cancel</button></form>`;
  return htmlDocument(`Pay ${due}`, body, banner);
}

/** A paid, deleted or refused page; `again` leads back to where it can be put right. */
export function closedPage({ status, message }: Refusal, again: string | undefined): string {
  const titles: Readonly<Record<number, string>> = { 404: 'Not found', 409: 'Nothing more to pay here' };
  return messagePage(titles[status] ?? 'That is not possible', message, again);
}

export type Result = 'paid' | 'partly_paid' | 'downloaded' | 'failed' | 'cancelled';

/** Where every action ends: links have no return url. */
export function resultPage(result: Result, link: Link, again: string): string {
  const left = formatAmount(remaining(link));
  switch (result) {
    case 'paid':
      return messagePage('Thank you', 'Your payment has been received.', undefined);
    case 'partly_paid':
      return messagePage('Thank you', `Your part payment has been received. ${left} is left to pay.`, again);
    case 'downloaded':
      return messagePage('Downloaded', `The bill has been downloaded. ${left} is left to pay.`, again);
    case 'failed':
      return messagePage('The payment failed', 'Nothing was paid. You can try once more.', again);
    case 'cancelled':
      return messagePage('Cancelled', 'Nothing was paid.', again);
  }
}

function partForm(link: Link, due: string) {
  return html`<section class="card" aria-labelledby="part"><h2 id="part">A part of it</h2>
<form method="post"><div class="field"><label for="amount">Amount in pounds</label>
<input id="amount" name="amount" inputmode="decimal" autocomplete="off" required pattern="[0-9]+([.][0-9]{1,2})?"
 value="${poundsOf(Math.floor(remaining(link) / 2))}" aria-describedby="part-hint">
<p class="soft" id="part-hint">Less than ${due}, for example 10.50.</p></div>
<button class="main" name="action" value="partial">Pay this part</button></form></section>`;
}

function messagePage(title: string, message: string, again: string | undefined): string {
  const body = html`<section class="card"><h1>${title}</h1><p>${message}</p>
${again && html`<p><a href="${again}">Open the page again</a></p>`}</section>`;
  return htmlDocument(title, body, banner);
}
