import { html, htmlDocument } from '../../../local/providers/html.ts';
import { type Answer, type Call, htmlAnswer, seeOther } from '../../../local/providers/server.ts';
import { Refusal } from './answers.ts';
import { fixtures } from './fixtures.ts';
import { checkPayable, open, pay, remaining } from './payer.ts';
import { find, type Link, type SampleProvider } from './state.ts';

const path = /^\/pay\/([\w-]+)$/;
const banner = 'This stands in for Sample Provider’s payment page. No money moves and no card is asked for.';

/** Whether this is a payment page; a path with its query. */
export function isPage(method: string, pathAndQuery: string): boolean {
  return ['GET', 'HEAD', 'POST'].includes(method) && path.test(pathAndQuery.split('?', 1)[0] ?? '');
}

/** GET shows the page, which counts as opening it; POST acts and leads back to the merchant; HEAD does nothing. */
export function answerPage(sampleProvider: SampleProvider, call: Call): Answer {
  const link = find(sampleProvider.state, path.exec(call.path)?.[1] ?? '');
  try {
    if (!link) throw new Refusal(404, 'This payment link does not exist.');
    checkPayable(sampleProvider, link);
    if (call.method === 'POST') return seeOther(act(sampleProvider, link, formOf(call)));
    if (call.method === 'GET') open(sampleProvider, link);
    return htmlAnswer(200, paymentPage(link));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = html`<section class="card"><h1>That is not possible</h1><p>${error.message}</p></section>`;
    return htmlAnswer(error.status, htmlDocument('That is not possible', body, banner));
  }
}

function act(sampleProvider: SampleProvider, link: Link, action: string | null): string {
  switch (action) {
    case 'pay':
      pay(sampleProvider, link);
      return link.success_url;
    case 'fail':
      return link.failure_url;
    case 'cancel':
      return link.cancel_url;
    default:
      throw new Refusal(422, 'This page has no such action.');
  }
}

function formOf({ headers, body }: Call): string | null {
  if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    throw new Refusal(422, 'A form was expected.');
  const form = new URLSearchParams(body);
  if ([...form.keys()].some((name) => name !== 'action'))
    throw new Refusal(422, 'The form has a field that this page does not have.');
  return form.get('action');
}

function paymentPage(link: Link): string {
  const due = formatAmount(remaining(link), link.currency);
  const body = html`
<section class="card"><h1>Pay ${fixtures.merchant}</h1>
<p class="amount">${due}</p>
${link.description && html`<p>${link.description}</p>`}</section>
<form method="post"><button class="main" name="action" value="pay">Pay ${due}</button>
<button name="action" value="fail">Let the payment fail</button>
<button name="action" value="cancel">Cancel</button></form>`;
  return htmlDocument(`Pay ${due}`, body, banner);
}

/** For people: `£1,234.50`. */
export function formatAmount(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
