import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { isZone, nameOf, type Zones, zoneOf } from './zone.ts';

/** Of a customer, what tells where it is. */
export interface Recipient {
  timezone?: string | undefined;
  /** E.164 */
  phone?: string | undefined;
}

/**
 * The zones in which a customer may be: its own; else those of its phone's country, the organisation's first if it is
 * one of them, else the one that most live in; else the organisation's, and UTC where that is none. Where those of a
 * country have no hour of the day in common the organisation's counts alone: `window.ts` sees to that.
 */
export function recipientZones(customer: Recipient | undefined, organisationZone: string): Zones {
  const own = customer?.timezone;
  if (own !== undefined && isZone(own)) return [own];
  const home = zoneOf(organisationZone);
  const [first, ...others] = customer?.phone === undefined ? [] : zonesOfPhone(customer.phone);
  if (first === undefined) return [home];
  if (others.length === 0) return [first];
  const name = nameOf(home);
  const foreign = [first, ...others].filter((zone) => zone !== name);
  if (foreign.length <= others.length) return [home, ...foreign];
  return Object.assign([first, ...others] as const, { otherwise: home });
}

/**
 * None for numbers of no country, such as satellite and +800. A number that no plan of its countries knows (one that
 * is kept for examples, one newer than the library) may be any of theirs.
 */
function zonesOfPhone(phone: string): readonly string[] {
  const number = parsePhoneNumberFromString(phone, { extract: false }, metadata);
  const countries = number?.country ? [number.country] : (number?.getPossibleCountries() ?? []);
  return [...new Set(countries.flatMap(zonesOfCountry))];
}

/**
 * As the runtime's CLDR has them, none left out: even a station's zone is somebody's. Before Node 24 there are none, and
 * the organisation's counts.
 */
function zonesOfCountry(country: string): readonly string[] {
  const known = zonesByCountry.get(country);
  if (known) return known;
  const listed = new Intl.Locale('und', { region: country }).getTimeZones?.() ?? [];
  const zones = listed.toSorted((a, b) => Number(MAIN.has(b)) - Number(MAIN.has(a)));
  zonesByCountry.set(country, zones);
  return zones;
}

/** The runtime takes a quarter of a millisecond to list them. At first the countries by phone that CLDR has none for. */
const zonesByCountry = new Map<string, readonly string[]>([
  ['AC', ['Atlantic/St_Helena']],
  ['TA', ['Atlantic/St_Helena']],
  ['XK', ['Europe/Belgrade']],
]);

/** CLDR's lists go by the alphabet: without this the clock of an American would be that of Adak. In CLDR's names. */
const MAIN: ReadonlySet<string> = new Set([
  'America/Buenos_Aires',
  'America/Godthab',
  'America/Mexico_City',
  'America/New_York',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/Toronto',
  'Asia/Nicosia',
  'Asia/Tashkent',
  'Asia/Ulaanbaatar',
  'Australia/Sydney',
  'Europe/Lisbon',
  'Europe/Madrid',
  'Europe/Moscow',
  'Pacific/Majuro',
  'Pacific/Ponape',
  'Pacific/Port_Moresby',
  'Pacific/Tahiti',
  'Pacific/Tarawa',
]);
