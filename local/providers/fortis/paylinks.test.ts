import { describe, expect, test } from 'vitest';
import { ach, day, faults, fortis, newLink, paylinks, second, start } from './test-client.ts';

const contact = '11ef939cccb05bf494a312a1';

describe('create', () => {
  test('absent and null are the same; one product leaves the other null', async () => {
    const { post, simulator } = await fortis();
    const nulls = Object.fromEntries(
      [
        'email',
        'cell_phone',
        'contact_id',
        'contact_api_id',
        'delivery_method',
        'expire_date',
        'paylink_api_id',
      ].map((name) => [name, null]),
    );
    const { json } = await post({
      ...nulls,
      cc_product_transaction_id: null,
      ach_product_transaction_id: ach,
    });
    expect(json.paylink).toMatchObject({
      cc_product_transaction_id: null,
      ach_product_transaction_id: ach,
      contact_id: null,
      email: null,
      cell_phone: null,
      delivery_method: 0,
      expire_date: null,
      paylink_api_id: null,
      description: null,
    });
    expect(json.paylink.id).toMatch(/^[0-9a-f]{24}$/);
    expect('contact_api_id' in json.paylink).toBe(false);
    expect(simulator.ledger()).toMatchObject([
      { id: json.paylink.id, state: 'open', reference: null, amount: 15050, currency: 'USD', amount_paid: 0 },
    ]);
  });

  test('an own id of a contact becomes the contact’s', async () => {
    const { post, create, put } = await fortis();
    expect((await post({ contact_api_id: 'cust-1001' })).json.paylink.contact_id).toBe(contact);
    expect((await post({ contact_id: contact })).json.paylink.contact_id).toBe(contact);
    const id = await create();
    expect((await put(id, { contact_api_id: 'cust-1001' })).json.paylink.contact_id).toBe(contact);
    expect((await put(id, { email: 'ada@example.com' })).json.paylink.contact_id).toBe(contact);
    expect((await put(id, { contact_api_id: null })).json.paylink.contact_id).toBeNull();
    await put(id, { contact_id: contact });
    expect((await put(id, { contact_id: null })).json.paylink.contact_id).toBeNull();
  });

  test('one paylink_api_id makes one paylink, even after it was deleted', async () => {
    const { post, put, create, call } = await fortis();
    const id = await create({ paylink_api_id: 'ref1' });
    const other = await create({ paylink_api_id: 'ref2' });
    expect(faults(await post({ paylink_api_id: 'ref1' }))).toEqual([422, 'paylink_api_id']);
    expect(faults(await put(other, { paylink_api_id: 'ref1' }))).toEqual([422, 'paylink_api_id']);
    expect((await put(id, { paylink_api_id: 'ref1' })).status).toBe(200);
    await call('DELETE', `${paylinks}/${id}`);
    expect(faults(await post({ paylink_api_id: 'ref1' }))).toEqual([422, 'paylink_api_id']);
  });
});

describe('update', () => {
  test('changes what is given, clears with null, and tells the time', async () => {
    const { create, put, get, clock } = await fortis();
    const id = await create({
      email: 'ada@example.com',
      cell_phone: '2025550143',
      expire_date: '2026-03-31',
    });
    clock.at += 90 * second;
    const { json } = await put(id, {
      email: null,
      amount_due: 1,
      expire_date: '2026-04-30',
      delivery_method: 2,
    });
    expect(json.paylink).toMatchObject({
      email: null,
      cell_phone: '2025550143',
      amount_due: '1.00',
      expire_date: '2026-04-30',
      delivery_method: 2,
      created_ts: Math.floor(start / 1000),
      modified_ts: Math.floor(start / 1000) + 90,
    });
    clock.at += second;
    expect((await put(id, {})).json.paylink).toEqual(json.paylink);
    expect(await get(id)).toEqual(json.paylink);
    expect((await put(id, { expire_date: null, delivery_method: null })).json.paylink).toMatchObject({
      expire_date: null,
      delivery_method: 0,
    });
  });

  test('products are exchanged before a payment, never both cleared', async () => {
    const { create, put, simulator } = await fortis();
    const id = await create();
    const cc = newLink.cc_product_transaction_id;
    const both = ['cc_product_transaction_id', 'ach_product_transaction_id'];
    expect(faults(await put(id, { cc_product_transaction_id: null }))).toEqual([422, ...both]);
    const { json } = await put(id, { cc_product_transaction_id: null, ach_product_transaction_id: ach });
    expect([json.paylink.cc_product_transaction_id, json.paylink.ach_product_transaction_id]).toEqual([
      null,
      ach,
    ]);
    simulator.act({ action: 'fail', link: id });
    expect((await put(id, { cc_product_transaction_id: cc })).status).toBe(200);
    simulator.act({ action: 'pay', link: id, method: 'card' });
    simulator.act({ action: 'paylink_status', link: id, status: '0' });
    expect(faults(await put(id, { ach_product_transaction_id: null }))).toEqual([422, both[1]]);
    expect((await put(id, { cc_product_transaction_id: cc })).status).toBe(200);
  });

  test('status_id can be set, which fakes a payment', async () => {
    const { create, put, get, simulator } = await fortis();
    const id = await create();
    expect((await put(id, { status_id: 0 })).json.paylink.status_id).toBe(0);
    expect((await put(id, { status_id: 1 })).json.paylink.status_id).toBe(1);
    expect(await get(id)).toMatchObject({ status_id: 1, active: 1 });
    expect(simulator.ledger()[0]).toMatchObject({ state: 'paid', amount_paid: 0, transactions: [] });
  });

  test('an expired paylink may be given more time', async () => {
    const { create, put, clock, simulator } = await fortis();
    const id = await create({ expire_date: '2026-03-02' });
    clock.at += day;
    expect(simulator.ledger()[0]?.state).toBe('expired');
    expect((await put(id, { amount_due: 2 })).status).toBe(200);
    expect((await put(id, { expire_date: '2026-03-03' })).status).toBe(200);
    expect(simulator.ledger()[0]?.state).toBe('open');
  });
});

describe('delete', () => {
  test('has no body, and the paylink is not found any more', async () => {
    const { create, call, put, list, simulator, clock } = await fortis();
    const id = await create();
    const { status, text } = await call('DELETE', `${paylinks}/${id}`);
    expect([status, text]).toEqual([204, '']);
    clock.at += 10 * second;
    expect((await call('GET', `${paylinks}/${id}`)).status).toBe(404);
    expect((await put(id, {})).status).toBe(404);
    for (const [method, path] of [
      ['DELETE', `${paylinks}/${id}`],
      ['POST', `${paylinks}/${id}/resend`],
    ] as const) {
      const answer = await call(method, path);
      expect([answer.status, answer.text]).toEqual([404, '']);
    }
    expect((await list()).json.paylinks).toEqual([]);
    expect(simulator.ledger()).toMatchObject([{ id, state: 'deleted' }]);
  });
});

describe('expands', () => {
  test('each adds its member, before the links', async () => {
    const { create, get, call, simulator } = await fortis({ timeZone: 'America/New_York' });
    const id = await create({ contact_id: contact, email: 'ada@example.com', cell_phone: '2025550143' });
    const all = 'contact,email_blacklist,sms_blacklist,location,tags,created_user,payment_url';
    const { fixtures, pageBaseUrl } = simulator;
    const expanded = await get(id, `?expand=${all}`);
    expect(expanded).toMatchObject({
      contact: fixtures.contact,
      email_blacklist: null,
      sms_blacklist: null,
      location: {
        id: fixtures.locationId,
        name: 'Example Travel',
        tz: 'America/New_York',
        branding_domain_url: new URL(pageBaseUrl).host,
      },
      tags: [],
      created_user: fixtures.user,
      payment_url: `${pageBaseUrl}/paylink?id=${id}`,
    });
    expect(Object.keys(expanded).slice(-8)).toEqual([...all.split(','), '_links']);
    expect((await get(id)).payment_url).toBeUndefined();
    expect(faults(await call('GET', `${paylinks}/${id}?expand=contact,constructor`))).toEqual([
      422,
      'expand',
    ]);
    expect((await get(id, '?expand=')).contact).toBeUndefined();
  });

  test('blacklists, no contact, and lists too', async () => {
    const { create, get, list, simulator, clock } = await fortis();
    const id = await create({ email: 'ada@example.com', cell_phone: '2025550143' });
    simulator.act({ action: 'blacklist', link: id, method: 'sms' });
    const names = '?expand=contact,email_blacklist,sms_blacklist';
    expect(await get(id, names)).toMatchObject({
      contact: null,
      email_blacklist: null,
      sms_blacklist: {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        isBlacklisted: true,
        detail: expect.any(String),
        created_ts: Math.floor(start / 1000),
      },
    });
    clock.at += 5 * second;
    expect((await list(names)).json.paylinks[0].sms_blacklist.isBlacklisted).toBe(true);
    expect(() => simulator.act({ action: 'blacklist', link: id, method: 'fax' })).toThrow('method must be');
  });
});

describe('native sending', () => {
  const addresses = { email: 'ada@example.com', cell_phone: '2025550143' };

  test('none, email, SMS or both when it is made', async () => {
    const { create, simulator } = await fortis();
    for (const delivery_method of [0, 1, 2, 3]) await create({ ...addresses, delivery_method });
    const at = new Date(start).toISOString();
    const email = { channel: 'email', to: 'ada@example.com', cause: 'create', at };
    const sms = { channel: 'sms', to: '2025550143', cause: 'create', at };
    expect(simulator.ledger().map(({ messages }) => messages)).toEqual([[], [email], [sms], [email, sms]]);
  });

  test('resend sends again, a PUT never', async () => {
    const { create, put, call, simulator, clock } = await fortis();
    const id = await create(addresses);
    const resend = () => call('POST', `${paylinks}/${id}/resend`);
    const sent = () => simulator.ledger()[0]?.messages.map(({ channel, cause }) => `${cause} ${channel}`);
    expect([(await resend()).status, sent()]).toEqual([204, []]);
    await put(id, { delivery_method: 3 });
    expect(sent()).toEqual([]);
    clock.at += second;
    const { status, text } = await resend();
    expect([status, text, sent()]).toEqual([204, '', ['resend email', 'resend sms']]);
    await put(id, { delivery_method: 1, expire_date: '2026-03-02' });
    await resend();
    expect(sent()?.length).toBe(3);
  });

  test('what is paid, expired or inactive is not sent', async () => {
    const { create, call, simulator, clock } = await fortis();
    const fields = { ...addresses, delivery_method: 1 };
    const [paid, late, inactive] = [
      await create(fields),
      await create({ ...fields, expire_date: '2026-03-02' }),
      await create(fields),
    ];
    simulator.act({ action: 'pay', link: paid });
    simulator.act({ action: 'deactivate', link: inactive });
    clock.at += day;
    for (const id of [paid, late, inactive])
      expect((await call('POST', `${paylinks}/${id}/resend`)).status).toBe(204);
    expect(simulator.ledger().map(({ messages }) => messages.length)).toEqual([1, 1, 1]);
  });
});
