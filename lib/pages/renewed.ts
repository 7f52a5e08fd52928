import type { Clock } from '../clock.ts';
import { Channel } from '../links/model/channel.ts';
import type { Link } from '../links/model/link.ts';
import { faceOf } from '../links/open.ts';
import { renewalOffer } from '../links/renewal.ts';
import { contactOf } from '../messages/contact.ts';
import type { Organisation } from '../organisations/organisation.ts';
import type { Table } from '../table/client.ts';
import { linkByCode } from '../table/links.ts';
import { getOrganisation } from '../table/organisations.ts';
import { recipientZones } from '../time/recipient-zones.ts';
import { DAYTIME, isOpen } from '../time/window.ts';
import { askedPage } from './asked-page.ts';
import { offerOf } from './mask.ts';
import type { PageAnswer, PageRequest } from './page-endpoint.ts';
import { english } from './texts.en.ts';

interface Deps {
  table: Table;
  clock: Clock;
}

/** What is said to whoever has asked for a new link, and nothing else: no link is changed, and nobody is asked. */
export async function renewed(deps: Deps, { code, query }: PageRequest): Promise<PageAnswer> {
  const link = code === undefined ? undefined : await linkByCode(deps.table, code);
  const now = deps.clock.now();
  if (!link || faceOf(link, now) === undefined) return undefined;
  const asker = await getOrganisation(deps.table, link.org);
  const channel = Channel.safeParse(query.to).data;
  if (channel === undefined || !(await mayHaveAsked(deps, link, channel, asker))) {
    return { redirectTo: `../${link.code}`, about: link };
  }
  const night = !isOpen(now, recipientZones(link.customer, asker.timezone), DAYTIME);
  return { page: askedPage({ link, asker, offer: offerOf(link, channel), night }, english), about: link };
}

/** It was asked for here once, or could be at this moment, which is so where the request was dropped in silence. */
async function mayHaveAsked(
  { table, clock }: Deps,
  link: Link,
  channel: Channel,
  organisation: Organisation,
): Promise<boolean> {
  if (contactOf(link, channel) === undefined) return false;
  if (link.renewals?.at !== undefined) return true;
  return (await renewalOffer(table, link, organisation, clock.now())).channels.includes(channel);
}
