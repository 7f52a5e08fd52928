import { describe, expect, it } from 'vitest';
import { openedAt } from './opened-fixture.ts';
import { REASON_COLUMNS, resolveColumns } from './resolve.ts';

process.env.BASE_URLS = 'loopback';

const fieldsOf = (
  provider: string,
  header: string[],
  more: Omit<Parameters<typeof resolveColumns>[1], 'account'> & { wire?: Record<string, unknown> } = {},
) => {
  const { wire, ...wanted } = more;
  const account = openedAt(provider, wire ? { wire } : {});
  const defaults = {
    amount: 1,
    currency: 'GBP',
    description: 'x',
    customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123', reference: 'C77' },
  };
  const resolved = resolveColumns(header, { defaults, ...wanted, account });
  return resolved.ok ? resolved.columns.fields : resolved.faults.map(({ code, column }) => [code, column]);
};

describe('a header', () => {
  it('has our names, in any case and with blanks around them', () => {
    expect(fieldsOf('felloh', ['Reference ', 'CUSTOMER.Name', 'amount', 'metadata.Ward'])).toEqual([
      'reference',
      'customer.name',
      'amount',
      'metadata.Ward',
    ]);
  });

  it("has the provider's names", () => {
    const paypoint = [
      'ClientTransactionRef',
      'Amount',
      'Account Reference',
      'mobile_number',
      'Customer.FirstName',
    ];
    expect(fieldsOf('paypoint', paypoint)).toEqual([
      'reference',
      'amount_major',
      'customer.reference',
      'customer.phone',
      'customer.first_name',
    ]);
    expect(fieldsOf('allpay', ['Payment reference number', 'Client Code', 'Amount'])).toEqual([
      'provider_options.payment_reference_number',
      'provider_options.client_code',
      'amount_major',
    ]);
    expect(fieldsOf('felloh', ['customer_name', 'dcc_enabled', 'amount'])).toEqual([
      'customer.name',
      'provider_options.dcc_enabled',
      'amount',
    ]);
    expect(fieldsOf('fortis', ['amount_due', 'cell_phone', 'expire_date'])).toEqual([
      'amount_major',
      'customer.phone',
      'expires_at',
    ]);
    expect(fieldsOf('smarterpay', ['customer_custom_reference', 'mandate'])).toEqual([
      'reference',
      'provider_options.mandate',
    ]);
  });

  it('never leaves open whether an amount is in pounds or in pence', () => {
    expect(fieldsOf('paypoint', ['amount'])).toEqual(['amount']);
    expect(fieldsOf('paypoint', ['Amount'])).toEqual(['amount_major']);
    expect(fieldsOf('paypoint', ['AMOUNT'])).toEqual([['column_ambiguous', 'AMOUNT']]);
    expect(fieldsOf('paypoint', ['Amount'], { wire: { amount_unit: 'minor' } })).toEqual(['amount']);
    expect(fieldsOf('felloh', ['Amount'])).toEqual(['amount']);
    expect(fieldsOf('felloh', ['amount', 'amount_major'])).toEqual([['column_doubled', 'amount_major']]);
  });

  it('is mapped by the batch before all else', () => {
    const columns = { Total: 'amount_major', amount: null, Ref: 'Reference' };
    expect(fieldsOf('felloh', ['Total', 'amount', 'Ref'], { columns })).toEqual([
      'amount_major',
      'ignored',
      'reference',
    ]);
    expect(fieldsOf('felloh', ['x'], { columns: { x: 'nothing' } })).toEqual([['unknown_field', 'x']]);
  });

  it('is refused where a column is unknown or doubled, and shows no card number', () => {
    const header = ['colour', '', '4111 1111 1111 1111', 'reference', 'REFERENCE', 'ada@example.com'];
    expect(fieldsOf('felloh', header)).toEqual([
      ['unknown_column', 'colour'],
      ['unknown_column', 'column 2'],
      ['unknown_column', 'column 3'],
      ['unknown_column', 'column 6'],
      ['column_doubled', 'REFERENCE'],
    ]);
  });

  it('is refused where no row could have what is needed', () => {
    const missing = (provider: string, header: string[], defaults = {}) => {
      const resolved = resolveColumns(header, { account: openedAt(provider), defaults });
      return resolved.ok ? [] : resolved.faults.map(({ code, field }) => `${code} ${field}`);
    };
    expect(missing('felloh', ['reference'])).toEqual([
      'column_missing amount_major',
      'column_missing currency',
      'column_missing customer.name',
      'column_missing customer.email',
    ]);
    expect(missing('felloh', ['amount_major', 'first_name', 'customer.last_name'])).toContain(
      'unknown_column undefined',
    );
    const defaults = { currency: 'GBP', customer: { email: 'ada@example.com' } };
    expect(
      missing('felloh', ['amount_major', 'customer.first_name', 'customer.last_name'], defaults),
    ).toEqual([]);
    const paypoint = ['Amount', 'MobileNumber', 'FirstName', 'LastName', 'AccountReference'];
    expect(missing('paypoint', paypoint, { currency: 'GBP' })).toEqual(['column_missing description']);
  });

  it('tells an errors.csv of ours', () => {
    const resolved = resolveColumns(['reference', 'amount', 'currency', ...REASON_COLUMNS], {
      account: openedAt('fortis'),
    });
    expect(resolved).toMatchObject({
      ok: true,
      columns: { ours: true, fields: ['reference', 'amount', 'currency', ...Array(5).fill('ignored')] },
    });
    expect(fieldsOf('felloh', ['reference', '_row'])).toEqual([['unknown_column', '_row']]);
  });
});
