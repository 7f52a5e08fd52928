import { canonicalJson } from '../../canonical-json.ts';
import type { LinkTerms } from '../../links/model/link.ts';
import type { Limits } from '../../providers/contract.ts';
import type { RowOnDuplicate } from './check-row.ts';
import { isRecord, mergeUnder, placeAt } from './merge.ts';
import type { PlainColumn } from './plain-columns.ts';
import { fullName, type Names, namesFit } from './plain-names.ts';
import { rowHash } from './row-hash.ts';

/** What is found of a good row. */
export interface GoodRow {
  terms: LinkTerms;
  hash: string;
  onDuplicate: RowOnDuplicate;
}

/** What the free columns of a row say, by their place; `undefined`: the cell is empty. */
export type Values = readonly (string | number | undefined)[];

/** A good row with other values in the same columns; `undefined`: that has to be checked. `now` in epoch ms. */
export type Pattern = (values: Values, now: number) => GoodRow | undefined;

/**
 * Of a good row that was checked at `at`, epoch ms. `content` is what its hash is of. What the time forbids later is only an end
 * that was given; earlier than its check no pattern serves.
 */
export function patternOf(
  { terms: checked, onDuplicate }: GoodRow,
  of: {
    at: number;
    content: Readonly<Record<string, unknown>>;
    free: readonly PlainColumn[];
    values: Values;
    limits: Limits;
  },
): Pattern {
  const { at, content, free, limits } = of;
  const given = free.map((_, place) => place).filter((place) => of.values[place] !== undefined);
  const canonical = canonicalOf(content, free, given);
  const names = namesReader(content, free, limits);
  const hasEnd = typeof content.expires_at === 'string';

  return (values, now) => {
    if (now < at || (hasEnd && checked.expiresAt <= now)) return undefined;
    const called = names?.(values);
    if (called === 'other') return undefined;
    const terms = { ...checked };
    const customer = { ...checked.customer };
    const address = { ...checked.customer?.address };
    if (checked.customer) terms.customer = customer;
    if (checked.customer?.address) customer.address = address;
    if (!hasEnd) terms.expiresAt = now + (checked.expiresAt - at);
    const draft = { terms, customer, address };
    for (const place of given) {
      const value = values[place];
      if (value !== undefined) free[place]?.put(draft, value);
    }
    if (called !== undefined) customer.name = called;
    return { terms, hash: rowHash(canonical(values)), onDuplicate };
  };
}

const CUT = /"@@cell (\d+)@@"/;

/** Canonical JSON of the content with other values. */
function canonicalOf(
  content: Readonly<Record<string, unknown>>,
  free: readonly PlainColumn[],
  given: readonly number[],
): (values: Values) => string {
  const marked: Record<string, unknown> = {};
  for (const place of given) placeAt(marked, free[place]?.path ?? [], `@@cell ${place}@@`);
  const [first = '', ...rest] = canonicalJson(mergeUnder(content, marked)).split(CUT);
  const cuts = rest.flatMap((place, i) => (i % 2 === 0 ? [{ place: Number(place), then: rest[i + 1] ?? '' }] : []));
  return (values) => {
    let text = first;
    for (const { place, then } of cuts) {
      const value = values[place];
      text += (typeof value === 'number' ? value : `"${value}"`) + then;
    }
    return text;
  };
}

/** The full name where it is made of both parts; `other`: what the provider makes of the names has to be checked. */
function namesReader(
  content: Readonly<Record<string, unknown>>,
  free: readonly PlainColumn[],
  limits: Limits,
): ((values: Values) => string | 'other' | undefined) | undefined {
  const columns = NAMES.map((name) => ({ name, place: free.findIndex(({ field }) => field === `customer.${name}`) }));
  const found = columns.filter(({ place }) => place !== -1);
  const like = namesIn(content);
  const fit = namesFit(limits, like);
  const isMade = like.name === undefined;
  if (found.length === 0 || (!fit && !isMade)) return undefined;
  return (values) => {
    const names = { ...like };
    for (const { name, place } of found) {
      const value = values[place];
      if (typeof value === 'string') names[name] = value;
    }
    if (fit && !fit(names)) return 'other';
    return (isMade && fullName(names)) || undefined;
  };
}

const NAMES = ['name', 'first_name', 'last_name'] as const;

function namesIn({ customer }: Readonly<Record<string, unknown>>): Names {
  const names: Names = {};
  for (const name of NAMES) {
    const value = isRecord(customer) ? customer[name] : undefined;
    if (typeof value === 'string') names[name] = value;
  }
  return names;
}
