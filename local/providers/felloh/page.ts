import { type Answer, type Call, htmlAnswer, seeOther } from '../server.ts';
import { Refusal, refusal } from './answers.ts';
import { closedPage, paymentPage, returnPage, settledPage } from './page-markup.ts';
import {
  abandon,
  bankPayments,
  begin,
  checkPayable,
  chosen,
  fail,
  pay,
  settle,
  settleFail,
  unusedTransaction,
} from './payer.ts';
import { type Felloh, find, type Link, type Transaction } from './state.ts';

const idPattern = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** The link's page: `wire.page_url_template` filled in. */
export function pageUrl(felloh: Felloh, id: string): string {
  return felloh
    .wire()
    .page_url_template.replaceAll('{page_base_url}', felloh.pageBaseUrl())
    .replaceAll('{id}', id);
}

/** Whether this is the payment page or one of the pages after it; a path with its query. */
export function isPage(felloh: Felloh, method: string, path: string): boolean {
  return ['GET', 'HEAD', 'POST'].includes(method) && (pageId(felloh, path) ?? returnOf(path)) !== undefined;
}

/** GET shows the page, and leaves a transaction; POST acts; HEAD does nothing. */
export function answerPage(felloh: Felloh, call: Call): Answer {
  const path = call.query.size > 0 ? `${call.path}?${call.query}` : call.path;
  const outcome = returnOf(path);
  if (outcome) return htmlAnswer(200, returnPage(outcome));
  const link = find(felloh.state.links, pageId(felloh, path) ?? '');
  try {
    if (!link) throw refusal(404, 'page.unknown', 'This payment link does not exist.');
    checkPayable(felloh, link);
    if (call.method === 'POST') return act(felloh, link, call);
    return htmlAnswer(
      200,
      paymentPage(felloh, link, call.method === 'GET' ? opened(felloh, link) : undefined),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return htmlAnswer(
      error.status,
      closedPage(error, link && error.status === 422 ? pageUrl(felloh, link.id) : undefined),
    );
  }
}

function opened(felloh: Felloh, link: Link): Transaction | undefined {
  return felloh.wire().open_creates_transaction ? begin(felloh, link) : undefined;
}

const fields = ['action', 'transaction', 'method', 'card_type', 'card_region'];

function act(felloh: Felloh, link: Link, call: Call): Answer {
  const form = formOf(call);
  const { action, ...choice } = form;
  switch (action) {
    case 'pay':
      // Before a transaction is made for it.
      chosen(link, choice);
      pay(felloh, link, chosenTransaction(felloh, link, form), choice);
      return seeOther(link.success_url);
    case 'fail':
      fail(felloh, link, chosenTransaction(felloh, link, form), choice);
      return seeOther(link.failure_url);
    case 'cancel':
      abandon(felloh, chosenTransaction(felloh, link, form));
      return seeOther(link.cancel_url);
    case 'settle':
      settle(felloh, link, bankPayment(felloh, link, form.transaction));
      return htmlAnswer(200, settledPage(true));
    case 'settle_fail':
      settleFail(felloh, bankPayment(felloh, link, form.transaction));
      return htmlAnswer(200, settledPage(false));
    default:
      throw refusal(422, 'page.action', 'This page has no such action.');
  }
}

type Form = Partial<Record<'action' | 'transaction' | 'method' | 'card_type' | 'card_region', string>>;

function formOf({ headers, body }: Call): Form {
  if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    throw refusal(422, 'page.form', 'A form was expected.');
  const form = new URLSearchParams(body);
  if ([...form.keys()].some((name) => !fields.includes(name)))
    throw refusal(422, 'page.form', 'The form has a field that this page does not have.');
  return Object.fromEntries(form);
}

/** The one that opening the page made; made only now for accounts whose pages make none. */
function chosenTransaction(felloh: Felloh, link: Link, { transaction }: Form): Transaction {
  if (transaction !== undefined) return unusedTransaction(felloh, link, transaction);
  if (felloh.wire().open_creates_transaction)
    throw refusal(422, 'page.transaction', 'This page was not opened for this payment.');
  return begin(felloh, link);
}

function bankPayment(felloh: Felloh, link: Link, id: string | undefined): Transaction {
  const payment = bankPayments(felloh, link).find((transaction) => transaction.id === id);
  if (!payment) throw refusal(409, 'page.settled', 'No bank payment is under way here.');
  return payment;
}

function pageId(felloh: Felloh, path: string): string | undefined {
  const id = new RegExp(idPattern).exec(path)?.[0];
  const url = id && URL.parse(pageUrl(felloh, id));
  return url && url.pathname + url.search === path ? id : undefined;
}

function returnOf(path: string): 'success' | 'failure' | 'cancel' | undefined {
  const outcome = new RegExp(`^/pay/${idPattern}/([a-z]+)$`).exec(path)?.[1];
  return outcome === 'success' || outcome === 'failure' || outcome === 'cancel' ? outcome : undefined;
}
