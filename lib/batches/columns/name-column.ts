import type { Form } from '../model/columns.ts';
import { FIELDS, METADATA, OPTIONS, pathOf } from './fields.ts';
import { SPELLINGS } from './spellings.ts';

/** What a column of a file is for. */
export interface NamedField {
  /** Dotted, as in `FIELDS`, with `metadata.<key>` and `provider_options.<name>`. */
  field: string;
  form: Form;
  path: readonly string[];
}

/** Whose names a header may have. */
export interface Names {
  provider: string;
  /** Names that `provider_options` knows there. */
  options: readonly string[];
  /** Overrides of the provider's wire profile: whether its amounts are in minor units is there. */
  wire?: Readonly<Record<string, unknown>> | undefined;
}

/** A field of ours by its dotted name, in any case; `undefined`: there is none. */
export function fieldOf(name: string, { options }: Pick<Names, 'options'>): NamedField | undefined {
  const lower = name.toLowerCase();
  const known = BY_NAME.get(lower);
  if (known) return { field: known.name, form: known.form, path: pathOf(known.name) };
  if (lower.startsWith(METADATA)) {
    const key = name.slice(METADATA.length);
    if (!/^[^\p{Cc}[\]]{1,40}$/u.test(key) || key === '__proto__') return undefined;
    return { field: METADATA + key, form: 'text', path: [METADATA.slice(0, -1), key] };
  }
  const option = options.find((each) => lower === OPTIONS + each.toLowerCase());
  if (option === undefined) return undefined;
  return { field: OPTIONS + option, form: 'option', path: [OPTIONS.slice(0, -1), option] };
}

/**
 * The field that a header names: by our names, else by the provider's own spelling, both without regard to case, the
 * latter also without blanks, `_` and `-`. `ambiguous`: it could be either, and they are not the same; only what is
 * written exactly as one of them is clear then. `Amount` of PayPoint is in pounds, our `amount` in pence.
 */
export function nameColumn(header: string, names: Names): NamedField | 'ambiguous' | undefined {
  const ours = fieldOf(header, names);
  const { exact, alike } = spelled(header, names);
  if (!ours) return alike === undefined ? undefined : fieldOf(alike, names);
  if (alike === undefined || alike === ours.field || header === ours.field) return ours;
  return exact ? fieldOf(alike, names) : 'ambiguous';
}

function spelled(header: string, { provider, wire }: Names): { alike: string | undefined; exact: boolean } {
  const { names = {} } = SPELLINGS[provider] ?? {};
  const entries = Object.entries(names);
  const same = entries.find(([name]) => name === header);
  const plain = plainWord(header);
  const [, field] = same ?? entries.find(([name]) => plainWord(name) === plain) ?? [];
  return { alike: field === 'amount_major' ? amountOf(wire) : field, exact: same !== undefined };
}

/** All of the providers that write major units let their profile say otherwise. */
function amountOf(wire: Names['wire']): string {
  return String(wire?.amount_unit ?? '').startsWith('minor') ? 'amount' : 'amount_major';
}

/** `Customer.FirstName` is `first name`: PayPoint has its customer in an object of that name. */
function plainWord(text: string): string {
  return text
    .toLowerCase()
    .replace(/^customer\./, '')
    .replace(/[\s_-]/g, '');
}

const BY_NAME = new Map(FIELDS.map((field) => [field.name, field]));
