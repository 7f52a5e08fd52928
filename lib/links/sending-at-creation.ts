import type { OpenedConnection } from '../connections/open.ts';
import { AppError } from '../errors.ts';
import { suppressedChannels } from '../suppressions/suppressed-channels.ts';
import type { Table } from '../table/client.ts';
import type { Channel } from './model/channel.ts';
import type { Link, LinkTerms } from './model/link.ts';

type Sent = Pick<LinkTerms, 'sender' | 'channels' | 'customer'>;

/**
 * The channels on which the provider sends by itself when it makes the link: all of them where it is the sender and has
 * no call for it, else what its account does anyway; but for those on which the customer must not be messaged. Decided
 * with each intent to create and kept on the link, so that whatever becomes of the connection meanwhile, each channel has
 * one sender: ours is sent on the others, and ends `suppressed` where it must. Costs nothing where the provider does not
 * send. Throws `recipient_suppressed` for an account that sends whatever it is told: it must not be asked at all.
 */
export async function sendingAtCreation(
  { table }: { table: Table },
  org: string,
  opened: Pick<OpenedConnection, 'provider' | 'limits'>,
  terms: Sent,
): Promise<Pick<Link, 'sentAtCreation'>> {
  const always = opened.limits.sendsAtCreation ?? [];
  const native = nativeChannels(terms, opened);
  const suppressed = await suppressedChannels(table, org, terms, native);
  if (always.some((channel) => suppressed.includes(channel))) {
    throw new AppError(
      'recipient_suppressed',
      'The customer must not be messaged, and this account messages them when it creates a link.',
    );
  }
  const sentAtCreation = native.filter((channel) => !suppressed.includes(channel));
  return sentAtCreation.length ? { sentAtCreation } : {};
}

/** Where the customer might be messaged by the provider as soon as the link is made. */
export function nativeChannels(
  { sender, channels = [] }: Pick<LinkTerms, 'sender' | 'channels'>,
  { provider, limits }: Pick<OpenedConnection, 'provider' | 'limits'>,
): Channel[] {
  const native = sender === 'provider' && !provider.sendLink ? channels : (limits.sendsAtCreation ?? []);
  return channels.filter((channel) => native.includes(channel));
}
