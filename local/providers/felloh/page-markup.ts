import { formatCurrency } from '../formats.ts';
import { type Html, html, htmlDocument } from '../html.ts';
import type { Refusal } from './answers.ts';
import { cardRegions, cardTypes, organisations } from './fixtures.ts';
import { bankPayments } from './payer.ts';
import type { Felloh, Link, Transaction } from './state.ts';
import type { Wire } from './wire.ts';

const banner = 'This stands in for Felloh’s payment page. No money moves and no card is asked for.';
const cardTypeNames = { AMEX: 'American Express', VISA: 'Visa', MASTER: 'Mastercard' };
const cardRegionNames = { DOMESTIC: 'Domestic', INTER: 'International', INTRA: 'Within the region' };

export function paymentPage(felloh: Felloh, link: Link, transaction: Transaction | undefined): string {
  const amount = formatAmount(link.amount, link.currency, felloh.wire());
  const hidden = transaction && html`<input type="hidden" name="transaction" value="${transaction.id}">`;
  const body = html`
<section class="card" aria-labelledby="what">
<h1 id="what">Pay ${organisations[link.organisation] ?? link.organisation}</h1>
<p class="amount">${amount}</p>
${link.description && html`<p>${link.description}</p>`}
<dl><dt>For</dt><dd>${link.customer_name}</dd><dt>Open until</dt><dd>${until(link)}</dd></dl>
</section>
${bankPayments(felloh, link).map(waitingBankPayment)}
${link.card && cardForm(link, amount, hidden)}
${link.open_banking && bankForm(amount, hidden)}
<form method="post">${hidden}<button name="action" value="cancel">Cancel and go back</button></form>`;
  return htmlDocument(`Pay ${amount}`, body, banner);
}

/** A paid, expired, deleted or refused page; `again` leads back to where it can be put right. */
export function closedPage({ status, message }: Refusal, again: string | undefined): string {
  const titles: Readonly<Record<number, string>> = {
    404: 'Not found',
    409: 'Nothing more to pay here',
    410: 'Too late',
  };
  const title = titles[status] ?? 'That is not possible';
  const body = html`<section class="card"><h1>${title}</h1><p>${message}</p>
${again && html`<p><a href="${again}">Open the page again</a></p>`}</section>`;
  return htmlDocument(title, body, banner);
}

/** Where the payer lands when the link has no redirect of its own. */
export function returnPage(outcome: 'success' | 'failure' | 'cancel'): string {
  const title = { success: 'Thank you', failure: 'The payment failed', cancel: 'Cancelled' }[outcome];
  const text = {
    success: 'Your payment has been received or is on its way.',
    failure: 'Nothing was paid. You can open the link again and try once more.',
    cancel: 'Nothing was paid.',
  }[outcome];
  return htmlDocument(title, html`<section class="card"><h1>${title}</h1><p>${text}</p></section>`, banner);
}

export function settledPage(paid: boolean): string {
  const title = paid ? 'The bank has paid' : 'The bank has refused';
  const text = paid ? 'The bank payment is complete.' : 'The bank payment is over. Nothing was paid.';
  return htmlDocument(title, html`<section class="card"><h1>${title}</h1><p>${text}</p></section>`, banner);
}

export function formatAmount(minor: number, code: string, { currencies }: Wire): string {
  const currency = Object.entries(currencies).find(([, ours]) => ours === code)?.[0];
  if (currency === undefined) return `${minor} ${code}`;
  return formatCurrency(minor / 100, 'en-GB', currency);
}

function cardForm(link: Link, amount: string, hidden: Html | undefined): Html {
  return html`<section class="card" aria-labelledby="card"><h2 id="card">By card</h2>
<form method="post">${hidden}<input type="hidden" name="method" value="card">
${choices('Card', 'card_type', cardTypes, cardTypeNames, link.excluded_card_types)}
${choices('Issued', 'card_region', cardRegions, cardRegionNames, link.excluded_card_regions)}
<button class="main" name="action" value="pay">${link.authorisation_only ? 'Authorise' : 'Pay'} ${amount} by card</button>
<button name="action" value="fail">Let the card be declined</button></form></section>`;
}

function bankForm(amount: string, hidden: Html | undefined): Html {
  return html`<section class="card" aria-labelledby="bank"><h2 id="bank">From your bank</h2>
<p class="soft">Open banking. The bank confirms the payment later.</p>
<form method="post">${hidden}<input type="hidden" name="method" value="open_banking">
<button class="main" name="action" value="pay">Pay ${amount} from your bank</button>
<button name="action" value="fail">Let the bank decline</button></form></section>`;
}

function waitingBankPayment({ id }: Transaction): Html {
  return html`<section class="card" aria-labelledby="w-${id}"><h2 id="w-${id}">A bank payment is under way</h2>
<p class="soft">You decide here what the bank says.</p>
<form method="post"><input type="hidden" name="transaction" value="${id}">
<button class="main" name="action" value="settle">The bank pays</button>
<button name="action" value="settle_fail">The bank refuses</button></form></section>`;
}

function choices<T extends string>(
  legend: string,
  name: string,
  all: readonly T[],
  names: Readonly<Record<T, string>>,
  excluded: readonly string[],
): Html {
  const first = all.find((one) => !excluded.includes(one));
  const radios = all.map((one) => {
    const state = excluded.includes(one) ? ' disabled' : one === first ? ' checked' : '';
    return html`<label><input type="radio" name="${name}" value="${one}"${state}>
<span>${names[one]}${state === ' disabled' && ' (not accepted)'}</span></label>`;
  });
  return html`<fieldset><legend>${legend}</legend><div class="choices">${radios}</div></fieldset>`;
}

function until({ expires_at }: Link): string {
  return new Date(expires_at).toLocaleString('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
}
