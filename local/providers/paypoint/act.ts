import type { Act } from '../control.ts';
import { Refusal } from './answers.ts';
import { checkPayable, due, pay, view } from './payer.ts';
import { find, type Link, linkState, type Paypoint } from './state.ts';

export interface Acted {
  link: string;
  reference: string;
  /** As the wire has it. */
  status: string;
  state: string;
}

/**
 * `open`, `pay`, `partial`, `fail`, `cancel` are the payer's, each opening the page first (he knows the passphrase);
 * `pay_late` is money that comes though the link is over; `undeliver` the network's; `withdraw`, `expire`, `status`,
 * `hide_amount`, `delete` PayPoint's staff's.
 */
export const actions = [
  'open',
  'pay',
  'partial',
  'fail',
  'cancel',
  'pay_late',
  'undeliver',
  'withdraw',
  'expire',
  'status',
  'hide_amount',
  'delete',
] as const;

/** Acts without a browser. Throws a Refusal with the page's status where the page would refuse. */
export function act(paypoint: Paypoint, input: Act): Acted {
  const link = linkNamed(paypoint, input.link ?? '');
  actOnLink(paypoint, link, input);
  paypoint.changed();
  const { id, reference, status } = link;
  return { link: id, reference, status, state: linkState(link, paypoint.wire()) };
}

function actOnLink(paypoint: Paypoint, link: Link, { action, amount, status }: Act): void {
  switch (action) {
    case 'open':
    case 'fail':
    case 'cancel':
      open(paypoint, link);
      return;
    case 'pay':
      open(paypoint, link);
      pay(paypoint, link, amount ?? due(link));
      return;
    case 'partial':
      open(paypoint, link);
      pay(paypoint, link, amount ?? Math.max(Math.floor(due(link) / 2), 1));
      return;
    case 'pay_late':
      pay(paypoint, link, amount ?? due(link));
      return;
    case 'undeliver':
      link.status = 'Failed';
      return;
    case 'withdraw':
      link.status = 'Cancelled';
      return;
    case 'expire':
      link.status = 'Expired';
      return;
    case 'status':
      link.status = status ?? 'UnheardOf';
      return;
    case 'hide_amount':
      link.hides_amount_paid = true;
      return;
    case 'delete':
      link.deleted_at = paypoint.clock.now();
      return;
    default:
      throw new Refusal(422, `action must be one of ${actions.join(', ')}`);
  }
}

function open(paypoint: Paypoint, link: Link): void {
  checkPayable(paypoint, link);
  view(paypoint, link);
}

/** By its id, either of its urls, or our reference. */
function linkNamed({ state }: Paypoint, name: string): Link {
  const [uuid] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(name) ?? [];
  const short = name.slice(name.lastIndexOf('/') + 1);
  const id = uuid ?? find(state.references, name) ?? find(state.shorts, short);
  const link = id === undefined ? undefined : find(state.links, id);
  if (!link) throw new Refusal(404, 'link must be the id, a url or the reference of a payment link');
  return link;
}
