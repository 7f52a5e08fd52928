import { describe, expect, test } from 'vitest';
import { allpay, newLink, unnamed } from './test-client.ts';

describe('creating', () => {
  test('answers a url and nothing else, another one each time; sends nothing', async () => {
    const { attempt, simulator } = await allpay();
    const [first, second] = [await attempt(), await attempt()];
    expect([first.status, Object.keys(first.json)]).toEqual([200, ['url']]);
    expect(first.json.url).not.toBe(second.json.url);
    expect(simulator.ledger().map(({ id, url }) => [id, url])).toEqual([
      ['884120', first.json.url],
      ['884121', second.json.url],
    ]);
    expect(simulator.ledger()[0]).toMatchObject({
      state: 'pending',
      status: null,
      amount: 8640,
      amount_paid: 0,
      our_reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH',
      summary: 'Ada Byron, £86.40',
      created_at: '2026-03-02T09:15:04.377Z',
      payments: [],
      messages: [],
    });
  });

  test('the customer is named by a PRN, or by a CRN with its client code', async () => {
    const { create, entry, message } = await allpay();
    const crn = { ...unnamed, clientReference: 'A1', clientCode: 'RENT' };
    expect(entry(await create(crn))).toMatchObject({
      payment_reference_number: null,
      client_reference: 'A1',
      client_code: 'RENT',
    });
    expect(await message('create', unnamed)).toEqual([
      400,
      'paymentReferenceNumber or clientReference is required',
    ]);
    expect(await message('create', { ...unnamed, clientCode: 'RENT' })).toEqual([
      400,
      'paymentReferenceNumber or clientReference is required',
    ]);
    expect(await message('create', { ...crn, clientCode: null })).toEqual([
      400,
      'clientCode is required with clientReference',
    ]);
    expect(await message('create', { ...newLink, clientReference: 'A1' })).toEqual([
      400,
      'paymentReferenceNumber is not allowed with clientReference',
    ]);
    expect(await message('create', { ...newLink, clientCode: 'RENT' })).toEqual([
      400,
      'clientCode is not allowed with paymentReferenceNumber',
    ]);
  });

  const long = (length: number) => 'é'.repeat(length);
  const crn = (fields: object) => ({ ...unnamed, clientReference: 'A1', clientCode: 'RENT', ...fields });
  test.each<[string, Record<string, unknown>, Record<string, unknown>[]]>([
    ['firstName', { firstName: long(50) }, [{ firstName: '' }, { firstName: long(51) }]],
    ['lastName', { lastName: 'B' }, [{ lastName: '' }, { lastName: long(51) }]],
    ['createdBy', { createdBy: long(50) }, [{ createdBy: '' }, { createdBy: long(51) }]],
    [
      'paymentReferenceNumber',
      { paymentReferenceNumber: '0'.repeat(19) },
      ['', '982600123456789012', '98260012345678901234', '982600123456789012X', ' 9826001234567890123'].map(
        (paymentReferenceNumber) => ({ paymentReferenceNumber }),
      ),
    ],
    [
      'clientReference',
      crn({ clientReference: 'Az09Az09Az09Az09' }),
      ['', 'Az09Az09Az09Az09X', 'TEN-1', 'é'].map((clientReference) => crn({ clientReference })),
    ],
    ['clientCode', crn({ clientCode: long(20) }), [crn({ clientCode: '' }), crn({ clientCode: long(21) })]],
    [
      'amount',
      { amount: 4000 },
      [0, -1, 0.001, 0.009, 4000.01, 12.345, 1e21, 1e-7].map((amount) => ({ amount })),
    ],
  ])('limits of %s', async (name, taken, refused) => {
    const { attempt, message } = await allpay();
    expect((await attempt(taken)).status).toBe(200);
    for (const fields of refused)
      expect([fields, await message('create', { ...newLink, ...fields })]).toEqual([
        fields,
        [400, expect.stringMatching(new RegExp(`^${name} (must|has)`))],
      ]);
  });

  test('every amount of pence comes in and goes out exact', async () => {
    const { create, clock, pending, simulator } = await allpay();
    const pence = [1, 10, 29, 57, 58, 101, 1105, 1999, 8640, 113_99, 4000_00 - 1, 4000_00];
    for (const amount of pence) await create({ amount: Number((amount / 100).toFixed(2)) });
    expect(simulator.ledger().map(({ amount }) => amount)).toEqual(pence);
    clock.at += 60_000;
    const { text } = await pending();
    expect([...text.matchAll(/"amount":([0-9.]+)/g)].map(([, amount]) => amount)).toEqual(
      pence.map((amount) => String(amount / 100)),
    );
  });

  test('a validated link wants an account that exists', async () => {
    const { attempt, message } = await allpay();
    const prn = { paymentReferenceNumber: '9826001234567890000' };
    expect((await attempt(prn)).status).toBe(200);
    expect(await message('create', { ...newLink, ...prn, validated: true })).toEqual([
      400,
      'There is no account with this reference',
    ]);
    const crn = { ...unnamed, clientReference: 'TEN0000', clientCode: 'RENT', validated: true };
    expect((await attempt(crn)).status).toBe(400);
    expect((await attempt({ ...crn, clientReference: 'TEN0001' })).status).toBe(200);
  });
});
