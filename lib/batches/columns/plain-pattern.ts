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

/** A good row with other values in the same columns; `undefined`: that has to be checked. */
export type Pattern = (values: Values) => GoodRow | undefined;

/** Of a good row. `content` is what its hash is of. */
export function patternOf(
  { terms: checked, onDuplicate }: GoodRow,
  of: {
    content: Readonly<Record<string, unknown>>;
    free: readonly PlainColumn[];
    values: Values;
    limits: Limits;
  },
): Pattern {
  const { content, free, limits } = of;
  const given = free.flatMap(({ path, put }, place) =>
    of.values[place] === undefined
      ? []
      : [{ place, path, put, isText: typeof of.values[place] === 'string' }],
  );
  const canonical = canonicalOf(content, given);
  const names = namesReader(content, free, limits);
  const hasAddress = checked.customer?.address !== undefined;

  return (values) => {
    const called = names?.(values);
    if (called === 'other') return undefined;
    const terms = { ...checked };
    const customer = { ...checked.customer };
    const address = hasAddress ? { ...checked.customer?.address } : {};
    if (checked.customer) terms.customer = customer;
    if (hasAddress) customer.address = address;
    const draft = { terms, customer, address };
    for (let i = 0; i < given.length; i++) {
      const column = given[i];
      if (column) column.put(draft, values[column.place] ?? '');
    }
    if (called !== undefined) customer.name = called;
    return { terms, hash: rowHash(canonical(values)), onDuplicate };
  };
}

interface Given {
  place: number;
  path: readonly string[];
  isText: boolean;
}

/** With the quotes of texts left where they are. */
const CUT = /"@@cell (\d+)@@"/;

/** Canonical JSON of the content with other values. */
function canonicalOf(
  content: Readonly<Record<string, unknown>>,
  given: readonly Given[],
): (values: Values) => string {
  const marked: Record<string, unknown> = {};
  for (const [index, { path }] of given.entries()) placeAt(marked, path, `@@cell ${index}@@`);
  // Text and place in turn; the quotes around a text are the same each time.
  const [first = '', ...rest] = canonicalJson(mergeUnder(content, marked)).split(CUT);
  let begin = first;
  const cuts = rest.flatMap((index, i) => {
    const column = i % 2 === 0 ? given[Number(index)] : undefined;
    return column ? [{ ...column, behind: rest[i + 1] ?? '' }] : [];
  });
  if (cuts[0]?.isText) begin += '"';
  const parts = cuts.map(({ place, isText, behind }, i) => ({
    place,
    behind: `${isText ? '"' : ''}${behind}${cuts[i + 1]?.isText ? '"' : ''}`,
  }));
  return (values) => {
    let text = begin;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i];
      if (part) text += values[part.place] + part.behind;
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
  const columns = NAMES.map((name) => ({
    name,
    place: free.findIndex(({ field }) => field === `customer.${name}`),
  }));
  const found = columns.filter(({ place }) => place !== -1);
  const like = namesIn(content);
  const fits = namesFit(limits, like);
  const isMade = like.name === undefined;
  if (found.length === 0 || (!fits && !isMade)) return undefined;
  return (values) => {
    const names = { ...like };
    for (const { name, place } of found) {
      const value = values[place];
      if (typeof value === 'string') names[name] = value;
    }
    if (fits && !fits(names)) return 'other';
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
