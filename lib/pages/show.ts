import type { Clock } from '../clock.ts';
import type { Table } from '../table/client.ts';
import { linkByCode } from '../table/links.ts';
import { getOrganisation } from '../table/organisations.ts';
import { isOutcome } from './outcome.ts';
import type { PageAnswer, PageRequest } from './page-endpoint.ts';
import { payerPage } from './payer-page.ts';
import { english } from './texts.en.ts';

/** The payer's page, whoever asks for it and however often: nothing is written and no provider is asked. */
export async function show(
  deps: { table: Table; clock: Clock },
  { code, query }: PageRequest,
): Promise<PageAnswer> {
  const link = code === undefined ? undefined : await linkByCode(deps.table, code);
  if (!link) return undefined;
  const asker = await getOrganisation(deps.table, link.org);
  const back = isOutcome(query.back) ? query.back : undefined;
  const looks = /^\d{1,3}$/.test(query.look ?? '') ? Number(query.look) : 0;
  const page = payerPage({ link, asker, now: deps.clock.now(), back, looks }, english);
  return page && { page, about: link };
}
