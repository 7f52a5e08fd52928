import { type Answer, type Call, jsonAnswer } from '../server.ts';
import type { Values } from './fields.ts';
import { parseAmount } from './money.ts';
import { linkRecord } from './records.ts';
import { notValid, readQuery } from './request.ts';
import type { Link, Paypoint } from './state.ts';
import type { NameKey, Wire } from './wire.ts';

const filters: readonly NameKey[] = [
  'request_id',
  'client_transaction_ref',
  'account_reference',
  'amount',
  'mobile_number',
  'email_address',
  'status',
  'customer_name',
];

/** GET `/requests?…`: all matches at once, oldest first; a new request appears only when the list's lag is over. */
export function listLinks(paypoint: Paypoint, call: Call): Answer {
  const { state, clock, faults } = paypoint;
  const wire = paypoint.wire();
  const wanted = readQuery(call, filters, wire);
  const amount = wanted.amount === undefined ? undefined : amountWanted(wanted.amount, wire);
  if (wire.list_needs_parameter && Object.keys(wanted).length === 0)
    throw notValid(wire, [{ field: '', message: 'At least one parameter is needed.' }]);
  const visibleUntil = clock.now() - (faults.listLagSeconds ?? wire.list_lag_seconds) * 1000;
  const found = Object.values(state.links)
    .filter((link) => link.deleted_at === null && link.created_at <= visibleUntil)
    .filter((link) => (amount === undefined || link.amount === amount) && matches(link, wanted))
    .sort((a, b) => a.created_at - b.created_at);
  return jsonAnswer(200, { [wire.names.requests]: found.map((link) => linkRecord(paypoint, link)) });
}

function matches(link: Link, wanted: Values): boolean {
  const same = (value: string | null, one: string | undefined) => one === undefined || value === one;
  return (
    same(link.id, wanted.request_id) &&
    same(link.reference, wanted.client_transaction_ref) &&
    same(link.account_reference, wanted.account_reference) &&
    same(link.mobile_number, wanted.mobile_number) &&
    same(link.email_address?.toLowerCase() ?? null, wanted.email_address?.toLowerCase()) &&
    same(link.status.toLowerCase(), wanted.status?.toLowerCase()) &&
    `${link.first_name} ${link.last_name}`.toLowerCase().includes(wanted.customer_name?.toLowerCase() ?? '')
  );
}

/** Any amount may be asked for, also one that no request can have. */
function amountWanted(text: string, wire: Wire): number {
  const any = { min_amount_minor: Number.NEGATIVE_INFINITY, max_amount_minor: Number.POSITIVE_INFINITY };
  const amount = parseAmount(text, { ...wire, ...any });
  if (typeof amount === 'string') throw notValid(wire, [{ field: wire.names.amount, message: amount }]);
  return amount;
}
