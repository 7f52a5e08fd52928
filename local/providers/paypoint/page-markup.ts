import { type Html, html, htmlDocument } from '../html.ts';
import type { Refusal } from './answers.ts';
import { fixtures } from './fixtures.ts';
import { formatAmount, pounds } from './money.ts';
import { due } from './payer.ts';
import { amountPaid, type Link } from './state.ts';

const banner = 'This stands in for PayPoint’s payment page. No money moves and no card is asked for.';

export function paymentPage(link: Link): string {
  const rest = formatAmount(due(link));
  const paid = amountPaid(link);
  const word =
    link.passphrase !== null && html`<input type="hidden" name="passphrase" value="${link.passphrase}">`;
  const name = [link.title, link.first_name, link.last_name].filter(Boolean).join(' ');
  const body = html`
<section class="card" aria-labelledby="what">
<h1 id="what">Pay ${fixtures.merchant}</h1>
<p class="amount">${rest}</p>
${link.reason && html`<p>${link.reason}</p>`}
<dl><dt>For</dt><dd>${name}</dd><dt>Account</dt><dd>${link.account_reference}</dd>
${paid > 0 && html`<dt>Paid so far</dt><dd>${formatAmount(paid)} of ${formatAmount(link.amount)}</dd>`}</dl>
</section>
<section class="card" aria-labelledby="all"><h2 id="all">By card</h2>
<form method="post">${word || undefined}
<button class="main" name="action" value="pay">Pay ${rest}</button>
<button name="action" value="fail">Let the card be declined</button></form></section>
<section class="card" aria-labelledby="part"><h2 id="part">Pay a part of it</h2>
<form method="post">${word || undefined}
<div class="field"><label for="amount">Part in pounds, at most ${pounds(due(link))}</label>
<input id="amount" name="amount" inputmode="decimal" autocomplete="off" required pattern="£?[0-9]+([.][0-9]{1,2})?"></div>
<button name="action" value="partial">Pay this part</button></form></section>
<form method="post">${word || undefined}<button name="action" value="cancel">Leave without paying</button></form>`;
  return htmlDocument(`Pay ${rest}`, body, banner);
}

export function passphrasePage(wasWrong: boolean): string {
  const title = wasWrong ? 'That is not the passphrase' : 'Passphrase';
  const told: Html = wasWrong
    ? html`<p class="bad" id="told">Please try again.</p>`
    : html`<p id="told">The sender has agreed a word with you. It opens this payment.</p>`;
  const body = html`<section class="card"><h1>${title}</h1>${told}
<form method="post"><div class="field"><label for="passphrase">Passphrase</label>
<input id="passphrase" name="passphrase" autocomplete="off" required aria-describedby="told"></div>
<button class="main">Go on</button></form></section>`;
  return htmlDocument(title, body, banner);
}

/** A paid, withdrawn, expired or refused page; `again` leads back to where it can be put right. */
export function closedPage({ status, message }: Refusal, again: string | undefined): string {
  const titles: Readonly<Record<number, string>> = {
    404: 'Not found',
    409: 'Nothing more to pay here',
    410: 'No longer open',
  };
  const title = titles[status] ?? 'That is not possible';
  const body = html`<section class="card"><h1>${title}</h1><p>${message}</p>
${again && html`<p><a href="${again}">Open the page again</a></p>`}</section>`;
  return htmlDocument(title, body, banner);
}

/** What the payer is told after acting; PayPoint leads nowhere else. */
export function outcomePage(
  link: Link,
  what: 'paid' | 'part_paid' | 'failed' | 'cancelled',
  again: string,
): string {
  const title = {
    paid: 'Thank you',
    part_paid: 'Thank you for this part',
    failed: 'The payment failed',
    cancelled: 'Not paid',
  }[what];
  const text = {
    paid: `${formatAmount(link.amount)} has been paid.`,
    part_paid: `${formatAmount(due(link))} is left to pay.`,
    failed: 'Nothing was paid.',
    cancelled: 'Nothing was paid. You can come back with the same link.',
  }[what];
  const body = html`<section class="card"><h1>${title}</h1><p>${text}</p>
${what !== 'paid' && html`<p><a href="${again}">Back to the payment</a></p>`}</section>`;
  return htmlDocument(title, body, banner);
}
