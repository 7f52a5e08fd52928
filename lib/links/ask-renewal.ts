import { newLinkId } from '../ids.ts';
import { contactHashOf, contactOf } from '../messages/contact.ts';
import { getOrganisation } from '../table/organisations.ts';
import { getRecipient } from '../table/recipient-item.ts';
import type { LinkDeps } from './deps.ts';
import type { Channel } from './model/channel.ts';
import type { Link } from './model/link.ts';
import { operation } from './operation.ts';
import { renewableBy, renewalOffer, renewedTerms } from './renewal.ts';
import { changeLink } from './save.ts';

/**
 * The payer of a link that is over asks for a new one, sent to the contact on file. One conditional save notes the
 * request and begins a supersede, and the timer does the rest: so no provider is called for somebody who holds nothing but a
 * url, the answer is as quick whatever becomes of it, and a provider that is down loses nothing. Whatever comes twice,
 * at once or too often changes nothing: the note is on the link.
 */
export async function askForRenewal(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'hints'>,
  link: Link,
  channel: Channel,
): Promise<void> {
  const organisation = await getOrganisation(deps.table, link.org);
  const { channels, connection } = await renewalOffer(deps.table, link, organisation, deps.clock.now());
  if (!connection || !channels.includes(channel)) return;
  const hash = contactHashOf(organisation.contactKey, contactOf(link, channel) ?? '');
  if ((await getRecipient(deps.table, link.org, hash))?.suppressed?.[channel]) return;
  let begun = false;
  await changeLink(
    deps,
    link.org,
    link.id,
    (current) => {
      const now = deps.clock.now();
      // Another contact than the one that was looked up is not written to in its place.
      begun =
        renewableBy(current, { organisation, connection }, now).includes(channel) &&
        contactOf(current, channel) === contactOf(link, channel);
      if (!begun) return undefined;
      const terms = renewedTerms(current, connection, channel, now);
      return {
        draft: {
          ...current,
          renewals: { count: (current.renewals?.count ?? 0) + 1, at: now },
          op: {
            ...operation('supersede', now, 0),
            until: now,
            renewal: channel,
            successor: { id: newLinkId(now), terms },
          },
        },
        cause: { by: 'payer', what: 'renewal' },
      };
    },
    link,
  );
  if (begun) await deps.hints.wake(link.org, link.id);
}
