import { type Answer, type Call, htmlAnswer } from '../server.ts';
import { Refusal } from './answers.ts';
import { closedPage, donePage, paymentPage } from './page-markup.ts';
import { pageId, pageUrl } from './page-url.ts';
import {
  authorise,
  chargeBack,
  checkPayable,
  chosenMethod,
  fail,
  pay,
  pendingPayment,
  returnablePayment,
  settle,
} from './payer.ts';
import { type Fortis, find, type Link, type Transaction } from './state.ts';

/** A path with its query. */
export function isPage(fortis: Fortis, method: string, path: string): boolean {
  return ['GET', 'HEAD', 'POST'].includes(method) && pageId(fortis, path) !== undefined;
}

/** GET and HEAD show the page and leave nothing behind; POST acts. */
export function answerPage(fortis: Fortis, call: Call): Answer {
  const path = call.query.size > 0 ? `${call.path}?${call.query}` : call.path;
  const link = find(fortis.state.links, pageId(fortis, path) ?? '');
  try {
    if (!link) throw new Refusal(404, 'This payment link does not exist.');
    if (call.method === 'POST') return htmlAnswer(200, act(fortis, link, call));
    checkPayable(fortis, link);
    return htmlAnswer(200, paymentPage(link));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return htmlAnswer(error.status, refusedPage(fortis, link, error));
  }
}

function act(fortis: Fortis, link: Link, call: Call): string {
  const { action, method } = formOf(call);
  // The bank speaks after the payment, when the page is closed to the payer.
  if (link.deleted_at === null && (action === 'settle' || action === 'charge_back'))
    return bankAct(fortis, link, action);
  checkPayable(fortis, link);
  switch (action) {
    case 'pay':
      return donePage(link, pay(fortis, link, chosen(link, method)));
    case 'authorise':
      return donePage(link, authorise(fortis, link, chosen(link, method)));
    case 'fail':
      return donePage(link, fail(fortis, link, chosenMethod(link, method)), pageUrl(fortis, link.id));
    case 'cancel':
      return donePage(link, undefined, pageUrl(fortis, link.id));
    default:
      throw new Refusal(422, 'This page has no such action.');
  }
}

/** A payment says how it is made. */
function chosen(link: Link, method: string | undefined) {
  if (method === undefined) throw new Refusal(422, 'Choose a way of paying.');
  return chosenMethod(link, method);
}

function bankAct(fortis: Fortis, link: Link, action: 'settle' | 'charge_back'): string {
  const settling = action === 'settle';
  const payment = settling ? pendingPayment(fortis, link) : returnablePayment(fortis, link);
  if (!payment) throw new Refusal(409, 'No bank payment is under way here.');
  if (settling) settle(fortis, payment);
  else chargeBack(fortis, payment);
  return donePage(link, payment);
}

/** With what the bank may still say of a payment, and the way back to what can be put right. */
function refusedPage(fortis: Fortis, link: Link | undefined, error: Refusal): string {
  const open: { pending?: Transaction | undefined; returnable?: Transaction | undefined } =
    link?.deleted_at === null
      ? { pending: pendingPayment(fortis, link), returnable: returnablePayment(fortis, link) }
      : {};
  const again = link && error.status === 422 ? pageUrl(fortis, link.id) : undefined;
  return closedPage(error, open, again);
}

interface Form {
  action?: string;
  method?: string;
}

function formOf({ headers, body }: Call): Form {
  if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    throw new Refusal(422, 'A form was expected.');
  const form = new URLSearchParams(body);
  if ([...form.keys()].some((name) => name !== 'action' && name !== 'method'))
    throw new Refusal(422, 'The form has a field that this page does not have.');
  return Object.fromEntries(form);
}
