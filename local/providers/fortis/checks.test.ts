import { describe, expect, test } from 'vitest';
import { ach, faults, fortis, newLink, paylinks, unknownId } from './test-client.ts';

describe('checks, in their order', () => {
  test('path and method come first', async () => {
    const { raw } = await fortis();
    for (const [method, path, expected, allow] of [
      ['GET', '/v2', 404, null],
      ['GET', '/v2/paylinks/', 404, null],
      ['POST', `${paylinks}/${unknownId}/send`, 404, null],
      ['DELETE', '/v2/nowhere', 404, null],
      ['POST', '/v2/token', 404, null],
      ['PUT', paylinks, 405, 'POST, GET'],
      ['PATCH', `${paylinks}/${unknownId}`, 405, 'GET, PUT, DELETE'],
      ['GET', `${paylinks}/${unknownId}/resend`, 405, 'POST'],
      ['POST', '/v2/transactions', 405, 'GET'],
    ] as const) {
      const { status, json, headers } = await raw(method, path);
      expect([method, path, status, headers.get('allow')]).toEqual([method, path, expected, allow]);
      expect(json).toMatchObject({ code: 0, status: expected, message: expect.any(String) });
    }
  });

  test('the three headers, then media type and JSON, then the record, then fields', async () => {
    const { raw, keys } = await fortis();
    const type = { 'content-type': 'application/json' };
    const send = async (headers: Record<string, string>, body: string) => {
      const { status, json } = await raw('PUT', `${paylinks}/${unknownId}?x=1`, { headers, body });
      return [status, json.name];
    };
    for (const name of Object.keys(keys)) {
      const { [name as keyof typeof keys]: _, ...others } = keys;
      expect(await send({ ...others, ...type }, '{')).toEqual([401, 'Unauthorized']);
      expect(await send({ ...keys, [name]: 'x' }, '{')).toEqual([401, 'Unauthorized']);
    }
    expect(await send({ ...keys, 'content-type': 'text/plain' }, '{')).toEqual([
      415,
      'Unsupported Media Type',
    ]);
    for (const body of [
      '{',
      '',
      '[]',
      'null',
      '{}',
      '{"paylink": null}',
      '{"paylink": []}',
      '{"paylink": "x"}',
    ])
      expect([body, ...(await send({ ...keys, ...type }, body))]).toEqual([body, 400, 'Bad Request']);
    expect(
      await send({ ...keys, 'content-type': 'Application/JSON; charset=utf-8' }, '{"paylink": {"x": 1}}'),
    ).toEqual([404, 'Not Found']);
  });

  test('no body where none is expected, told before the record', async () => {
    const { raw, keys } = await fortis();
    for (const [method, path] of [
      ['DELETE', `${paylinks}/${unknownId}`],
      ['POST', `${paylinks}/${unknownId}/resend`],
    ] as const) {
      const { status, json } = await raw(method, path, { headers: keys, body: '{}' });
      expect([status, json.name]).toEqual([400, 'Bad Request']);
    }
  });

  test('a missing record has an empty answer on DELETE and resend only', async () => {
    const { call } = await fortis();
    for (const id of [unknownId, 'short', 'constructor', '__proto__']) {
      expect((await call('GET', `${paylinks}/${id}?x=1`)).json).toMatchObject({
        name: 'Not Found',
        status: 404,
      });
      expect((await call('PUT', `${paylinks}/${id}`, { paylink: {} })).json.status).toBe(404);
      for (const [method, path] of [
        ['DELETE', `${paylinks}/${id}?x=1`],
        ['POST', `${paylinks}/${id}/resend`],
      ] as const) {
        const { status, text } = await call(method, path);
        expect([status, text]).toEqual([404, '']);
      }
    }
  });

  test('fields before state', async () => {
    const { create, put, call, simulator } = await fortis();
    const id = await create();
    simulator.act({ action: 'pay', link: id });
    expect(faults(await put(id, { colour: 1, email: 'x' }))).toEqual([422, 'colour', 'email']);
    expect(faults(await put(id, { email: 'ada@example.com' }))).toEqual([422, 'status_id']);
    expect(faults(await put(id, {}))).toEqual([422, 'status_id']);
    expect(faults(await call('DELETE', `${paylinks}/${id}?x=1`))).toEqual([422, 'x']);
    expect(faults(await call('DELETE', `${paylinks}/${id}`))).toEqual([422, 'status_id']);
    expect(simulator.ledger()[0]).toMatchObject({ state: 'paid', email: null });
  });

  test('all faults at once, unknown parameters and members beside the paylink among them', async () => {
    const { call, create } = await fortis();
    const body = { paylink: { ...newLink, amount_due: '1', email: 'x', active: 1 }, extra: 1 };
    expect(faults(await call('POST', `${paylinks}?expand=contact`, body))).toEqual([
      422,
      'expand',
      'extra',
      'active',
      'amount_due',
      'email',
    ]);
    const id = await create();
    expect(faults(await call('POST', `${paylinks}/${id}/resend?x=1`))).toEqual([422, 'x']);
    expect(faults(await call('GET', `${paylinks}/${id}?status_id=0&expand=a`))).toEqual([
      422,
      'status_id',
      'expand',
    ]);
  });
});

/** What a POST and a PUT refuse alike. */
const refused: readonly (readonly [string, unknown])[] = [
  ['cc_product_transaction_id', ach],
  ['cc_product_transaction_id', 'short'],
  ['cc_product_transaction_id', 1],
  ['ach_product_transaction_id', newLink.cc_product_transaction_id],
  ['ach_product_transaction_id', 'x'.repeat(37)],
  ['amount_due', '150.50'],
  ['amount_due', 0],
  ['amount_due', -1],
  ['amount_due', 1.005],
  ['amount_due', 100000000],
  ['amount_due', 1e21],
  ['amount_due', true],
  ['email', 'a@b'],
  ['email', 'ada.example.com'],
  ['email', 'ada@@example.com'],
  ['email', `${'a'.repeat(117)}@example.com`],
  ['email', ''],
  ['email', ['ada@example.com']],
  ['cell_phone', '202555014'],
  ['cell_phone', '12025550143'],
  ['cell_phone', '+12025550143'],
  ['cell_phone', 2025550143],
  ['contact_id', unknownId],
  ['contact_id', 'short'],
  ['contact_id', 7],
  ['contact_api_id', 'cust-9'],
  ['contact_api_id', ''],
  ['contact_api_id', 'x'.repeat(65)],
  ['delivery_method', 4],
  ['delivery_method', -1],
  ['delivery_method', 1.5],
  ['delivery_method', '0'],
  ['delivery_method', false],
  ['expire_date', '2026-3-31'],
  ['expire_date', '2026-02-30'],
  ['expire_date', '2026-03-31T00:00:00Z'],
  ['expire_date', '2026-03-01'],
  ['expire_date', 20260331],
  ['paylink_api_id', 'x'.repeat(65)],
  ['paylink_api_id', 1],
  ['id', unknownId],
  ['active', 0],
  ['description', null],
  ['display_billing_fields', 0],
  ['display_product_transaction_receipt_details', 0],
  ['created_user_id', newLink.location_id],
  ['created_ts', 1],
  ['tags', []],
  ['constructor', 1],
];

describe('every field', () => {
  test.each(refused)('refuses %s %j', async (field, value) => {
    const { post, put, create, simulator } = await fortis();
    expect(faults(await post({ [field]: value }))).toEqual([422, field]);
    expect(simulator.ledger()).toEqual([]);
    const id = await create({ ach_product_transaction_id: ach });
    expect(faults(await put(id, { [field]: value }))).toEqual([422, field]);
    expect(simulator.ledger()[0]?.modified_at).toBe(simulator.ledger()[0]?.created_at);
  });

  test('what is missing, or only for one of the two', async () => {
    const { call, post, put, create } = await fortis();
    expect(faults(await call('POST', paylinks, { paylink: {} }))).toEqual([
      422,
      'location_id',
      'amount_due',
      'cc_product_transaction_id',
      'ach_product_transaction_id',
    ]);
    expect(faults(await post({ amount_due: null }))).toEqual([422, 'amount_due']);
    expect(faults(await post({ location_id: 'a'.repeat(24) }))).toEqual([422, 'location_id']);
    expect(faults(await post({ location_id: 1 }))).toEqual([422, 'location_id']);
    expect(faults(await post({ status_id: 0 }))).toEqual([422, 'status_id']);
    const id = await create();
    expect(faults(await put(id, { location_id: newLink.location_id }))).toEqual([422, 'location_id']);
    for (const name of ['amount_due', 'status_id'])
      expect(faults(await put(id, { [name]: null }))).toEqual([422, name]);
    for (const status_id of [2, '1', true])
      expect(faults(await put(id, { status_id }))).toEqual([422, 'status_id']);
  });

  test('addresses are needed for the methods that use them', async () => {
    const { post, put, create } = await fortis();
    expect(faults(await post({ delivery_method: 1 }))).toEqual([422, 'email']);
    expect(faults(await post({ delivery_method: 2 }))).toEqual([422, 'cell_phone']);
    expect(faults(await post({ delivery_method: 3 }))).toEqual([422, 'email', 'cell_phone']);
    expect(faults(await post({ delivery_method: 3, email: 'x' }))).toEqual([422, 'email', 'cell_phone']);
    const id = await create({ delivery_method: 1, email: 'ada@example.com' });
    expect(faults(await put(id, { email: null }))).toEqual([422, 'email']);
    expect(faults(await put(id, { delivery_method: 2 }))).toEqual([422, 'cell_phone']);
  });

  test('the limits themselves are allowed', async () => {
    const { post } = await fortis();
    for (const [amount_due, answered] of [
      [0.01, '0.01'],
      [1, '1.00'],
      [0.1, '0.10'],
      [1.29, '1.29'],
      [99999999.99, '99999999.99'],
    ] as const) {
      const { status, json } = await post({ amount_due });
      expect([status, json.paylink.amount_due]).toEqual([201, answered]);
    }
    const email = `${'a'.repeat(116)}@example.com`;
    expect((await post({ email: 'a@b.c' })).status).toBe(201);
    expect((await post({ email, paylink_api_id: 'x'.repeat(64) })).status).toBe(201);
    for (let n = 0; n < 2; n += 1)
      expect((await post({ paylink_api_id: '' })).json.paylink.paylink_api_id).toBeNull();
    expect((await post({ expire_date: '2026-03-02' })).json.paylink.expire_date).toBe('2026-03-02');
  });
});
