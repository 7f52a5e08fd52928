import { askForRenewal } from '../links/ask-renewal.ts';
import type { LinkDeps } from '../links/deps.ts';
import { headOf } from '../links/head.ts';
import { Channel } from '../links/model/channel.ts';
import { faceOf } from '../links/open.ts';
import { renewalOffer } from '../links/renewal.ts';
import { linkByCode } from '../table/links.ts';
import { getOrganisation } from '../table/organisations.ts';
import type { PageAnswer, PageRequest } from './page-endpoint.ts';

/**
 * *Send me a new link*. Without the form's own field, which names the channel, nothing is done: a scanner that posts to
 * whatever it finds sends none. Ends on a page that says the same whatever has come of it, or on the link's own page
 * where there is nothing to be asked for.
 */
export async function renew(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'hints'>,
  { code, form }: PageRequest,
): Promise<PageAnswer> {
  const found = code === undefined ? undefined : await linkByCode(deps.table, code);
  const now = deps.clock.now();
  const link = found && (await headOf(deps.table, found, (one) => mayLeadOn(one, now)));
  if (!link || faceOf(link, now) === undefined) return undefined;
  const channel = Channel.safeParse(form.to).data;
  const organisation = await getOrganisation(deps.table, link.org);
  const { channels } = await renewalOffer(deps.table, link, organisation, now);
  const asked = link.renewals?.at !== undefined;
  if (channel === undefined || (!asked && !channels.includes(channel))) {
    return { redirectTo: `../${link.code}`, about: link };
  }
  await askForRenewal(deps, link, channel);
  return { redirectTo: `../${link.code}/renew?to=${channel}`, about: link };
}

/** Over what was replaced to what is to be paid now; not from a link whose own payer has asked to one that was made so. */
function mayLeadOn(link: Parameters<typeof faceOf>[0], now: number): boolean {
  return faceOf(link, now) === 'replaced' && link.renewals?.at === undefined;
}
