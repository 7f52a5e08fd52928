import type { Clock } from '../clock.ts';
import type { Link } from '../links/model/link.ts';
import type { Organisation } from '../organisations/organisation.ts';
import { optOut, type Stoppable, stoppableContacts } from '../suppressions/opt-out.ts';
import type { Table } from '../table/client.ts';
import { linkByCode } from '../table/links.ts';
import { getOrganisation } from '../table/organisations.ts';
import type { PageAnswer, PageRequest } from './page-endpoint.ts';
import { stopPage } from './stop-page.ts';
import { english } from './texts.en.ts';

interface Deps {
  table: Table;
  clock: Clock;
}

/** Asks whether messages are to stop, and says which have. No effect, whatever scanner comes. */
export async function showStop(deps: Deps, request: PageRequest): Promise<PageAnswer> {
  const found = await find(deps, request);
  return found && answer(found);
}

/**
 * Stops messages to the contacts that the form names, and leads back to the page, which says so. A mailbox's own
 * *unsubscribe* (RFC 8058: one `POST`, and no redirect) stops email.
 */
export async function stopMessages(deps: Deps, request: PageRequest): Promise<PageAnswer> {
  const found = await find(deps, request);
  if (!found) return undefined;
  const { link, contacts } = found;
  const oneClick = request.form['List-Unsubscribe'] === 'One-Click';
  const wanted = oneClick ? 'email' : request.form.channel;
  await optOut(
    deps,
    link,
    contacts.filter(({ channel, stopped }) => !stopped && (wanted === 'all' || wanted === channel)),
  );
  if (!oneClick) return { redirectTo: pathOf(found), about: link };
  const after = await find(deps, request);
  return after && answer(after);
}

interface Found {
  link: Link;
  organisation: Organisation;
  contacts: readonly Stoppable[];
  /** Of the email that led here. */
  token: string | undefined;
}

/** Messages about a link that is over, or was deleted, have been sent too; about one that failed none was. */
async function find({ table }: Deps, { code, query }: PageRequest): Promise<Found | undefined> {
  const link = code === undefined ? undefined : await linkByCode(table, code);
  if (!link || link.status === 'failed') return undefined;
  const organisation = await getOrganisation(table, link.org);
  const contacts = await stoppableContacts({ table }, link, organisation.contactKey, query.to);
  return { link, organisation, contacts, token: query.to };
}

function answer(found: Found): PageAnswer {
  const { link, organisation, contacts } = found;
  const page = stopPage({ code: link.code, asker: organisation, contacts, self: pathOf(found) }, english);
  return { page, about: link };
}

/** Relative to the page itself; what is no token is not carried on. */
function pathOf({ token }: Pick<Found, 'token'>): string {
  return token !== undefined && /^[A-Za-z0-9_-]{65}$/.test(token) ? `stop?to=${token}` : 'stop';
}
