import type { FieldIssue } from '../../errors.ts';
import { exponentOf, fromDecimalText } from '../../money.ts';
import { mergeUnder, placeAt } from './merge.ts';
import { BOOLEANS, type CellFault, isFault, readCell } from './read-cell.ts';
import type { Column, Columns } from './resolve.ts';
import { SPELLINGS } from './spellings.ts';

/** A record as a create body. Of cells that cannot be read the body has nothing, and there is an issue each. */
export interface RowBody {
  body: Record<string, unknown>;
  issues: readonly FieldIssue[];
  /** JSON pointers of what the row has, and the body has not: nobody is to be told that it is missing. */
  unread: readonly string[];
}

interface Reading {
  provider: { id: string; checkOptions(options: Readonly<Record<string, unknown>>): readonly FieldIssue[] };
  /** What all rows share: members of a create body. A row's own win; objects are merged member by member. */
  defaults?: Readonly<Record<string, unknown>> | undefined;
  /** IANA name, of the organisation: dates without a time end in it. */
  timezone: string;
}

/** Reads the records of a file as create bodies; what is the same for all of them is settled once. */
export function bodyReader(
  { used }: Pick<Columns, 'used'>,
  { provider, defaults = {}, timezone }: Reading,
): (cells: readonly string[]) => RowBody {
  const { words = {}, phones } = SPELLINGS[provider.id] ?? {};
  const reading = { timezone, phones };
  const columns = used.map((column) => ({ ...column, words: words[column.field] }));
  const major = used.find(({ form }) => form === 'major');
  return (cells) => {
    const own: Record<string, unknown> = {};
    const issues: FieldIssue[] = [];
    for (const column of columns) {
      const { form, path, index } = column;
      const cell = (cells[index] ?? '').trim();
      if (cell === '' || form === 'major') continue;
      const text = column.words?.[cell.toLowerCase()] ?? cell;
      const value = form === 'option' ? optionOf(text, column, provider) : readCell(form, text, reading);
      if (typeof value === 'object' && isFault(value)) issues.push(issueAt(path, value));
      else placeAt(own, path, value);
    }
    const body = mergeUnder(defaults, own);
    const amount = major && (cells[major.index] ?? '').trim();
    if (amount) {
      const value = minorOf(amount, body.currency);
      if (typeof value === 'number') return { body: { ...body, amount: value }, issues, unread: at(issues) };
      delete body.amount;
      if (value) issues.push(issueAt(['amount'], value));
      return { body, issues, unread: [...at(issues), '/amount'] };
    }
    return { body, issues, unread: at(issues) };
  };
}

const NOT_MAJOR: CellFault = {
  code: 'wrong_format',
  detail: 'An amount such as 42.50: digits and a point, without sign, currency or thousands separators.',
};

/** By decimal text, so exact. `undefined`: without a currency there is no telling. */
export function minorOf(amount: string, currency: unknown): number | CellFault | undefined {
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(amount)) return NOT_MAJOR;
  const decimals = typeof currency === 'string' ? exponentOf(currency) : undefined;
  if (typeof currency !== 'string' || decimals === undefined) return undefined;
  if ((amount.split('.')[1] ?? '').length <= decimals) return fromDecimalText(amount, currency);
  return { code: 'wrong_format', detail: `More decimals than the currency has: ${decimals}.` };
}

/** The text as it is where the provider takes it, else the number, true or false that it stands for. */
function optionOf(
  text: string,
  { path }: Column,
  { checkOptions }: Reading['provider'],
): string | boolean | number {
  const [, name = ''] = path;
  const taken = [text, ...scalarsOf(text)].find((value) => checkOptions({ [name]: value }).length === 0);
  return taken ?? text;
}

function scalarsOf(text: string): (boolean | number)[] {
  const truth = BOOLEANS.get(text.toLowerCase());
  return [
    ...(/^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(text) ? [Number(text)] : []),
    ...(truth === undefined ? [] : [truth]),
  ];
}

function at(issues: readonly FieldIssue[]): string[] {
  return issues.map(({ pointer }) => pointer);
}

function issueAt(path: readonly string[], { code, detail }: CellFault): FieldIssue {
  return { pointer: `/${path.join('/')}`, code, detail };
}
