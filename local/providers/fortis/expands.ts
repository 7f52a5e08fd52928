import type { Call } from '../server.ts';
import { type Faults, fault } from './answers.ts';
import { fixtures } from './fixtures.ts';
import { pageUrl } from './page-url.ts';
import { type Channel, type Fortis, find, type Link } from './state.ts';

type Expand = (fortis: Fortis, link: Link) => unknown;

const expands: Readonly<Record<string, Expand>> = {
  contact: (_, { contact_id }) => (contact_id === null ? null : fixtures.contact),
  email_blacklist: (fortis, { email }) => blacklisted(fortis, 'email', email),
  sms_blacklist: (fortis, { cell_phone }) => blacklisted(fortis, 'sms', cell_phone),
  location: ({ timeZone, baseUrl }, { location_id }) => ({
    id: location_id,
    name: fixtures.locationName,
    tz: timeZone,
    branding_domain_url: new URL(baseUrl()).host,
  }),
  tags: () => [],
  created_user: () => fixtures.user,
  payment_url: (fortis, link) => (fortis.wire().payment_url_expand ? pageUrl(fortis, link.id) : null),
};

/** The names in `expand`, comma-separated; those that nobody knows are faults. */
export function expandNames({ query }: Call, { wire }: Fortis, faults: Faults): string[] {
  const names = (query.get('expand') ?? '').split(',').filter((name) => name !== '');
  const known = names.filter((name) => Object.hasOwn(expands, name));
  if (known.length < names.length && wire().unknown_expand === 'reject')
    fault(faults, 'expand', 'has a name that is not known.');
  return known;
}

/** A member for each of these names. */
export function expanded(fortis: Fortis, link: Link, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, expands[name]?.(fortis, link)]));
}

function blacklisted({ state }: Fortis, channel: Channel, address: string | null): unknown {
  return (address !== null && find(state.blacklist[channel], address)) || null;
}
