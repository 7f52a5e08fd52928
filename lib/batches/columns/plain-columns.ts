import type { LinkTerms } from '../../links/model/link.ts';
import type { Limits } from '../../providers/contract.ts';
import { amountFits, isLimitedAbove, textFits } from '../../providers/fits.ts';
import { withCountryCode } from './phone.ts';
import type { Column } from './resolve.ts';
import { SPELLINGS } from './spellings.ts';
import { minorOf } from './to-body.ts';

/** What the schema of a create body is known to take as it is, whatever else is in the body. */
export interface PlainCells {
  /** By dotted field; a text that passes is no card number, and stands in JSON as it is. `undefined`: nothing is known. */
  textAt(field: string): ((text: string) => boolean) | undefined;
  /** Minor units. */
  isAmount(amount: number): boolean;
}

/** A column whose cells make no difference to whether the rest of a row is good, as long as they are plain. */
export interface PlainColumn {
  index: number;
  field: string;
  path: readonly string[];
  /** What a cell without blanks around it says; `undefined`: it is not plain. */
  read(text: string, currency: string): string | number | undefined;
  /** Where that stands in the terms of a link. */
  put(draft: Draft, value: string | number): void;
}

/** Objects that nobody else holds. */
export interface Draft {
  terms: LinkTerms;
  customer: NonNullable<LinkTerms['customer']>;
  address: NonNullable<NonNullable<LinkTerms['customer']>['address']>;
}

interface Reading {
  provider: { id: string };
  limits: Limits;
}

/** Tells plain columns from those in which any other text may be another matter. */
export function plainColumns(
  used: readonly Column[],
  { provider, limits }: Reading,
  plain: PlainCells,
): { free: readonly PlainColumn[]; keyed: readonly Column[] } {
  const { words = {}, phones } = SPELLINGS[provider.id] ?? {};
  const isAmount = amountOf(plain, limits);
  const free = used.flatMap(({ index, field, path, form }): PlainColumn[] => {
    if (form === 'minor' || form === 'major') {
      const read = form === 'minor' ? minor : minorOf;
      return [{ index, field, path, read: (text, currency) => isAmount(read(text, currency)), put: putAmount }];
    }
    const pointer = `/${path.join('/')}`;
    const [isPlain, put] = [plain.textAt(field), PLACES[field]];
    if (!isPlain || !put || words[field] || isLimitedAbove(limits, pointer)) return [];
    const fits = textFits(limits, pointer);
    const spelled = form === 'phone' ? (text: string) => withCountryCode(text, phones) : (text: string) => text;
    const read = (cell: string) => {
      const text = spelled(cell);
      return isPlain(text) && fits(text) ? text : undefined;
    };
    const putText = (draft: Draft, text: string | number) => put(draft, `${text}`);
    return form === 'text' || form === 'phone' ? [{ index, field, path, read, put: putText }] : [];
  });
  const known = new Set(free.map(({ index }) => index));
  return { free, keyed: used.filter(({ index }) => !known.has(index)) };
}

function minor(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function amountOf(plain: PlainCells, limits: Limits) {
  const fits = amountFits(limits);
  return (amount: unknown) =>
    typeof amount === 'number' && plain.isAmount(amount) && fits(amount) ? amount : undefined;
}

function putAmount({ terms }: Draft, amount: string | number): void {
  terms.amount = Number(amount);
}

/** By dotted field. The names that are made of others are not put here. */
const PLACES: Readonly<Record<string, (draft: Draft, text: string) => void>> = {
  reference: ({ terms }, text) => {
    terms.reference = text;
  },
  description: ({ terms }, text) => {
    terms.description = text;
  },
  'customer.name': ({ customer }, text) => {
    customer.name = text;
  },
  'customer.first_name': ({ customer }, text) => {
    customer.firstName = text;
  },
  'customer.last_name': ({ customer }, text) => {
    customer.lastName = text;
  },
  'customer.email': ({ customer }, text) => {
    customer.email = text;
  },
  'customer.phone': ({ customer }, text) => {
    customer.phone = text;
  },
  'customer.reference': ({ customer }, text) => {
    customer.reference = text;
  },
  'customer.address.line1': ({ address }, text) => {
    address.line1 = text;
  },
  'customer.address.line2': ({ address }, text) => {
    address.line2 = text;
  },
  'customer.address.city': ({ address }, text) => {
    address.city = text;
  },
  'customer.address.region': ({ address }, text) => {
    address.region = text;
  },
  'customer.address.postal_code': ({ address }, text) => {
    address.postalCode = text;
  },
};
