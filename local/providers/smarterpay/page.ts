import { type Answer, type Call, htmlAnswer, seeOther } from '../server.ts';
import { Refusal, refusal } from './answers.ts';
import { closedPage, messagePage, paymentPage } from './page-markup.ts';
import { linkAt, pageUrl } from './page-url.ts';
import { checkOpen, fail, pay, payPending, settle, settleFail, visit } from './payer.ts';
import type { Link, Smarterpay } from './state.ts';

const path = '/pay';
const donePath = `${path}/done`;

/** Whether this is a link's page or the page after it; a path with its query. */
export function isPage(method: string, pathWithQuery: string): boolean {
  const [pathname = ''] = pathWithQuery.split('?', 1);
  return ['GET', 'HEAD', 'POST'].includes(method) && [path, donePath].includes(pathname);
}

/** GET shows the page, and is noted the first time; POST acts; HEAD does nothing. */
export function answerPage(smarterpay: Smarterpay, call: Call): Answer {
  if (call.path === donePath) return htmlAnswer(200, messagePage('done'));
  const link = linkAt(smarterpay, call.query);
  try {
    if (!link) throw refusal(404, 'not_found', 'This payment link does not exist.');
    if (call.method === 'POST') return act(smarterpay, link, call);
    checkOpen(smarterpay, link);
    if (call.method === 'GET') visit(smarterpay, link);
    return htmlAnswer(200, paymentPage(smarterpay, link));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return htmlAnswer(error.status, closedPage(smarterpay, error, link));
  }
}

/** Where the payer goes after the page: to `return_url`, which learns the page, or to a page of our own. */
export function redirectOf({ pageBaseUrl }: Smarterpay, { return_url, ecommerce_page }: Link): string {
  if (return_url === null) return `${pageBaseUrl()}/done`;
  const [address = '', ...fragment] = return_url.split('#');
  const withPage = `${address}${address.includes('?') ? '&' : '?'}page=${ecommerce_page}`;
  return [withPage, ...fragment].join('#');
}

function act(smarterpay: Smarterpay, link: Link, call: Call): Answer {
  const { action, transaction } = formOf(call);
  // The bank's word is no visit: a used or expired page does not keep it off.
  if (action === 'settle') {
    settle(smarterpay, link, transaction);
    return htmlAnswer(200, messagePage('settled'));
  }
  if (action === 'settle_fail') {
    settleFail(smarterpay, link, transaction);
    return htmlAnswer(200, messagePage('refused'));
  }
  checkOpen(smarterpay, link);
  switch (action) {
    case 'pay':
      pay(smarterpay, link);
      return seeOther(redirectOf(smarterpay, link));
    case 'pay_pending':
      payPending(smarterpay, link);
      return seeOther(redirectOf(smarterpay, link));
    case 'fail':
      fail(smarterpay, link);
      return htmlAnswer(200, messagePage('declined', pageUrl(smarterpay, link)));
    case 'cancel':
      return htmlAnswer(200, messagePage('cancelled', pageUrl(smarterpay, link)));
    default:
      throw refusal(422, 'action', 'This page has no such action.');
  }
}

type Form = Partial<Record<'action' | 'transaction', string>>;

function formOf({ headers, body }: Call): Form {
  if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    throw refusal(422, 'form', 'A form was expected.');
  const form = new URLSearchParams(body);
  if ([...form.keys()].some((name) => !['action', 'transaction'].includes(name)))
    throw refusal(422, 'form', 'The form has a field that this page does not have.');
  return Object.fromEntries(form);
}
