import { describe, expect, test } from 'vitest';
import { mandate, multi, newLink, schedule, smarterpay, validation } from './test-client.ts';

const texts = {
  description: 255,
  card_payment_custom_reference: 100,
  customer_custom_reference: 100,
  metadata: 1000,
  metadata_account_validation: 1000,
  metadata_bank_account: 1000,
  metadata_card: 1000,
  metadata_customer_account: 1000,
  metadata_mandate: 1000,
  metadata_recurrence_schedule: 1000,
};

describe('creating a payment link', () => {
  test('takes every property at its limit, on the page that permits it', async () => {
    const { create, get } = await smarterpay();
    const long = Object.fromEntries(Object.entries(texts).map(([name, limit]) => [name, 'é'.repeat(limit)]));
    const return_url = `https://shop.example.com/${'a'.repeat(2048 - 25)}`;
    const card = { ...newLink, ...long, return_url, recurrence_schedule: 'RS01SAMPLESCHEDULE01' };
    const answered = Object.fromEntries(
      Object.entries(card).filter(([name]) => name !== 'customer_custom_reference'),
    );
    const made = await create(card);
    expect(made).toMatchObject(answered);
    expect(made).not.toHaveProperty('customer_custom_reference');
    expect(await get(made.id)).toEqual(made);
    expect(made.url.length).toBeGreaterThan(300);

    const plan = {
      ...schedule,
      amount: '9999999999',
      start_date: '2026-04-01',
      end_date: '2028-02-29',
      first_collection_amount: 1,
      first_collection_date: '2026-04-02',
      recurrence_schedule_custom_reference: 'r'.repeat(100),
      description: '',
    };
    expect(await create(plan)).toMatchObject({ ...plan, first_collection_amount: '1' });
    const signed = { ...mandate, auddis: 'AUD1', bank_account_custom_reference: 'b'.repeat(100) };
    expect(await create(signed)).toMatchObject({ ...signed, account_validation_callback: false });
    expect(await create(validation)).toMatchObject({ ...validation, account_validation_callback: true });
  });

  test('counts characters, and gives an integer back as a string', async () => {
    const { create } = await smarterpay();
    expect((await create({ description: '😀'.repeat(255), amount: 2750 })).amount).toBe('2750');
  });

  test('each page has its own expiry', async () => {
    const { create } = await smarterpay();
    const expiry = async (fields: object) => (await create({ ...fields })).expiry;
    expect(await expiry({})).toBe('never');
    expect(await expiry(multi)).toBe('never');
    expect(await expiry({ ecommerce_page: 'EP02CARDEXPIRE000001' })).toBe('2026-03-03 09:15:04');
    expect(await expiry(mandate)).toBe('never');
    expect(await expiry(schedule)).toBe('2026-03-09 09:15:04');
    expect(await expiry(validation)).toBe('2026-03-05 09:15:04');
  });

  test('null is the same as nothing', async () => {
    const { create, post, refused } = await smarterpay();
    expect(
      (await create({ description: null, mandate: null, metadata: null, status: null })).description,
    ).toBeNull();
    expect(await refused(post({ ...newLink, ecommerce_page: null }))).toEqual([
      400,
      'required',
      'ecommerce_page',
    ]);
  });

  test('wants its wrapper', async () => {
    const { call, refused } = await smarterpay();
    const send = (body: unknown) => refused(call('POST', '/paymentlink', body));
    expect(await send({})).toEqual([400, 'required', 'payment_link']);
    for (const wrong of [null, [], 'text', 1])
      expect(await send({ payment_link: wrong })).toEqual([400, 'invalid_value', 'payment_link']);
    expect(await send(newLink)).toEqual([400, 'required', 'payment_link']);
    expect(await send({ payment_link: newLink, more: 1 })).toEqual([400, 'unknown_property', 'more']);
    expect(await send({ payment_link: {} })).toEqual([400, 'required', 'ecommerce_page']);
  });
});

describe('refuses', () => {
  const card: [string, unknown][] = [
    ['ecommerce_page', 'EP02UNKNOWNPAGE00001'],
    ['ecommerce_page', 1],
    ['customer_account', 'CA01SOMEBODYELSE0001'],
    ['bank_account', 'CA01SAMPLECUSTOMER01'],
    ['mandate', ''],
    ['recurrence_schedule', 7],
    ...[
      '0',
      '10000000000',
      '',
      '-1',
      '1.5',
      '27.50',
      '01',
      ' 1',
      '£1',
      '1e3',
      0,
      -1,
      1.5,
      1e15,
      true,
      {},
    ].map((amount): [string, unknown] => ['amount', amount]),
    ...Object.entries(texts).flatMap(([name, limit]): [string, unknown][] => [
      [name, 'x'.repeat(limit + 1)],
      [name, 1],
      [name, {}],
    ]),
    ...[
      'http://shop.example.com/done',
      'shop.example.com',
      'HTTPS://shop.example.com',
      'https://shop.example.com/?page=1',
      'https://shop.example.com/?a=1&payment=2',
      `https://shop.example.com/${'a'.repeat(2024)}`,
      'javascript:alert(1)',
      1,
    ].map((url): [string, unknown] => ['return_url', url]),
  ];
  test('what is wrong with a property, each by its name', async () => {
    const { post, refused, simulator } = await smarterpay();
    for (const [name, value] of card)
      expect([value, ...(await refused(post({ ...newLink, [name]: value })))]).toEqual([
        value,
        400,
        'invalid_value',
        name,
      ]);
    for (const [name, value] of [
      ['start_date', '2026-02-30'],
      ['end_date', '01/03/2026'],
      ['first_collection_date', '2026-03-02T00:00:00Z'],
      ['first_collection_date', 20260302],
      ['first_collection_amount', '0'],
      ['first_collection_amount', 'one'],
      ['recurrence_schedule_custom_reference', 'x'.repeat(101)],
    ] as const)
      expect([value, ...(await refused(post({ ...schedule, [name]: value })))]).toEqual([
        value,
        400,
        'invalid_value',
        name,
      ]);
    expect(await refused(post({ ...mandate, auddis: 5 }))).toEqual([400, 'invalid_value', 'auddis']);
    expect(await refused(post({ ...mandate, bank_account_custom_reference: 'x'.repeat(101) }))).toEqual([
      400,
      'invalid_value',
      'bank_account_custom_reference',
    ]);
    expect(simulator.ledger()).toEqual([]);
  });

  test('properties that no link, or no new link, can be given', async () => {
    const { post, refused, call } = await smarterpay();
    for (const name of [
      'status',
      'id',
      'url',
      'expiry',
      'visited_at',
      'completed_at',
      'created_at',
      'account_validation_callback',
      'currency',
      'email',
      'constructor',
    ])
      expect(await refused(post({ ...newLink, [name]: 'active' }))).toEqual([400, 'unknown_property', name]);
    expect(await refused(call('POST', '/paymentlink?limit=1', { payment_link: newLink }))).toEqual([
      400,
      'unknown_parameter',
      'limit',
    ]);
  });

  test('what the page lacks', async () => {
    const { post, refused } = await smarterpay();
    const { amount: _, ...noAmount } = newLink;
    const { mandate: _mandate, ...noMandate } = schedule;
    const { customer_account: _account, ...noAccount } = mandate;
    const { bank_account: _bank, ...noBank } = validation;
    expect(await refused(post(noAmount))).toEqual([400, 'required', 'amount']);
    expect(await refused(post(noMandate))).toEqual([400, 'required', 'mandate']);
    expect(await refused(post(noAccount))).toEqual([400, 'required', 'customer_account']);
    expect(await refused(post(noBank))).toEqual([400, 'required', 'bank_account']);
  });

  test('overrides that the page does not permit', async () => {
    const { post, refused } = await smarterpay();
    const others: [object, Record<string, unknown>][] = [
      [
        newLink,
        {
          auddis: 'A',
          bank_account_custom_reference: 'B',
          recurrence_schedule_custom_reference: 'C',
          start_date: '2026-04-01',
          end_date: '2026-04-01',
          first_collection_amount: '1',
          first_collection_date: '2026-04-01',
        },
      ],
      [mandate, { amount: '1', card_payment_custom_reference: 'A', start_date: '2026-04-01' }],
      [schedule, { auddis: 'A', card_payment_custom_reference: 'B', bank_account_custom_reference: 'C' }],
      [validation, { amount: '1', auddis: 'A', card_payment_custom_reference: 'B' }],
    ];
    for (const [base, properties] of others)
      for (const [name, value] of Object.entries(properties))
        expect(await refused(post({ ...base, [name]: value }))).toEqual([400, 'override_not_allowed', name]);
  });

  test('only the first fault is told', async () => {
    const { post, refused } = await smarterpay();
    expect(await refused(post({ colour: 1, metadata: 1, amount: 'x', ecommerce_page: 'EP' }))).toEqual([
      400,
      'invalid_value',
      'ecommerce_page',
    ]);
    expect(await refused(post({ ...newLink, colour: 1, metadata: 1, amount: 'x' }))).toEqual([
      400,
      'invalid_value',
      'amount',
    ]);
    expect(await refused(post({ ...mandate, auddis: 'A', amount: '1', colour: 1 }))).toEqual([
      400,
      'unknown_property',
      'colour',
    ]);
  });

  test('plain http, but for loopback', async () => {
    const { create } = await smarterpay();
    for (const return_url of ['http://127.0.0.1:3000/p/x/back/success', 'http://localhost/?a=1'])
      expect((await create({ return_url })).return_url).toBe(return_url);
  });
});
