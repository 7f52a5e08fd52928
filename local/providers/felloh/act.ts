import type { Act } from '../control.ts';
import { refusal } from './answers.ts';
import { pageUrl } from './page.ts';
import { abandon, begin, checkPayable, fail, pay, settle, settleFail } from './payer.ts';
import {
  type Felloh,
  find,
  isUnderWay,
  type Link,
  linkState,
  type Transaction,
  transactionsOf,
} from './state.ts';
import { capture, reverse } from './transactions.ts';

export interface Acted {
  link: string;
  state: string;
  /** The transaction acted on. */
  transaction?: { id: string; status: string };
  /** Where the page would have sent the payer. */
  redirect?: string;
}

/**
 * `open`, `pay`, `fail`, `cancel` are the payer's, each opening the page first; `settle`, `settle_fail` the bank's;
 * `complete`, `reverse`, `delete`, `expire`, `status` the dashboard's; `revoke_tokens` needs no link.
 */
export const actions = [
  'open',
  'pay',
  'fail',
  'cancel',
  'settle',
  'settle_fail',
  'complete',
  'reverse',
  'delete',
  'expire',
  'status',
  'revoke_tokens',
] as const;

/** Acts without a browser. Throws a Refusal with the page's status where the page would refuse. */
export function act(felloh: Felloh, input: Act): Acted | { revoked: number } {
  if (input.action === 'revoke_tokens') {
    const revoked = Object.keys(felloh.state.tokens).length;
    felloh.state.tokens = {};
    felloh.changed();
    return { revoked };
  }
  const link = linkNamed(felloh, input.link ?? '');
  const { transaction, redirect } = actOnLink(felloh, link, input);
  felloh.changed();
  return {
    link: link.id,
    state: linkState(felloh, link),
    ...(transaction ? { transaction: { id: transaction.id, status: transaction.status } } : {}),
    ...(redirect === undefined ? {} : { redirect }),
  };
}

function actOnLink(felloh: Felloh, link: Link, input: Act): { transaction?: Transaction; redirect?: string } {
  const named = (fits: (transaction: Transaction) => boolean) =>
    transactionNamed(felloh, link, input.transaction, fits);
  switch (input.action) {
    case 'open':
      return { transaction: opened(felloh, link, input), redirect: pageUrl(felloh, link.id) };
    case 'pay': {
      const transaction = opened(felloh, link, input);
      pay(felloh, link, transaction, {
        ...input,
        method: input.method ?? (link.card ? 'card' : 'open_banking'),
      });
      return { transaction, redirect: link.success_url };
    }
    case 'fail': {
      const transaction = opened(felloh, link, input);
      fail(felloh, link, transaction, input);
      return { transaction, redirect: link.failure_url };
    }
    case 'cancel': {
      const transaction = opened(felloh, link, input);
      abandon(felloh, transaction);
      return { transaction, redirect: link.cancel_url };
    }
    case 'settle': {
      const transaction = named((one) => one.type === 'OPEN_BANKING' && isUnderWay(felloh, one));
      settle(felloh, link, transaction);
      return { transaction };
    }
    case 'settle_fail': {
      const transaction = named((one) => one.type === 'OPEN_BANKING' && isUnderWay(felloh, one));
      settleFail(felloh, transaction);
      return { transaction };
    }
    case 'complete': {
      const transaction = named(({ authorised }) => authorised);
      capture(felloh, transaction);
      return { transaction };
    }
    case 'reverse': {
      const transaction = named(({ authorised }) => authorised);
      reverse(felloh, transaction);
      return { transaction };
    }
    case 'status': {
      const transaction = named(() => true);
      transaction.status = input.status ?? 'UNHEARD_OF';
      return { transaction };
    }
    case 'delete':
      link.deleted_at = felloh.clock.now();
      return {};
    case 'expire':
      link.expires_at = felloh.clock.now() - 1;
      return {};
    default:
      throw refusal(422, 'act.action', `action must be one of ${actions.join(', ')}`);
  }
}

function opened(felloh: Felloh, link: Link, { amount, currency }: Act): Transaction {
  checkPayable(felloh, link);
  return begin(felloh, link, { ...(amount ? { amount } : {}), ...(currency ? { currency } : {}) });
}

function linkNamed({ state }: Felloh, name: string): Link {
  const [id = name] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(name) ?? [];
  const link = find(state.links, id);
  if (!link) throw refusal(404, 'act.link', 'link must be the id or the page url of a payment link');
  return link;
}

/** The named one, else the latest that the action can be about. */
function transactionNamed(
  felloh: Felloh,
  link: Link,
  id: string | undefined,
  fits: (transaction: Transaction) => boolean,
): Transaction {
  const found = transactionsOf(felloh, link).findLast((one) =>
    id === undefined ? fits(one) : one.id === id,
  );
  if (!found) throw refusal(409, 'act.transaction', 'the payment link has no transaction for this action');
  return found;
}
