import type { Channel } from '../links/model/channel.ts';
import type { Link } from '../links/model/link.ts';
import { contactHashOf, contactOf } from '../messages/contact.ts';
import type { Table } from '../table/client.ts';
import { getOrganisation } from '../table/organisations.ts';
import { getRecipient } from '../table/recipient-item.ts';

/** Those of the channels on which a customer must not be messaged, at this moment. */
export async function suppressedChannels(
  table: Table,
  org: string,
  link: Pick<Link, 'customer'>,
  channels: readonly Channel[],
): Promise<Channel[]> {
  if (channels.length === 0) return [];
  const { contactKey } = await getOrganisation(table, org);
  const suppressed = await Promise.all(
    channels.map(async (channel) => {
      const contact = contactOf(link, channel);
      const hash = contact === undefined ? undefined : contactHashOf(contactKey, contact);
      const recipient = hash === undefined ? undefined : await getRecipient(table, org, hash);
      return recipient?.suppressed?.[channel] !== undefined;
    }),
  );
  return channels.filter((_, index) => suppressed[index]);
}
