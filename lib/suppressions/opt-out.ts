import type { Clock } from '../clock.ts';
import type { Channel } from '../links/model/channel.ts';
import type { Link } from '../links/model/link.ts';
import { changeLink } from '../links/save.ts';
import { log } from '../log.ts';
import { contactHashOf, contactOf } from '../messages/contact.ts';
import type { Table } from '../table/client.ts';
import { getRecipient } from '../table/recipient-item.ts';
import type { Suppressed } from '../table/suppressions.ts';
import { normalContact } from './contact.ts';
import { optedOut } from './model/grounds.ts';
import { suppressKnown } from './suppress.ts';
import { unsubscribedHash } from './unsubscribe-token.ts';

/** A contact whose holder may stop messages on a link's page. */
export interface Stoppable extends Suppressed {
  /** The person has asked for no more messages. */
  stopped: boolean;
}

/**
 * The contacts of a link, and whether they have opted out. With the token of an email it is the address of that email
 * and not the link's, which may be another by now.
 */
export async function stoppableContacts(
  { table }: { table: Table },
  link: Link,
  contactKey: string,
  token: string | undefined,
): Promise<Stoppable[]> {
  const emailed = unsubscribedHash(contactKey, token);
  const contacts = (['sms', 'email'] as const).flatMap((channel): Suppressed[] => {
    const contact = contactOf(link, channel);
    const normal = contact === undefined ? undefined : normalContact(channel, contact);
    const hash = normal === undefined ? undefined : contactHashOf(contactKey, normal);
    if (channel === 'email' && emailed !== undefined && emailed !== hash) return [{ channel, hash: emailed }];
    return normal === undefined || hash === undefined ? [] : [{ channel, contact: normal, hash }];
  });
  return Promise.all(
    contacts.map(async (one) => {
      const recipient = await getRecipient(table, link.org, one.hash);
      return { ...one, stopped: optedOut(recipient?.suppressed?.[one.channel] ?? {}) };
    }),
  );
}

/**
 * The person stops messages on the page of a link. The suppression is first and is what counts; then the link's timeline
 * tells of it, once, as best it can: whoever dies in between has stopped the messages all the same.
 */
export async function optOut(
  deps: { table: Table; clock: Clock },
  link: Link,
  contacts: readonly Suppressed[],
): Promise<void> {
  const at = deps.clock.now();
  const stopped: Channel[] = [];
  for (const { channel, hash, contact } of contacts) {
    const suppressed = { channel, hash, ...(contact === undefined ? {} : { contact }) };
    const ground = { source: 'opt_out_page', at, reason: undefined } as const;
    const { isNew } = await suppressKnown(deps, link.org, suppressed, ground);
    if (isNew) stopped.push(channel);
  }
  if (stopped.length === 0) return;
  try {
    await changeLink(
      deps,
      link.org,
      link.id,
      (current) => ({ draft: current, cause: { by: 'payer', what: 'opt out', optedOut: stopped } }),
      link,
    );
  } catch (error) {
    log.warn('OPT_OUT_NOT_IN_TIMELINE', { linkId: link.id }, error);
  }
}
