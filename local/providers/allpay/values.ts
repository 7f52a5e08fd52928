import { invalid } from './answers.ts';
import { fixtures } from './fixtures.ts';
import { poundsOf, readAmount } from './money.ts';
import type { Link } from './state.ts';
import type { PropertyName, Wire } from './wire.ts';

type Given = Partial<Record<PropertyName, string | number | boolean | undefined>>;

/** Customers are named by a PRN, or by a CRN with its client code: never by both. */
export function checkReferences(given: Given, wire: Wire): void {
  const { payment_reference_number: prn, client_reference: crn, client_code: code } = wire.names;
  const hasPrn = given.payment_reference_number !== undefined;
  if (hasPrn && given.client_reference !== undefined)
    throw invalid(wire, `${prn} is not allowed with ${crn}`);
  if (hasPrn && given.client_code !== undefined) throw invalid(wire, `${code} is not allowed with ${prn}`);
}

/** The same for a whole link: one of the two is there. */
export function requireReference(given: Given, wire: Wire): void {
  const { payment_reference_number: prn, client_reference: crn, client_code: code } = wire.names;
  checkReferences(given, wire);
  if (given.payment_reference_number !== undefined) return;
  if (given.client_reference === undefined) throw invalid(wire, `${prn} or ${crn} is required`);
  if (given.client_code === undefined) throw invalid(wire, `${code} is required with ${crn}`);
}

/** What is given has the right length, form and range; the first that has not is told. */
export function checkValues(given: Given, wire: Wire): void {
  for (const [name, check] of checks) {
    const value = given[name];
    const problem = value === undefined ? undefined : check(value, wire);
    if (problem !== undefined) throw invalid(wire, `${wire.names[name]} ${problem}`);
  }
}

/** With `validated` the system looks whether the account exists. */
export function checkAccount(
  link: Pick<Link, 'payment_reference_number' | 'client_reference' | 'validated'>,
  wire: Wire,
): void {
  const reference = link.payment_reference_number ?? link.client_reference ?? '';
  if (link.validated && reference.endsWith(fixtures.unknownAccountEnding))
    throw invalid(wire, 'There is no account with this reference');
}

/** What is wrong with a value, if anything is. */
type Check = (value: string | number | boolean, wire: Wire) => string | undefined;

const form =
  (pattern: (wire: Wire) => string | RegExp): Check =>
  (value, wire) =>
    new RegExp(pattern(wire)).test(String(value)) ? undefined : 'has the wrong form';

const length =
  (max: (wire: Wire) => number): Check =>
  (value, wire) => {
    const characters = [...String(value)].length;
    return characters >= 1 && characters <= max(wire) ? undefined : `must have 1 to ${max(wire)} characters`;
  };

/** In the order of the sheet's table. */
const checks: readonly (readonly [PropertyName, Check])[] = [
  ['payment_reference_number', form((wire) => wire.payment_reference_pattern)],
  ['client_reference', form((wire) => wire.client_reference_pattern)],
  ['client_code', length((wire) => wire.client_code_max)],
  ['first_name', length((wire) => wire.name_max)],
  ['last_name', length((wire) => wire.name_max)],
  ['amount', amountProblem],
  ['created_by', length((wire) => wire.created_by_max)],
  ['organisation_name', length((wire) => wire.organisation_name_max)],
  ['email_address', form(() => /^[^@\s]+@[^@\s]+$/)],
  ['email_address', length((wire) => wire.email_max)],
  [
    'mobile_number',
    form((wire) => (wire.phone_format === 'uk_national' ? /^07[0-9]{9}$/ : /^\+447[0-9]{9}$/)),
  ],
  [
    'sending_method',
    (value) => (value === 1 || value === 2 || value === 3 ? undefined : 'must be 1, 2 or 3'),
  ],
];

function amountProblem(value: string | number | boolean, wire: Wire): string | undefined {
  const pence = readAmount(Number(value), wire);
  const { min_amount_minor: min, max_amount_minor: max, amount_unit } = wire;
  if (pence !== undefined && pence >= min && pence <= max) return undefined;
  const [from, to] = amount_unit === 'major' ? [poundsOf(min), poundsOf(max)] : [min, max];
  return `must be between ${from} and ${to}`;
}
