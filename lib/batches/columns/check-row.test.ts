import { afterAll, describe, expect, it } from 'vitest';
import { startTable } from '../../../test/support/start-table.ts';
import { rowBodyReader } from '../../api/batch-row.ts';
import { keepWording } from '../../messages/wordings.ts';
import { createOrganisation } from '../../organisations/create.ts';
import { getConnection, putNewConnection } from '../../table/connections.ts';
import { createRowChecker, type RowOutcome } from './check-row.ts';
import { openedAt, PROVIDERS } from './opened-fixture.ts';
import { resolveColumns } from './resolve.ts';
import { templateCsv, templateRow } from './template.ts';

process.env.BASE_URLS = 'loopback';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const clock = { now: () => NOW };
const { table, close } = await startTable();
afterAll(close);
const { organisation } = await createOrganisation({ table, clock }, { name: 'Ada Travel', mode: 'test' });
const publicBaseUrl = 'https://pay.example.com';

type Connection = ReturnType<typeof openedAt>['connection'];
interface Setting {
  defaults?: Record<string, unknown>;
  columns?: Record<string, string | null>;
  connection?: Partial<Connection>;
  org?: string;
}

/** Checks one row after the other; how often the connection was opened is told too. */
async function checker(provider: string, header: string[], setting: Setting = {}) {
  const { defaults, columns, org = organisation.id } = setting;
  const opened = openedAt(provider, { usedAt: 1, ...setting.connection });
  const resolved = resolveColumns(header, { account: opened, columns, defaults });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.faults));
  let opens = 0;
  const openConnection = async () => {
    opens++;
    return opened;
  };
  const check = await createRowChecker({ table, clock, openConnection, publicBaseUrl }, org, {
    connection: opened.connection.id,
    columns: resolved.columns,
    ...(defaults ? { defaults } : {}),
    readers: rowBodyReader,
    makesLinks: false,
  });
  return Object.assign(check, { opens: () => opens });
}

const errorsOf = (outcome: RowOutcome) =>
  outcome.ok ? [] : outcome.errors.map(({ code, field, header }) => `${code} ${field} (${header ?? '–'})`);

const HEADER = ['Ref', 'amount_major', 'currency', 'customer.name', 'customer.email', 'customer.phone'];
const ADA = ['INV-1001', '42.50', 'GBP', 'Ada Byron', 'ada@example.com', '+447700900123'];
const columns = { Ref: 'reference' };

describe('a row', () => {
  it('is what POST /v1/links would make of it', async () => {
    const check = await checker('felloh', [...HEADER, 'on_duplicate'], { columns });
    expect(await check([...ADA, 'reject'])).toEqual({
      ok: true,
      terms: {
        connection: 'felloh-main',
        provider: 'felloh',
        reference: 'INV-1001',
        amount: 4250,
        currency: 'GBP',
        customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' },
        expiresAt: NOW + 30 * 86_400_000,
      },
      key: 'INV-1001',
      hash: expect.stringMatching(/^[\w-]{11}$/),
      onDuplicate: 'reject',
      estimate: { sms: 0, email: 0, segments: 0 },
    });
  });

  it('reads the connection once for all of them', async () => {
    const check = await checker('felloh', HEADER, { columns });
    await check(ADA);
    await check(ADA);
    expect(check.opens()).toBe(1);
  });

  it('ends when the batch says, unless it says so itself', async () => {
    const defaults = { expires_in_days: 7 };
    const check = await checker('felloh', [...HEADER, 'expires_at'], { columns, defaults });
    expect(await check([...ADA, ''])).toMatchObject({ terms: { expiresAt: NOW + 7 * 86_400_000 } });
    expect(await check([...ADA, '2026-12-20'])).toMatchObject({
      terms: { expiresAt: Date.parse('2026-12-20T23:59:59Z') },
    });
  });

  it('has the plan of the batch, of its connection or its own', async () => {
    const defaults = { delivery: { channels: ['sms'] } };
    const check = await checker('felloh', [...HEADER, 'reminders'], { columns, defaults });
    expect(await check([...ADA, ''])).toMatchObject({ terms: { plan: 'default', channels: ['sms'] } });
    const none = await check([...ADA, 'none']);
    expect(none.ok && none.terms.plan).toBeUndefined();
    expect(errorsOf(await check([...ADA, 'weekly']))).toEqual(['invalid reminders (reminders)']);
  });

  it('is named by its content where it has no reference, whatever the order of the columns', async () => {
    const found = await (await checker('felloh', HEADER, { columns }))(['', ...ADA.slice(1)]);
    const turned = await (await checker('felloh', HEADER.toReversed(), { columns }))(
      ['', ...ADA.slice(1)].toReversed(),
    );
    expect(found.ok && found.key).toBe(found.ok && found.hash);
    expect(turned).toEqual(found);
    const spaced = await (await checker('felloh', HEADER, { columns }))([
      '',
      ...ADA.slice(1, 5),
      '+44 7700 900123',
    ]);
    expect(spaced.ok && found.ok && spaced.hash === found.hash).toBe(true);
    const other = await (await checker('felloh', HEADER, { columns }))(['', '42.51', ...ADA.slice(2)]);
    expect(other.ok && found.ok && other.hash !== found.hash).toBe(true);
    const longer = await (await checker('felloh', HEADER, { columns, defaults: { expires_in_days: 9 } }))(
      ADA,
    );
    const plain = await (await checker('felloh', HEADER, { columns }))(ADA);
    expect(longer.ok && plain.ok && longer.hash !== plain.hash).toBe(true);
  });

  it('has the same name next week', async () => {
    const inAWeek = () => checker('felloh', HEADER, { columns, defaults: { expires_in_days: 9 } });
    const before = await (await inAWeek())(ADA);
    clock.now = () => NOW + 7 * 86_400_000;
    const after = await (await inAWeek())(ADA);
    clock.now = () => NOW;
    expect(
      after.ok && before.ok && after.hash === before.hash && after.terms.expiresAt > before.terms.expiresAt,
    ).toBe(true);
  });
});

describe('what is wrong with a row', () => {
  it('is told of all its fields at once, as the file spells them', async () => {
    const check = await checker('felloh', [...HEADER, 'methods.card', 'connection'], { columns });
    const row = ['x'.repeat(101), '1,042.50', 'gbp', '', 'ada', '12', 'perhaps', 'other'];
    expect(errorsOf(await check(row))).toEqual([
      'too_long reference (Ref)',
      'wrong_format amount_major (amount_major)',
      'required customer.name (customer.name)',
      'wrong_format customer.email (customer.email)',
      'invalid customer.phone (customer.phone)',
      'wrong_format methods.card (methods.card)',
      'other_connection connection (connection)',
    ]);
  });

  it('speaks of amounts as the file has them, and of the provider by its name', async () => {
    const defaults = { currency: 'GBP', description: 'Rent' };
    const header = ['amount_major', 'customer.name', 'customer.reference'];
    const check = await checker('allpay', header, { defaults });
    const outcome = await check(['4000.01', 'Ada', 'TEN-1']);
    expect(outcome).toEqual({
      ok: false,
      errors: [
        {
          code: 'amount_too_large',
          field: 'amount_major',
          header: 'amount_major',
          detail: 'At most 4000.00 GBP.',
        },
        {
          code: 'required',
          field: 'customer.name',
          header: 'customer.name',
          detail: 'allpay needs a first and a last name; one word is not enough.',
        },
        {
          code: 'pattern',
          field: 'customer.reference',
          header: 'customer.reference',
          detail: 'allpay takes only what matches ^[A-Za-z0-9]{1,16}$',
        },
      ],
    });
    const none = await check(['1.00', 'Ada Byron', '']);
    expect(none).toMatchObject({
      errors: [
        {
          field: 'customer.reference',
          detail: 'allpay needs one of customer.reference, provider_options.payment_reference_number.',
        },
      ],
    });
  });

  it('is the currency alone where the amount hangs on it', async () => {
    const check = await checker('felloh', HEADER, { columns });
    expect(errorsOf(await check(['R', '1.00', 'GBQ', ...ADA.slice(3)]))).toEqual([
      'invalid currency (currency)',
    ]);
    expect(errorsOf(await check(['R', '1.00', 'JPY', ...ADA.slice(3)]))).toEqual([
      'wrong_format amount_major (amount_major)',
      'currency_not_supported currency (currency)',
    ]);
    expect(errorsOf(await check(['R', '1', 'JPY', ...ADA.slice(3)]))).toEqual([
      'currency_not_supported currency (currency)',
    ]);
  });

  it('is a contact that its channels lack', async () => {
    const check = await checker('felloh', HEADER, { columns, defaults: { delivery: { channels: ['sms'] } } });
    expect(errorsOf(await check([...ADA.slice(0, 5), '']))).toEqual([
      'required customer.phone (customer.phone)',
    ]);
  });

  it('is a card number, which is never shown; the 19 digits of allpay are none', async () => {
    const card = '4111 1111 1111 1111';
    const check = await checker('felloh', [...HEADER, 'metadata.note', 'methods.card'], { columns });
    const outcome = await check([card, '42.50', 'GBP', card, 'ada@example.com', card, card, card]);
    expect(errorsOf(outcome)).toEqual([
      'card_number reference (Ref)',
      'card_number customer.name (customer.name)',
      'invalid customer.phone (customer.phone)',
      'card_number metadata.note (metadata.note)',
      'wrong_format methods.card (methods.card)',
    ]);
    expect(JSON.stringify(outcome)).not.toMatch(/1111/);
    const allpay = await checker('allpay', ['Amount', 'currency', 'PRN', 'firstName', 'lastName']);
    expect(await allpay(['86.40', 'GBP', '4111111111111111110', 'Ada', 'Byron'])).toMatchObject({
      ok: true,
      terms: { providerOptions: { payment_reference_number: '4111111111111111110' } },
    });
  });

  it('is the connection, where that is retired', async () => {
    const retired = checker('felloh', HEADER, { columns, connection: { retiredAt: 5 } });
    await expect(retired).rejects.toThrow('validation_error');
  });
});

describe('the estimate', () => {
  it('counts what we send', async () => {
    const estimateOf = async (provider: string, defaults: Record<string, unknown>, org?: string) => {
      const setting = { columns, defaults: { description: 'x', ...defaults }, ...(org ? { org } : {}) };
      const header = provider === 'fortis' ? HEADER : [...HEADER, 'customer.reference'];
      const outcome = await (await checker(provider, header, setting))(
        [...ADA, 'C77'].slice(0, header.length),
      );
      return outcome.ok ? outcome.estimate : outcome.errors;
    };
    const both = { delivery: { channels: ['sms', 'email'] } };
    expect(await estimateOf('paypoint', both)).toEqual({ sms: 1, email: 1, segments: 1 });
    const provider = { delivery: { channels: ['sms'], sender: 'provider' } };
    expect(await estimateOf('paypoint', provider)).toEqual({ sms: 1, email: 0, segments: 0 });

    const deps = { table, clock, publicBaseUrl };
    const { organisation: own } = await createOrganisation(
      { table, clock },
      { name: 'Ada Travel', mode: 'test' },
    );
    const words = `{{sender}}: {{url}} for {{name}} ${'words '.repeat(20)}end`;
    await keepWording(deps, own.id, 'cy', { sms: { first: { text: words } } });
    expect(await estimateOf('paypoint', both, own.id)).toEqual({ sms: 1, email: 1, segments: 1 });
    const welsh = { ...both, customer: { language: 'cy-GB' } };
    expect(await estimateOf('paypoint', welsh, own.id)).toEqual({ sms: 1, email: 1, segments: 2 });
  });
});

describe('a connection of which links are made', () => {
  it('is marked as used once', async () => {
    const opened = openedAt('felloh', { org: organisation.id });
    await putNewConnection(table, opened.connection);
    const resolved = resolveColumns(HEADER, { account: opened, columns });
    if (!resolved.ok) throw new Error('header');
    const making = (makesLinks: boolean) =>
      createRowChecker({ table, clock, openConnection: async () => opened, publicBaseUrl }, organisation.id, {
        connection: 'felloh-main',
        columns: resolved.columns,
        readers: rowBodyReader,
        makesLinks,
      });
    await making(false);
    expect(await getConnection(table, organisation.id, 'felloh-main')).not.toHaveProperty('usedAt');
    await making(true);
    expect(await getConnection(table, organisation.id, 'felloh-main')).toHaveProperty('usedAt', NOW);
  });
});

describe('the template', () => {
  it.each(PROVIDERS)('of %s has a row that is valid', async (provider) => {
    const row = templateRow(provider) ?? {};
    const check = await checker(provider, Object.keys(row));
    expect(await check(Object.values(row))).toMatchObject({
      ok: true,
      terms: { provider, customer: { firstName: 'Ada', lastName: 'Byron', phone: '+447700900123' } },
      estimate: { sms: 1, email: 1, segments: 1 },
    });
    expect(Object.values(row).join('')).not.toMatch(/[",\r\n;\t]|^[=+@-]/m);
    expect(templateCsv(provider)?.split('\r\n')).toEqual([
      Object.keys(row).join(),
      Object.values(row).join(),
      '',
    ]);
  });

  it('is of providers that there are', () => {
    expect(templateCsv('stripe')).toBeUndefined();
  });
});
