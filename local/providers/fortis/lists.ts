import { type Answer, type Call, jsonAnswer } from '../server.ts';
import { type Faults, fault } from './answers.ts';
import { expanded, expandNames } from './expands.ts';
import {
  paylinkColumns,
  paylinkRecord,
  paylinkRow,
  type Row,
  transactionColumns,
  transactionRow,
} from './records.ts';
import { parameterFaults, refuse, refuseBody } from './request.ts';
import type { Fortis } from './state.ts';
import type { Wire } from './wire.ts';

const paging = ['page', 'page_size', 'sort'];

/** GET `/v2/paylinks`: a new paylink appears only when the list's lag is over, a deleted one never. */
export function listPaylinks(fortis: Fortis, call: Call): Answer {
  const wire = fortis.wire();
  refuseBody(call);
  const faults = parameterFaults(call, [...paging, 'expand', ...paylinkColumns], wire);
  const names = expandNames(call, fortis, faults);
  const asked = askedPage(call, paylinkColumns, wire, faults);
  refuse(faults, wire);
  const visibleUntil = fortis.clock.now() - (fortis.faults.listLagSeconds ?? wire.list_lag_seconds) * 1000;
  const links = Object.values(fortis.state.links).filter(
    ({ deleted_at, created_at }) => deleted_at === null && created_at <= visibleUntil,
  );
  const { found, meta } = pageOf(fortis, call, asked, links, paylinkRow);
  const paylinks = found.map((link) => paylinkRecord(fortis, link, expanded(fortis, link, names)));
  return jsonAnswer(200, { paylinks, meta });
}

/** GET `/v2/transactions`, without lag. */
export function listTransactions(fortis: Fortis, call: Call): Answer {
  const wire = fortis.wire();
  refuseBody(call);
  const columns = transactionColumns(wire);
  const faults = parameterFaults(call, [...paging, ...columns], wire);
  const asked = askedPage(call, columns, wire, faults);
  refuse(faults, wire);
  const all = Object.values(fortis.state.transactions);
  const row = (transaction: (typeof all)[number]) => transactionRow(fortis, transaction);
  const { found, meta } = pageOf(fortis, call, asked, all, row);
  return jsonAnswer(200, { transactions: found.map(row), meta });
}

interface Asked {
  page: number;
  size: number;
  column: string;
  descending: boolean;
  filters: readonly (readonly [string, string])[];
}

function askedPage({ query }: Call, columns: readonly string[], wire: Wire, faults: Faults): Asked {
  const { page_size_default, page_size_max } = wire;
  const sort = query.get('sort') ?? '-created_ts';
  const column = sort.replace(/^-/, '');
  if (!columns.includes(column)) fault(faults, 'sort', 'is not a column.');
  return {
    page: wholeNumber(query, 'page', 1, faults),
    size: Math.min(wholeNumber(query, 'page_size', page_size_default, faults), page_size_max),
    column,
    descending: sort.startsWith('-'),
    filters: [...query].filter(([name]) => columns.includes(name)),
  };
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number, faults: Faults): number {
  const text = query.get(name) ?? String(otherwise);
  if (!/^[1-9]\d{0,8}$/.test(text)) fault(faults, name, 'should be a whole number from 1.');
  return Number(text);
}

/** Filters compare as text, where null is the empty one. */
function pageOf<T>(
  fortis: Fortis,
  { path, query }: Call,
  { page, size, column, descending, filters }: Asked,
  all: readonly T[],
  rowOf: (item: T) => Row,
): { found: T[]; meta: object } {
  const rows = all
    .map((item) => ({ item, row: rowOf(item) }))
    .filter(({ row }) => filters.every(([name, value]) => String(row[name] ?? '') === value))
    .sort((a, b) => compare(a.row[column], b.row[column]));
  // Reversed whole, so that of two in the same second the later one comes first too.
  if (descending) rows.reverse();
  const pageCount = Math.ceil(rows.length / size);
  const at = (number: number) => {
    const asked = new URLSearchParams(query);
    asked.set('page', String(number));
    return { href: `${fortis.baseUrl()}${path}?${asked}` };
  };
  const further = page < pageCount ? { next: at(page + 1), last: at(pageCount) } : {};
  const meta = {
    pagination: {
      links: { self: at(page), ...further },
      totalCount: rows.length,
      pageCount,
      currentPage: page - 1 + fortis.wire().current_page_base,
      perPage: size,
    },
    sort: { attributes: { [column]: descending ? 'desc' : 'asc' } },
  };
  return { found: rows.slice((page - 1) * size, page * size).map(({ item }) => item), meta };
}

type Cell = Row[string] | undefined;

/** Amounts are text in answers, and numbers in the order. */
function compare(a: Cell, b: Cell): number {
  const [x, y] = [a ?? '', b ?? ''];
  const numeric = (cell: string | number) => /^\d+(\.\d\d)?$/.test(String(cell));
  if (numeric(x) && numeric(y)) return Number(x) - Number(y);
  return String(x) < String(y) ? -1 : String(x) > String(y) ? 1 : 0;
}
