import { type Answer, type Call, jsonAnswer } from '../server.ts';
import { refusal } from './answers.ts';
import { linkRecord } from './records.ts';
import { parameters } from './request.ts';
import type { Link, Smarterpay } from './state.ts';
import type { Wire } from './wire.ts';

/** Filters that match the whole value, and the property that they look at. */
const exact = {
  id: 'id',
  ecommerce_page_id: 'ecommerce_page',
  customer_account_id: 'customer_account',
  bank_account_id: 'bank_account',
  mandate_id: 'mandate',
  recurrence_schedule_id: 'recurrence_schedule',
} as const;

/** Filters that match a part of the property of the same name, with case. */
const contains = [
  'auddis',
  'bank_account_custom_reference',
  'card_payment_custom_reference',
  'customer_custom_reference',
  'recurrence_schedule_custom_reference',
] as const;

const known = ['limit', 'page_no', 'sort_field', 'sort_order', ...Object.keys(exact), ...contains];
const sortFields = ['id', 'type', 'created_at'];

/** GET `/paymentlinks`: a new link appears only when the list's lag is over. */
export function listLinks(smarterpay: Smarterpay, call: Call): Answer {
  const { clock, faults, state } = smarterpay;
  const wire = smarterpay.wire();
  const given = parameters(call, known, wire);
  const limit = whole(given, 'limit', { otherwise: 40, most: 500, wire });
  const pageNo = whole(given, 'page_no', { otherwise: 1, wire });
  const sortField = oneOf(given, 'sort_field', sortFields, 'created_at', wire);
  const sortOrder = oneOf(given, 'sort_order', ['asc', 'desc'], 'asc', wire);

  const visibleUntil = clock.now() - (faults.listLagSeconds ?? wire.list_lag_seconds) * 1000;
  const found = Object.values(state.links)
    .filter((link) => link.deleted_at === null && link.created_at <= visibleUntil && fits(link, given))
    // Links have no type, so that sorts like id.
    .sort((a, b) => (sortField === 'created_at' ? a.created_at - b.created_at : a.id < b.id ? -1 : 1));
  // Reversed whole, so that of two in the same millisecond the later one comes first.
  if (sortOrder === 'desc') found.reverse();
  const lastPage = Math.max(1, Math.ceil(found.length / limit));
  const page = wire.past_last_page === 'last' ? Math.min(pageNo, lastPage) : pageNo;
  const payment_links = found
    .slice((page - 1) * limit, page * limit)
    .map((link) => linkRecord(smarterpay, link));
  return jsonAnswer(200, { payment_links });
}

type Given = Partial<Record<string, string>>;

function fits(link: Link, given: Given): boolean {
  return (
    Object.entries(exact).every(
      ([name, property]) => given[name] === undefined || link[property] === given[name],
    ) &&
    contains.every((name) => {
      const part = given[name];
      return part === undefined || (link[name]?.includes(part) ?? false);
    })
  );
}

function whole(
  given: Given,
  name: string,
  { otherwise, most = Number.MAX_SAFE_INTEGER, wire }: { otherwise: number; most?: number; wire: Wire },
): number {
  const text = given[name];
  if (text === undefined) return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? 'a whole number from 1' : `from 1 to ${most}`;
    throw refusal(wire.validation_status, 'invalid_value', `${name} must be ${range}`, name);
  }
  return value;
}

function oneOf(given: Given, name: string, all: readonly string[], otherwise: string, wire: Wire): string {
  const value = given[name] ?? otherwise;
  if (!all.includes(value))
    throw refusal(wire.validation_status, 'invalid_value', `${name} must be one of ${all.join(', ')}`, name);
  return value;
}
