import { type Answer, type Call, htmlAnswer } from '../server.ts';
import { Refusal } from './answers.ts';
import { penceOf } from './money.ts';
import { closedPage, paymentPage, type Result, resultPage } from './page-markup.ts';
import { checkPayable, download, open, pay, payPart } from './payer.ts';
import { type Allpay, find, type Link, linkUrl } from './state.ts';

const path = /^\/p\/([A-Za-z0-9]{16})$/;

/** Whether this is a payment page; a path with its query. */
export function isPage(method: string, pathAndQuery: string): boolean {
  return ['GET', 'HEAD', 'POST'].includes(method) && path.test(pathAndQuery.split('?', 1)[0] ?? '');
}

/** GET shows the page, which counts as opening it; POST acts and ends on a result page; HEAD does nothing. */
export function answerPage(allpay: Allpay, call: Call): Answer {
  const { state } = allpay;
  const id = find(state.pages, path.exec(call.path)?.[1] ?? '');
  const link = id === undefined ? undefined : find(state.links, id);
  try {
    if (!link) throw new Refusal(404, 'This payment link does not exist.');
    checkPayable(link);
    if (call.method === 'POST')
      return htmlAnswer(200, resultPage(act(allpay, link, formOf(call)), link, linkUrl(allpay, link)));
    if (call.method === 'GET') open(allpay, link);
    return htmlAnswer(200, paymentPage(link));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const again = link && error.status === 422 ? linkUrl(allpay, link) : undefined;
    return htmlAnswer(error.status, closedPage(error, again));
  }
}

interface Form {
  action?: string;
  /** Pounds. */
  amount?: string;
}

function act(allpay: Allpay, link: Link, { action, amount }: Form): Result {
  if (amount !== undefined && action !== 'partial')
    throw new Refusal(422, 'Only a part payment names an amount.');
  switch (action) {
    case 'pay':
      pay(allpay, link);
      return 'paid';
    case 'partial':
      payPart(allpay, link, penceOf(amount ?? ''));
      return 'partly_paid';
    case 'download':
      download(allpay, link);
      return 'downloaded';
    case 'fail':
      return 'failed';
    case 'cancel':
      return 'cancelled';
    default:
      throw new Refusal(422, 'This page has no such action.');
  }
}

function formOf({ headers, body }: Call): Form {
  if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    throw new Refusal(422, 'A form was expected.');
  const form = new URLSearchParams(body);
  if ([...form.keys()].some((name) => name !== 'action' && name !== 'amount'))
    throw new Refusal(422, 'The form has a field that this page does not have.');
  return Object.fromEntries(form);
}
