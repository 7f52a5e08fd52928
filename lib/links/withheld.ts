import type { OpenedConnection } from '../connections/open.ts';
import { AppError } from '../errors.ts';
import { contactOf } from '../messages/contact.ts';
import { suppressedChannels } from '../suppressions/suppressed-channels.ts';
import type { Table } from '../table/client.ts';
import type { Channel, LinkTerms } from './model/link.ts';
import { nativeChannels } from './provider-input.ts';

/**
 * The channels on which a provider is not to send when it creates a link, since the customer must not be messaged there.
 * They become messages of ours, which end `suppressed`. Asked before each creation; what costs nothing where the provider
 * does not send. Throws `recipient_suppressed` for an account that sends whatever it is told: it must not be asked at all.
 */
export async function withheldOf(
  { table }: { table: Table },
  org: string,
  { limits, provider }: Pick<OpenedConnection, 'limits' | 'provider'>,
  terms: Pick<LinkTerms, 'sender' | 'channels' | 'customer'>,
): Promise<{ withheld?: Channel[] }> {
  const always = (limits.sendsAtCreation ?? []).filter((channel) => contactOf(terms, channel) !== undefined);
  const asked = [...new Set([...always, ...nativeChannels(terms, provider)])];
  const withheld = await suppressedChannels(table, org, terms, asked);
  if (always.some((channel) => withheld.includes(channel))) {
    throw new AppError(
      'recipient_suppressed',
      'The customer must not be messaged, and this account messages them when it creates a link.',
    );
  }
  return withheld.length ? { withheld } : {};
}
