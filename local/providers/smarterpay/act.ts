import type { Act } from '../control.ts';
import { refusal } from './answers.ts';
import { notifyAgain, notifyOther } from './notifications.ts';
import { redirectOf } from './page.ts';
import { linkAt, pageUrl } from './page-url.ts';
import { checkOpen, edit, fail, pay, payPending, settle, settleFail, visit } from './payer.ts';
import { find, type Link, linkState, type Smarterpay, type Transaction } from './state.ts';

export interface Acted {
  link: string;
  state: string;
  /** The card payment acted on. */
  transaction?: { id: string; status: string };
  /** Where the page would have sent the payer. */
  redirect?: string;
}

/**
 * `open`, `pay`, `pay_pending`, `fail`, `cancel` are the payer's, each opening the page first; `settle`, `settle_fail`
 * the bank's; `expire`, `delete`, `status`, `payment_status`, `resend` the portal's; `other_event` needs no link.
 */
export const actions = [
  'open',
  'pay',
  'pay_pending',
  'fail',
  'cancel',
  'settle',
  'settle_fail',
  'expire',
  'delete',
  'status',
  'payment_status',
  'resend',
  'other_event',
] as const;

/** Acts without a browser. Throws a Refusal with the page's status where the page would refuse. */
export function act(smarterpay: Smarterpay, input: Act): Acted | { sent: number } {
  if (input.action === 'other_event') {
    notifyOther(smarterpay);
    return { sent: 1 };
  }
  const link = linkNamed(smarterpay, input.link ?? '');
  const { transaction, redirect } = actOnLink(smarterpay, link, input);
  smarterpay.changed();
  return {
    link: link.id,
    state: linkState(smarterpay, link),
    ...(transaction ? { transaction: { id: transaction.id, status: transaction.status } } : {}),
    ...(redirect === undefined ? {} : { redirect }),
  };
}

interface Done {
  transaction?: Transaction | undefined;
  redirect?: string;
}

function actOnLink(smarterpay: Smarterpay, link: Link, input: Act): Done {
  switch (input.action) {
    case 'open':
    case 'cancel':
      open(smarterpay, link);
      return { redirect: pageUrl(smarterpay, link) };
    case 'pay':
      open(smarterpay, link);
      return { transaction: pay(smarterpay, link, input), redirect: redirectOf(smarterpay, link) };
    case 'pay_pending':
      open(smarterpay, link);
      return { transaction: payPending(smarterpay, link, input), redirect: redirectOf(smarterpay, link) };
    case 'fail':
      open(smarterpay, link);
      return { transaction: fail(smarterpay, link, input), redirect: pageUrl(smarterpay, link) };
    case 'settle':
      return { transaction: settle(smarterpay, link, input.transaction) };
    case 'settle_fail':
      return { transaction: settleFail(smarterpay, link, input.transaction) };
    case 'payment_status':
      return {
        transaction: edit(
          smarterpay,
          link,
          transactionNamed(link, input.transaction),
          input.status ?? 'unheard_of',
        ),
      };
    case 'resend':
      notifyAgain(smarterpay, link);
      return {};
    case 'status':
      link.status = input.status ?? 'unheard_of';
      return {};
    case 'expire':
      link.expired = true;
      return {};
    case 'delete':
      link.deleted_at = smarterpay.clock.now();
      return {};
    default:
      throw refusal(422, 'act.action', `action must be one of ${actions.join(', ')}`);
  }
}

function open(smarterpay: Smarterpay, link: Link): void {
  checkOpen(smarterpay, link);
  visit(smarterpay, link);
}

function linkNamed(smarterpay: Smarterpay, name: string): Link {
  const query = URL.parse(name)?.searchParams;
  const link = query ? linkAt(smarterpay, query) : find(smarterpay.state.links, name);
  if (!link) throw refusal(404, 'act.link', 'link must be the id or the page url of a payment link');
  return link;
}

function transactionNamed(link: Link, id: string | undefined): Transaction {
  const found = link.transactions.findLast((one) => id === undefined || one.id === id);
  if (!found) throw refusal(409, 'act.transaction', 'the payment link has no card payment for this action');
  return found;
}
