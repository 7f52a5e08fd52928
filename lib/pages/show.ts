import type { Clock } from '../clock.ts';
import { headOf } from '../links/head.ts';
import { faceOf } from '../links/open.ts';
import { renewalOffer } from '../links/renewal.ts';
import type { Table } from '../table/client.ts';
import { linkByCode } from '../table/links.ts';
import { getOrganisation } from '../table/organisations.ts';
import { offerOf } from './mask.ts';
import { isOutcome } from './outcome.ts';
import type { PageAnswer, PageRequest } from './page-endpoint.ts';
import { payerPage } from './payer-page.ts';
import { english } from './texts.en.ts';

/**
 * The payer's page, whoever asks for it and however often: nothing is written and no provider is asked. The code of a
 * superseded link shows the page of the head of its chain.
 */
export async function show(
  deps: { table: Table; clock: Clock },
  { code, query }: PageRequest,
): Promise<PageAnswer> {
  const link = code === undefined ? undefined : await linkByCode(deps.table, code);
  if (!link) return undefined;
  const asker = await getOrganisation(deps.table, link.org);
  const now = deps.clock.now();
  const back = isOutcome(query.back) ? query.back : undefined;
  // Whoever may just have paid an old page is not led on to be asked for it once more.
  const shown =
    back === 'success' ? link : await headOf(deps.table, link, (one) => faceOf(one, now) === 'replaced');
  const looks = /^\d{1,3}$/.test(query.look ?? '') ? Number(query.look) : 0;
  const { channels } = await renewalOffer(deps.table, shown, asker, now);
  const offers = channels.map((channel) => offerOf(shown, channel));
  const page = payerPage({ link: shown, asker, now, back, looks, offers }, english);
  return page && { page, about: shown };
}
