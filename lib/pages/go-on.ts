import type { Clock } from '../clock.ts';
import { openLink } from '../links/open.ts';
import type { Table } from '../table/client.ts';
import { httpUrl } from './content.ts';
import type { PageAnswer, PageRequest } from './page-endpoint.ts';

/**
 * *Continue to payment*: on to the provider's page. Where there is nothing to pay any more, back to the link's own page,
 * which says why: so no page is ever the answer to a form, and reloading one sends nothing again.
 */
export async function goOn(deps: { table: Table; clock: Clock }, { code }: PageRequest): Promise<PageAnswer> {
  const opened = code === undefined ? undefined : await openLink(deps, code);
  if (!opened) return undefined;
  const { link, redirectTo } = opened;
  if (redirectTo === undefined) return { redirectTo: link.code, about: link };
  const url = httpUrl(redirectTo);
  if (!url) throw new Error('the provider url is not one that a browser may be sent to');
  return { redirectTo: url.href, about: link };
}
