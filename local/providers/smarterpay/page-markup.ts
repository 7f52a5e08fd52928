import { type Html, html, htmlDocument } from '../html.ts';
import type { Refusal } from './answers.ts';
import { fixtures, type Kind } from './fixtures.ts';
import { sterling } from './money.ts';
import { pageUrl } from './page-url.ts';
import type { Transaction } from './state.ts';
import { hasExpired, isUsed, type Link, pageOf, pendingTransactions, type Smarterpay } from './state.ts';

const banner = 'This stands in for SmarterPay’s payment page. No money moves and no account is asked for.';

const titles: Readonly<Record<Kind, string>> = {
  card_payment: `Pay ${fixtures.merchant}`,
  mandate: `Direct Debit to ${fixtures.merchant}`,
  schedule: `Payment plan with ${fixtures.merchant}`,
  validation: `Confirm your account with ${fixtures.merchant}`,
};

export function paymentPage(smarterpay: Smarterpay, link: Link): string {
  const { kind } = pageOf(link);
  const body = html`
<section class="card" aria-labelledby="what">
<h1 id="what">${titles[kind]}</h1>
${link.amount !== null && html`<p class="amount">${sterling(link.amount)}</p>`}
${link.description !== null && html`<p>${link.description}</p>`}
${details(link)}
</section>
${pendingTransactions(smarterpay, link).map(pendingPayment)}
${kind === 'card_payment' ? cardForm(sterling(link.amount ?? 0)) : completeForm(kind)}
<form method="post"><button name="action" value="cancel">Cancel</button></form>`;
  return htmlDocument(titles[kind], body, banner);
}

/** An unknown, expired, used or refused page; where a payment is pending the bank's word can still be given. */
export function closedPage(
  smarterpay: Smarterpay,
  { status, message }: Refusal,
  link: Link | undefined,
): string {
  const names: Readonly<Record<number, string>> = {
    404: 'Not found',
    409: 'Nothing to settle here',
    410: 'Nothing more to do here',
  };
  const title = names[status] ?? 'That is not possible';
  const again = link && status === 422 && !isUsed(link) && !hasExpired(smarterpay, link);
  const waiting = link && status === 410 ? pendingTransactions(smarterpay, link) : [];
  const body = html`<section class="card"><h1>${title}</h1><p>${message}</p>
${again && html`<p><a href="${pageUrl(smarterpay, link)}">Open the page again</a></p>`}</section>
${waiting.map(pendingPayment)}`;
  return htmlDocument(title, body, banner);
}

const messages = {
  done: ['Thank you', 'That is all. You can close this page.'],
  declined: ['The card was declined', 'Nothing was paid.'],
  cancelled: ['Cancelled', 'Nothing was done.'],
  settled: ['The bank has paid', 'The card payment is complete.'],
  refused: ['The bank has refused', 'The card payment is over. Nothing was paid.'],
} as const;

/** What an action has led to; `again` leads back to the link's page. */
export function messagePage(name: keyof typeof messages, again?: string): string {
  const [title, text] = messages[name];
  const body = html`<section class="card"><h1>${title}</h1><p>${text}</p>
${again !== undefined && html`<p><a href="${again}">Open the page again</a></p>`}</section>`;
  return htmlDocument(title, body, banner);
}

function details(link: Link): Html | undefined {
  const first = link.first_collection_amount;
  const rows = [
    ['First collection', first === null ? null : sterling(first)],
    ['First collected on', link.first_collection_date],
    ['Starts', link.start_date],
    ['Ends', link.end_date],
    ['Open until', link.expires_at === null ? null : until(link.expires_at)],
  ].flatMap(([name, value]) => (value ? [html`<dt>${name}</dt><dd>${value}</dd>`] : []));
  return rows.length > 0 ? html`<dl>${rows}</dl>` : undefined;
}

function cardForm(amount: string): Html {
  return html`<section class="card" aria-labelledby="card"><h2 id="card">By card</h2>
<form method="post"><button class="main" name="action" value="pay">Pay ${amount} by card</button>
<button name="action" value="pay_pending">Pay, and let the bank say later</button>
<button name="action" value="fail">Let the card be declined</button></form></section>`;
}

function completeForm(kind: Exclude<Kind, 'card_payment'>): Html {
  const [title, text, button] = {
    mandate: [
      'Sign the mandate',
      'Your bank account is debited from now on.',
      'Sign the Direct Debit mandate',
    ],
    schedule: ['Agree to the plan', 'The plan uses the mandate that you have signed.', 'Start the schedule'],
    validation: [
      'Confirm the account',
      'The account is checked, nothing is debited.',
      'Have the account validated',
    ],
  }[kind];
  return html`<section class="card" aria-labelledby="complete"><h2 id="complete">${title}</h2><p>${text}</p>
<form method="post"><button class="main" name="action" value="pay">${button}</button></form></section>`;
}

/** Numbered, as several may have the same amount. */
function pendingPayment({ id, amount }: Transaction, index: number): Html {
  return html`<section class="card" aria-labelledby="w-${id}"><h2 id="w-${id}">Pending payment ${index + 1}: ${sterling(amount)} by card</h2>
<p class="soft">You decide here what the bank says.</p>
<form method="post"><input type="hidden" name="transaction" value="${id}">
<button class="main" name="action" value="settle">The bank pays</button>
<button name="action" value="settle_fail">The bank refuses</button></form></section>`;
}

function until(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
}
