import { looksLikeCardNumber } from '../../card-number.ts';
import type { Limits } from '../../providers/contract.ts';
import { valuesOf } from '../../providers/limits.ts';
import { pathOf } from './fields.ts';
import { mergeUnder, placeAt } from './merge.ts';
import { fieldOf, type NamedField, nameColumn } from './name-column.ts';

/** A column that counts. */
export interface Column extends NamedField {
  /** Of the cell in its record, from 0. */
  index: number;
  /** As the file spells it, without blanks around it. */
  header: string;
}

export interface Columns {
  /** For each column of the file its dotted field, or `ignored`; as it is shown to people. */
  fields: readonly string[];
  used: readonly Column[];
  /** The file is an `errors.csv` of ours: its cells are escaped against formulas, which is to be undone. */
  ours: boolean;
}

export interface ColumnFault {
  code: 'unknown_column' | 'column_missing' | 'column_doubled' | 'column_ambiguous' | 'unknown_field';
  /** As the file, or the mapping, spells it. */
  column?: string;
  /** Dotted. */
  field?: string;
  /** For people. */
  detail: string;
}

/** Of the connection that the batch goes through. */
export interface Account {
  provider: { id: string; name: string };
  limits: Limits;
  connection: { wire?: Readonly<Record<string, unknown>> | undefined };
}

interface Wanted {
  account: Account;
  /** The batch's own mapping: header → our field, or null for a column that does not count. */
  columns?: Readonly<Record<string, string | null>> | undefined;
  /** What all rows share. */
  defaults?: Readonly<Record<string, unknown>> | undefined;
}

/** What `errors.csv` has behind the columns of the file. */
export const REASON_COLUMNS = ['_row', '_state', '_code', '_field', '_detail'] as const;

const IGNORED = 'ignored';

/** What each column of a file is for, or everything that is wrong with its header. */
export function resolveColumns(
  header: readonly string[],
  wanted: Wanted,
): { ok: true; columns: Columns } | { ok: false; faults: readonly ColumnFault[] } {
  const headers = header.map((name) => name.trim());
  const ours = REASON_COLUMNS.every((name) => headers.includes(name));
  const faults: ColumnFault[] = [];
  const used: Column[] = [];
  const fields = headers.map((name, index) => {
    const found = meant(name, ours, wanted);
    if (found === null) return IGNORED;
    if ('code' in found) {
      faults.push({ ...found, ...shown(name, index) });
      return IGNORED;
    }
    used.push({ ...found, index, header: name });
    return found.field;
  });
  faults.push(...doubled(used), ...missing(used, wanted));
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, columns: { fields, used, ours } };
}

type HeaderFault = Pick<ColumnFault, 'code' | 'detail' | 'field'>;

/** null: it does not count. */
function meant(
  name: string,
  ours: boolean,
  { account, columns = {} }: Wanted,
): NamedField | HeaderFault | null {
  const names = {
    provider: account.provider.id,
    options: account.limits.options,
    wire: account.connection.wire,
  };
  if (Object.hasOwn(columns, name)) {
    const field = columns[name];
    if (field === null || field === undefined) return null;
    const detail = 'The mapping of columns names a field that there is not.';
    return fieldOf(field, names) ?? { code: 'unknown_field', field, detail };
  }
  if (ours && REASON_COLUMNS.some((reason) => reason === name)) return null;
  const found = nameColumn(name, names);
  if (found === undefined) {
    const detail =
      name === ''
        ? 'This column has no name.'
        : 'No field has this name. Name a field for it in `columns`, or null to leave it out.';
    return { code: 'unknown_column', detail };
  }
  if (found === 'ambiguous') {
    const detail = `This could be a field of ours or of ${account.provider.name}, and they differ. Say in \`columns\` which it is.`;
    return { code: 'column_ambiguous', detail };
  }
  return found;
}

/** A file without a header has its first customer there: what no header looks like is told by its place. */
function shown(name: string, index: number): { column: string } {
  const place = `column ${index + 1}`;
  const isNone = name === '' || name.length > 100 || /@|\d{6}/.test(name) || looksLikeCardNumber(name);
  return { column: isNone ? place : name };
}

/** Both amounts are one field. */
function doubled(used: readonly Column[]): ColumnFault[] {
  return used.flatMap((column, i) => {
    const first = used.slice(0, i).find(({ path }) => path.join('\0') === column.path.join('\0'));
    if (!first) return [];
    const detail = `The column ${first.header} is for the same field.`;
    return [{ code: 'column_doubled' as const, column: column.header, field: column.field, detail }];
  });
}

/** What no row could have: neither the header nor the defaults give it. */
function missing(used: readonly Column[], { account, defaults = {} }: Wanted): ColumnFault[] {
  const { limits, provider } = account;
  const body: Record<string, unknown> = {};
  // Two words, since a name may be needed in two parts.
  for (const { path } of used) placeAt(body, path, 'given given');
  const valueAt = valuesOf(mergeUnder(defaults, body));
  const isGiven = (pointer: string) => valueAt(pointer) !== undefined && valueAt(pointer) !== null;
  const required = [...new Set(['/amount', '/currency', ...limits.required])].map((pointer) => [pointer]);
  const someOf = (limits.someOf ?? []).flatMap(({ pointers, absent }) =>
    absent === 'lacks' ? [pointers] : [],
  );
  return [...required, ...someOf]
    .filter((pointers) => !pointers.some(isGiven))
    .map((pointers) => {
      const names = pointers.flatMap(namesOf);
      const [field = ''] = names;
      const what = names.length > 1 ? `one of ${names.join(', ')}` : field;
      return {
        code: 'column_missing',
        field,
        detail: `${provider.name} needs ${what}: as a column, or in \`defaults\`.`,
      };
    });
}

function namesOf(pointer: string): string[] {
  const name = fieldAt(pointer);
  return name === 'amount' ? ['amount_major', 'amount'] : [name];
}

/** Dotted, of a JSON pointer into the create body. */
export function fieldAt(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
}

/** Whether a pointer leads to this field or below it. */
export function isAt(pointer: string, field: string): boolean {
  const name = fieldAt(pointer);
  const own = pathOf(field).join('.');
  return name === own || name.startsWith(`${own}.`);
}
