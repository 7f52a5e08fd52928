import { afterAll, describe, expect, it } from 'vitest';
import { seededNumbers } from '../../../test/support/csv/mutate.ts';
import { startTable } from '../../../test/support/start-table.ts';
import { rowBodyReader } from '../../api/batch-row.ts';
import { plainCells } from '../../api/plain-cells.ts';
import { createOrganisation } from '../../organisations/create.ts';
import { type BodyReaders, rowChecker } from './check-row.ts';
import { openedAt, PROVIDERS } from './opened-fixture.ts';
import { resolveColumns } from './resolve.ts';

process.env.BASE_URLS = 'loopback';

const clock = { now: () => Date.parse('2026-12-01T12:00:00Z') };
const { table, close } = await startTable();
afterAll(close);
const { organisation } = await createOrganisation({ table, clock }, { name: 'Ada Travel', mode: 'test' });

/** Good cells first, one for each row; then others, of which some are good at some providers. */
const CELLS: Readonly<Record<string, readonly [(row: number) => string, readonly string[]]>> = {
  amount: [
    (row) => String(100 + row),
    ['', '0', '1', '1.5', '999999999999', '1000000000000', ' 250 ', '1e3', '-5'],
  ],
  amount_major: [
    (row) => `${1 + row}.50`,
    ['', '0', '0.00', '12', '12.5', '12.505', '1,000.00', ' 7.25 ', '123456789012'],
  ],
  currency: [() => 'GBP', ['gbp', ' GBP', 'EUR', 'USD', 'JPY', 'KWD', 'GBX', '']],
  reference: [
    (row) => `INV${row}`,
    [
      '',
      ' INV-1 ',
      'x'.repeat(100),
      'x'.repeat(101),
      '4111 1111 1111 1111',
      '1234567890123456',
      'a"b',
      'a\\b',
      'a\tb',
      '½',
      'é',
    ],
  ],
  description: [
    () => 'Rent',
    [
      '',
      '  ',
      'x'.repeat(250),
      'x'.repeat(251),
      'Rent of week 7',
      'Miete für Mai',
      '家賃',
      '@@cell 0@@',
      'a\nb',
    ],
  ],
  'customer.name': [
    (row) => `Ada Byron ${'IVX'.charAt(row % 3)}`,
    [
      '',
      'Ada',
      ' Ada  Byron ',
      `${'x'.repeat(60)} y`,
      `y ${'x'.repeat(80)}`,
      'x'.repeat(141),
      "Zoë O'Hara",
      'Ada "A" Byron',
      '李',
    ],
  ],
  'customer.first_name': [() => 'Ada', ['', 'x'.repeat(36), 'x'.repeat(71), 'Zoë', '.', 'Ada Augusta']],
  'customer.last_name': [() => 'Byron', ['', 'x'.repeat(36), 'x'.repeat(71), 'King-Noel', 'O\\x']],
  'customer.email': [
    (row) => `ada${row}@example.com`,
    [
      '',
      'ada',
      'a@b',
      'a@b.c',
      'A.B+c@Ex-ample.co.uk',
      '.a@example.com',
      'a..b@example.com',
      `${'x'.repeat(120)}@example.com`,
      "o'x@example.com",
      '4111111111111111@example.com',
    ],
  ],
  'customer.phone': [
    (row) => `+44770090${String(row).padStart(4, '0')}`,
    [
      '',
      '07700 900123',
      '7700900123',
      '+1 212 555 0123',
      '+12125550123',
      '+447700',
      '12',
      '00447700900123',
      '+33612345678',
    ],
  ],
  'customer.reference': [
    (row) => `C${row}`,
    ['', 'x'.repeat(17), 'x'.repeat(101), 'C-77', '5555555555554444'],
  ],
  'customer.address.line1': [(row) => `${row} High St`, ['', 'x'.repeat(101), '1, "High" St']],
  'customer.address.postal_code': [() => 'LS1 1AA', ['', 'x'.repeat(21)]],
  'customer.language': [() => 'en-GB', ['', 'cy', 'x', 'en_GB']],
  'delivery.channels': [() => 'sms email', ['', 'none', 'sms', 'email', 'fax', 'sms sms']],
  'delivery.sender': [() => '', ['service', 'provider', 'me']],
  expires_at: [() => '2026-12-20', ['', '2026-11-20', '2027-12-20', '2026-13-20', '2026-12-24T10:00:00Z']],
  reminders: [() => 'none', ['', 'default', 'weekly']],
  'metadata.ward': [() => 'north', ['', 'x'.repeat(200), 'x'.repeat(201), '4111111111111111']],
  'methods.card': [() => '', ['yes', 'no', 'perhaps']],
  connection: [() => '', ['felloh-main', 'other']],
  on_duplicate: [() => '', ['allow', 'reject', 'return_existing']],
};

const DEFAULTS: readonly Record<string, unknown>[] = [
  {},
  { description: 'Rent of March', delivery: { channels: ['sms'] }, expires_in_days: 7 },
  {
    customer: { name: 'Ada Byron', address: { city: 'Leeds' } },
    metadata: { ward: '@@cell 1@@' },
    created_by: 'agent',
  },
  {
    customer: { first_name: 'Ada', reference: 'C1' },
    delivery: { channels: [], sender: 'service' },
    amount: 500,
  },
  {
    expires_at: '2026-12-11T10:00:00Z',
    customer: { last_name: 'Byron', email: 'ada@example.com' },
    currency: 'EUR',
  },
];

const seen = { rows: 0, good: 0, whole: 0, layouts: 0 };

describe.each(PROVIDERS)('rows of %s', (provider) => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'are told what they are told the whole way, one after another or alone: layout %i',
    (seed) => {
      const pick = seededNumbers(seed * 7919 + provider.length);
      const oneOf = <T>(values: readonly T[]) => values[pick(values.length)];
      const opened = openedAt(provider, {
        usedAt: 1,
        ...(pick(3) === 0 ? { reminders: 'none' as const } : {}),
      });
      const defaults = oneOf(DEFAULTS) ?? {};
      const header = Object.keys(CELLS).filter((name) =>
        name === 'amount_major' ? seed % 2 === 0 : name === 'amount' ? seed % 2 === 1 : pick(3) > 0,
      );
      const resolved = resolveColumns(header, { account: opened, defaults, columns: undefined });
      if (!resolved.ok) return;
      seen.layouts += 1;
      let whole = 0;
      const counting: BodyReaders = (paths) => {
        const read = rowBodyReader(paths);
        return (body) => {
          whole += 1;
          return read(body);
        };
      };
      const checkerWith = (readers: BodyReaders, plain: typeof plainCells | undefined) =>
        rowChecker(
          { table, clock, publicBaseUrl: 'https://pay.example.com' },
          { opened, organisation },
          {
            connection: opened.connection.id,
            columns: resolved.columns,
            defaults,
            readers,
            ...(plain ? { plain } : {}),
            ...(seed % 5 === 0 ? { sender: 'provider' as const } : {}),
          },
        );
      const fast = checkerWith(counting, plainCells);
      const slow = checkerWith(rowBodyReader, undefined);
      for (let row = 0; row < 150; row++) {
        const cells = header.map((name) => {
          const [good, others] = CELLS[name] ?? [() => '', []];
          return pick(25) === 0 ? (oneOf(others) ?? '') : good(row);
        });
        const expected = slow(cells);
        expect(fast(cells), JSON.stringify(cells)).toEqual(expected);
        seen.rows += 1;
        seen.good += 'ok' in expected && expected.ok ? 1 : 0;
      }
      seen.whole += whole;
    },
  );
});

it('most of them were good, and few of these went the whole way', () => {
  expect(seen.layouts).toBeGreaterThan(60);
  expect(seen.good).toBeGreaterThan(seen.rows / 4);
  expect(seen.whole).toBeLessThan(seen.rows - seen.good / 2);
});

it('a column in which each row has another word costs no more than some tries', () => {
  const opened = openedAt('felloh', { usedAt: 1 });
  const header = ['amount', 'currency', 'customer.name', 'customer.email', 'metadata.order'];
  const resolved = resolveColumns(header, { account: opened });
  if (!resolved.ok) throw new Error('header');
  const check = rowChecker(
    { table, clock, publicBaseUrl: 'https://pay.example.com' },
    { opened, organisation },
    {
      connection: opened.connection.id,
      columns: resolved.columns,
      readers: rowBodyReader,
      plain: plainCells,
    },
  );
  for (let row = 0; row < 200; row++) {
    expect(check(['100', 'GBP', 'Ada Byron', 'ada@example.com', `order ${row}`])).toMatchObject({
      ok: true,
      terms: { metadata: { order: `order ${row}` } },
    });
  }
});
