import type { FieldIssue } from '../../errors.ts';
import { exponentOf, toDecimalText } from '../../money.ts';
import { FIELDS } from './fields.ts';
import { type Account, type Columns, fieldAt, isAt } from './resolve.ts';

/** One thing that is wrong with a row. Never shows what is in a cell. */
export interface RowError {
  code: string;
  /** Dotted name of ours; empty: the row as a whole. */
  field: string;
  /** As the file spells its column; absent where it has none. */
  header?: string;
  /** For people. */
  detail: string;
}

interface Row {
  columns: Columns;
  account: Account;
  body: Readonly<Record<string, unknown>>;
}

/** What is wrong with a create body as what is wrong with its row: one error for each field, in the order of the file. */
export function rowErrors(issues: readonly FieldIssue[], row: Row): RowError[] {
  const errors = new Map<string, RowError>();
  // A pattern says less than what else is wrong with the same field.
  const sorted = [...issues].sort((a, b) => Number(a.code === 'pattern') - Number(b.code === 'pattern'));
  for (const issue of sorted) {
    const { field, header } = placeOf(issue.pointer, row);
    if (errors.has(field)) continue;
    const detail = detailOf(issue, field, row);
    errors.set(field, { code: issue.code, field, ...(header === undefined ? {} : { header }), detail });
  }
  const { fields } = row.columns;
  const placed = (field: string) => (fields.includes(field) ? fields.indexOf(field) : fields.length);
  return [...errors.values()].sort((a, b) => placed(a.field) - placed(b.field));
}

function placeOf(pointer: string, { columns: { used } }: Row): { field: string; header?: string } {
  const column = used.find(({ field }) => isAt(pointer, field));
  if (column) return { field: column.field, header: column.header };
  // Who gives one name is told of that one.
  const name = /^\/customer\/(first|last)_name$/.test(pointer)
    ? used.find(({ field }) => field === 'customer.name')
    : undefined;
  if (name) return { field: name.field, header: name.header };
  return { field: FIELDS.find((each) => isAt(pointer, each.name))?.name ?? fieldAt(pointer) };
}

/** The API's own words, with names and amounts as they are in a file. */
function detailOf({ pointer, code, detail }: FieldIssue, field: string, row: Row): string {
  const { provider, limits } = row.account;
  if (code === 'amount_too_small') return `At least ${amountText(limits.amount.min, row)}.`;
  if (code === 'amount_too_large') return `At most ${amountText(limits.amount.max, row)}.`;
  if (code === 'required' && field === 'customer.name' && pointer !== '/customer/name') {
    return `${provider.name} needs a first and a last name; one word is not enough.`;
  }
  if (field === 'reminders') return 'One of: default, none.';
  return detail
    .replace(/\bThis provider\b/, provider.name)
    .replace(/(?<=[ ,])(?:\/[a-z_0-9]+)+/g, (found) => fieldAt(found));
}

/** `4000.00 GBP` */
function amountText(amount: number, { account, body }: Row): string {
  const [only = 'GBP'] = account.limits.currencies;
  const currency = typeof body.currency === 'string' ? body.currency : only;
  return exponentOf(currency) === undefined
    ? `${amount} in minor units`
    : `${toDecimalText(amount, currency)} ${currency}`;
}
