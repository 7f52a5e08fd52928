import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Link } from '../links/model/link.ts';
import { faceOf, openLink } from '../links/open.ts';
import { log } from '../log.ts';
import type { Table } from '../table/client.ts';
import { linkByCode } from '../table/links.ts';
import { httpUrl } from './content.ts';
import type { PageAnswer, PageRequest } from './page-endpoint.ts';

interface Deps {
  table: Table;
  clock: Clock;
}

/** How long the payer waits for the opening to be recorded. */
const PATIENCE_MS = 3_000;

/**
 * *Continue to payment*: on to the provider's page. Where there is nothing to pay any more, back to the link's own page,
 * which says why: so no page is ever the answer to a form, and reloading one sends nothing again.
 */
export async function goOn(deps: Deps, { code }: PageRequest): Promise<PageAnswer> {
  const opened = code === undefined ? undefined : await openedInTime(deps, code);
  if (!opened) return undefined;
  const { link, redirectTo } = opened;
  if (redirectTo === undefined) return { redirectTo: link.code, about: link };
  const url = httpUrl(redirectTo);
  if (!url) throw new Error('the provider url is not one that a browser may be sent to');
  return { redirectTo: url.href, about: link };
}

type Opened = { link: Link; redirectTo?: string } | undefined;

/** A write that fails keeps nobody from paying (`openLink`), and neither does one that never ends. */
async function openedInTime(deps: Deps, code: string): Promise<Opened> {
  const recorded = new AbortController();
  const tooLate = sleep(PATIENCE_MS, undefined, { signal: recorded.signal }).then(() =>
    unrecorded(deps, code),
  );
  try {
    return await Promise.race([openLink(deps, code), tooLate]);
  } finally {
    recorded.abort();
  }
}

async function unrecorded({ table, clock }: Deps, code: string): Promise<Opened> {
  const link = await linkByCode(table, code);
  const face = link && faceOf(link, clock.now());
  if (!link || face === undefined) return undefined;
  log.warn('OPENING_NOT_RECORDED', { linkId: link.id });
  return face === 'payable' && link.providerUrl !== undefined
    ? { link, redirectTo: link.providerUrl }
    : { link };
}
