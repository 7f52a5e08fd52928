import type { Act } from '../control.ts';
import { Refusal } from './answers.ts';
import { download, open, payPart, receive } from './payer.ts';
import {
  type Allpay,
  amountPaid,
  find,
  type Link,
  type LinkState,
  linkAt,
  linkState,
  remaining,
} from './state.ts';

export interface Acted {
  link: string;
  state: LinkState;
  status: number | string | null;
  /** Pence. */
  amount_paid: number;
}

/**
 * `open`, `download`, `pay`, `partial`, `fail`, `cancel` are the payer's, each opening the page first; `delete`,
 * `status` the Hub's; `use_up_quota` and `renew_quota` the gateway's, which need no link.
 */
export const actions = [
  'open',
  'download',
  'pay',
  'partial',
  'fail',
  'cancel',
  'delete',
  'status',
  'use_up_quota',
  'renew_quota',
] as const;

/** Acts without a browser. Throws a Refusal with the page's status where the page would refuse. */
export function act(allpay: Allpay, input: Act): Acted | { quota_used_up: boolean } {
  const { state } = allpay;
  if (input.action === 'use_up_quota' || input.action === 'renew_quota') {
    state.quota_used_up = input.action === 'use_up_quota';
    allpay.changed();
    return { quota_used_up: state.quota_used_up };
  }
  const link = linkNamed(allpay, input.link ?? '');
  actOnLink(allpay, link, input);
  allpay.changed();
  return { link: link.id, state: linkState(link), status: link.status, amount_paid: amountPaid(link) };
}

function actOnLink(allpay: Allpay, link: Link, { action, amount, status }: Act): void {
  switch (action) {
    case 'open':
    case 'fail':
    case 'cancel':
      open(allpay, link);
      break;
    case 'download':
      open(allpay, link);
      download(allpay, link);
      break;
    case 'pay':
      open(allpay, link);
      receive(allpay, link, amount ?? remaining(link));
      break;
    case 'partial':
      open(allpay, link);
      payPart(allpay, link, amount);
      break;
    case 'delete':
      link.deleted_at = allpay.clock.now();
      break;
    case 'status':
      link.list = 'active';
      link.status = codeOf(status ?? '199');
      break;
    default:
      throw new Refusal(422, `action must be one of ${actions.join(', ')}`);
  }
}

/** A number where it is one; `null` for none; any other text as it is. */
function codeOf(status: string): number | string | null {
  if (status === 'null') return null;
  return /^-?\d+$/.test(status) ? Number(status) : status;
}

function linkNamed(allpay: Allpay, name: string): Link {
  const link = find(allpay.state.links, name) ?? linkAt(allpay, name);
  if (!link) throw new Refusal(404, 'link must be the id or the page url of a payment link');
  return link;
}
