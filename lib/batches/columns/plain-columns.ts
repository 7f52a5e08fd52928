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
  /** What a cell without blanks around it says, an amount as a number; `undefined`: it is not plain. */
  read(text: string, currency: string): string | number | undefined;
  /** Puts that where it stands in the terms of a link. */
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
  const isTaken = amountFits(limits);
  const isAmount = (amount: number) => plain.isAmount(amount) && isTaken(amount);
  const free = used.flatMap(({ index, field, path, form }): PlainColumn[] => {
    if (form === 'minor' || form === 'major') {
      const amountOf = form === 'minor' ? minor : minorOf;
      const read = (text: string, currency: string) => {
        const amount = amountOf(text, currency);
        return typeof amount === 'number' && isAmount(amount) ? amount : undefined;
      };
      return [{ index, field, path, read, put: putAmount }];
    }
    if (form !== 'text' && form !== 'phone') return [];
    const pointer = `/${path.join('/')}`;
    const [isPlain, put] = [plain.textAt(field), PLACES.get(field)];
    if (!isPlain || !put || words[field] || isLimitedAbove(limits, pointer)) return [];
    const fits = textFits(limits, pointer);
    const isGood = fits ? (text: string) => isPlain(text) && fits(text) : isPlain;
    const read = (cell: string) => {
      const text = form === 'phone' ? withCountryCode(cell, phones) : cell;
      return isGood(text) ? text : undefined;
    };
    return [{ index, field, path, read, put }];
  });
  const known = new Set(free.map(({ index }) => index));
  return { free, keyed: used.filter(({ index }) => !known.has(index)) };
}

function minor(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const putAmount: PlainColumn['put'] = ({ terms }, amount) => {
  terms.amount = Number(amount);
};

/** By dotted field. */
const PLACES: ReadonlyMap<string, PlainColumn['put']> = new Map<string, PlainColumn['put']>([
  [
    'reference',
    ({ terms }, text) => {
      terms.reference = String(text);
    },
  ],
  [
    'description',
    ({ terms }, text) => {
      terms.description = String(text);
    },
  ],
  [
    'customer.name',
    ({ customer }, text) => {
      customer.name = String(text);
    },
  ],
  [
    'customer.first_name',
    ({ customer }, text) => {
      customer.firstName = String(text);
    },
  ],
  [
    'customer.last_name',
    ({ customer }, text) => {
      customer.lastName = String(text);
    },
  ],
  [
    'customer.email',
    ({ customer }, text) => {
      customer.email = String(text);
    },
  ],
  [
    'customer.phone',
    ({ customer }, text) => {
      customer.phone = String(text);
    },
  ],
  [
    'customer.reference',
    ({ customer }, text) => {
      customer.reference = String(text);
    },
  ],
  [
    'customer.address.line1',
    ({ address }, text) => {
      address.line1 = String(text);
    },
  ],
  [
    'customer.address.line2',
    ({ address }, text) => {
      address.line2 = String(text);
    },
  ],
  [
    'customer.address.city',
    ({ address }, text) => {
      address.city = String(text);
    },
  ],
  [
    'customer.address.region',
    ({ address }, text) => {
      address.region = String(text);
    },
  ],
  [
    'customer.address.postal_code',
    ({ address }, text) => {
      address.postalCode = String(text);
    },
  ],
]);
