import { describe, expect, test } from 'vitest';
import { day, felloh, newLink, start } from './test-client.ts';

const links = '/agent/payment-links';

describe('create', () => {
  const refused: readonly (readonly [string, unknown])[] = [
    ['customer_name', ' '],
    ['customer_name', 1],
    ['customer_name', null],
    ['email', 'ada'],
    ['email', 'ada@@example.com'],
    ['email', null],
    ['organisation', 5],
    ['organisation', null],
    ['amount', 0],
    ['amount', 1.5],
    ['amount', '100'],
    ['amount', 100_000_000],
    ['amount', null],
    ['type', 'OTHER'],
    ['type', null],
    ['booking_id', 1],
    ['customer_id', 1],
    ['open_banking_enabled', 'true'],
    ['card_enabled', 1],
    ['description', 5],
    ['expires_at', '2026-02-30'],
    ['expires_at', '2026-03-01'],
    ['expires_at', '31/03/2026'],
    ['expires_at', '2026-03-31T10:00:00'],
    ['currency', 'GBP'],
    ['authorisation_only', 'no'],
    ['surcharging_enabled', 1],
    ['dcc_enabled', 1],
    ['excluded_card_types', ['DISCOVER']],
    ['excluded_card_types', 'AMEX'],
    ['excluded_card_types', ['amex']],
    ['excluded_card_regions', ['EU']],
    ['hide_store_card', 'yes'],
    ['store_card_forced', 0],
    ['success_url', 'http://example.com/'],
    ['failure_url', 'nowhere'],
    ['cancel_url', 'javascript:alert(1)'],
    ['colour', 'blue'],
    ['constructor', 'blue'],
  ];

  test.each(refused)('refuses %s %j', async (field, value) => {
    const { codes, simulator } = await felloh();
    expect(await codes('PUT', links, { ...newLink, [field]: value })).toEqual([422, `payment_link.${field}`]);
    expect(simulator.ledger()).toEqual([]);
  });

  test('names all faulty fields at once, own and unknown', async () => {
    const { raw, login } = await felloh();
    const headers = {
      accept: '*/*',
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${await login()}`,
    };
    const body =
      '{"amount": -1, "open_banking_enabled": false, "card_enabled": false, "__proto__": {"x": 1}}';
    const { json } = await raw('PUT', `${links}?dry=1`, { headers, body });
    const codes = json.errors.map(({ code }: { code: string }) => code.replace('payment_link.', ''));
    expect(codes.toSorted()).toEqual(
      [
        '__proto__',
        'amount',
        'card_enabled',
        'customer_name',
        'dry',
        'email',
        'open_banking_enabled',
        'organisation',
        'type',
      ].toSorted(),
    );
  });

  test('takes every field, and null as absent', async () => {
    const { create, get, simulator } = await felloh();
    const id = await create({
      currency: 'EUX',
      description: 'Balance',
      open_banking_enabled: false,
      authorisation_only: true,
      surcharging_enabled: false,
      dcc_enabled: true,
      excluded_card_types: ['VISA', 'AMEX'],
      excluded_card_regions: ['INTRA'],
      hide_store_card: true,
      store_card_forced: false,
      booking_id: null,
      expires_at: '2026-03-31T10:00:00+01:00',
      success_url: 'https://example.com/ok',
      failure_url: 'http://localhost:3000/no',
      cancel_url: 'http://127.0.0.1:3000/back',
    });
    expect(await get(id)).toMatchObject({
      booking: null,
      customer: null,
      methods: { open_banking: false, card: true },
      currency: 'EUX',
      hide_store_card: true,
      store_card_forced: false,
      expires_at: '2026-03-31T09:00:00.000Z',
      success_url: 'https://example.com/ok',
    });
    expect(simulator.ledger()[0]).toMatchObject({
      authorisation_only: true,
      dcc_enabled: true,
      state: 'open',
    });
  });

  test('thirty days by default, GBX, and twice is two links', async () => {
    const { create, get } = await felloh();
    const [one, other] = [await create(), await create()];
    expect(one).not.toBe(other);
    expect(await get(one)).toMatchObject({
      currency: 'GBX',
      description: null,
      expires_at: new Date(start + 30 * day).toISOString(),
      methods: { open_banking: true, card: true },
    });
  });

  test('today is not past until it is over', async () => {
    const { create, get } = await felloh();
    expect((await get(await create({ expires_at: '2026-03-02' }))).expires_at).toBe(
      '2026-03-02T23:59:59.999Z',
    );
  });
});
