import type { Act } from '../../../local/providers/control.ts';
import { Refusal } from './answers.ts';
import { withdraw } from './links.ts';
import { open, pay } from './payer.ts';
import { type Link, type LinkState, linkState, linkUrl, type SampleProvider } from './state.ts';

export interface Acted {
  link: string;
  state: LinkState;
  /** Minor units. */
  amount_paid: number;
}

/**
 * `open`, `pay` (`amount` in minor units if other than what is left), `fail`, `cancel` are the payer's, each opening the
 * page first; `withdraw` and `status` (any word, `unheard_of` by default) are the provider's staff's.
 */
export const actions = ['open', 'pay', 'fail', 'cancel', 'withdraw', 'status'] as const;

/** Acts without a browser. Throws a Refusal with the page's status where the page would refuse. */
export function act(sampleProvider: SampleProvider, { action, link: name, amount, status }: Act): Acted {
  const link = linkNamed(sampleProvider, name);
  switch (action) {
    case 'open':
    case 'fail':
    case 'cancel':
      open(sampleProvider, link);
      break;
    case 'pay':
      open(sampleProvider, link);
      pay(sampleProvider, link, amount);
      break;
    case 'withdraw':
      withdraw(sampleProvider, link);
      break;
    case 'status':
      link.status_override = status ?? 'unheard_of';
      sampleProvider.changed();
      break;
    default:
      throw new Refusal(422, `action must be one of ${actions.join(', ')}`);
  }
  return { link: link.id, state: linkState(sampleProvider, link), amount_paid: link.amount_paid };
}

function linkNamed(sampleProvider: SampleProvider, name: string | undefined): Link {
  const links = Object.values(sampleProvider.state.links);
  const link = links.find((one) => one.id === name || linkUrl(sampleProvider, one) === name);
  if (!link) throw new Refusal(404, 'link must be the id or the page url of a payment link');
  return link;
}
