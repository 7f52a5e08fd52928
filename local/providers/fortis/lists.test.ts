import { describe, expect, test } from 'vitest';
import { ach, faults, fortis, newLink, second, start } from './test-client.ts';

describe('list', () => {
  test.each([
    ['page', '0'],
    ['page', 'x'],
    ['page', '-1'],
    ['page', '1.5'],
    ['page_size', '0'],
    ['page_size', ''],
    ['sort', 'colour'],
    ['sort', '-'],
    ['sort', '_links'],
    ['sort', 'created_ts,id'],
    ['colour', 'red'],
    ['contact_api_id', 'cust-1001'],
    ['_links', 'x'],
    ['expand', 'nothing'],
    ['constructor', 'x'],
  ])('refuses %s=%s', async (name, value) => {
    const { list } = await fortis();
    expect(faults(await list(`?${name}=${value}`))).toEqual([422, name]);
  });

  test('newest first, 20 a page, with links while a further page exists', async () => {
    const { create, list, clock, simulator } = await fortis();
    const made: string[] = [];
    for (let n = 0; n < 45; n += 1) {
      made.push(await create());
      if (n % 2) clock.at += second;
    }
    clock.at += 10 * second;
    const newest = made.toReversed();
    const ids = async (query: string) =>
      (await list(query)).json.paylinks.map(({ id }: { id: string }) => id);
    expect(await ids('')).toEqual(newest.slice(0, 20));
    const seen = [];
    let next: string | undefined = `${simulator.url}/v2/paylinks?sort=created_ts&page_size=10`;
    while (next !== undefined) {
      const { json } = await list(next.slice(next.indexOf('?')));
      seen.push(...json.paylinks.map(({ id }: { id: string }) => id));
      next = json.meta.pagination.links.next?.href;
    }
    expect(seen).toEqual(made);
    const last = (await list('?page=3')).json.meta;
    expect(last).toEqual({
      pagination: {
        links: { self: { href: `${simulator.url}/v2/paylinks?page=3` } },
        totalCount: 45,
        pageCount: 3,
        currentPage: 2,
        perPage: 20,
      },
      sort: { attributes: { created_ts: 'desc' } },
    });
    const beyond = await list('?page=4');
    expect([beyond.status, beyond.json.paylinks]).toEqual([200, []]);
    expect(beyond.json.meta.pagination.links.next).toBeUndefined();
    const large = (await list('?page_size=500')).json;
    expect([large.paylinks.length, large.meta.pagination.perPage]).toEqual([45, 100]);
  });

  test('every returned column is a filter, compared as text, joined by and', async () => {
    const { create, list, get, clock, simulator } = await fortis();
    const plain = await create();
    clock.at += second;
    const full = await create({
      cc_product_transaction_id: null,
      ach_product_transaction_id: ach,
      contact_api_id: 'cust-1001',
      amount_due: 9,
      email: 'ada+1@example.com',
      cell_phone: '2025550143',
      delivery_method: 0,
      expire_date: '2026-03-31',
      paylink_api_id: 'ref1',
    });
    simulator.act({ action: 'pay', link: full });
    clock.at += 5 * second;
    const ids = async (query: Record<string, string>) =>
      (await list(`?${new URLSearchParams(query)}`)).json.paylinks.map(({ id }: { id: string }) => id);
    const { _links, ...record } = await get(full);
    const shared = [
      'location_id',
      'delivery_method',
      'active',
      'description',
      'created_user_id',
      'modified_user_id',
    ];
    for (const [name, value] of Object.entries(record)) {
      const both = shared.includes(name) || name.startsWith('display_');
      expect([name, await ids({ [name]: value === null ? '' : String(value) })]).toEqual([
        name,
        both ? [full, plain] : [full],
      ]);
    }
    expect(await ids({ amount_due: '9' })).toEqual([]);
    expect(await ids({ status_id: '0' })).toEqual([plain]);
    expect(await ids({ status_id: '1', paylink_api_id: 'ref2' })).toEqual([]);
    expect(await ids({ location_id: 'elsewhere' })).toEqual([]);
    expect(await ids({ sort: 'amount_due' })).toEqual([full, plain]);
    expect(await ids({ sort: '-amount_due' })).toEqual([plain, full]);
    expect(await ids({ sort: 'email' })).toEqual([plain, full]);
  });

  test('a new paylink appears after the lag, reading it has none', async () => {
    const { create, list, get, clock, simulator } = await fortis();
    const id = await create({ paylink_api_id: 'ref1' });
    const count = async () => (await list('?paylink_api_id=ref1')).json.meta.pagination.totalCount;
    clock.at = start + 5 * second - 1;
    expect([await count(), (await get(id)).id]).toEqual([0, id]);
    clock.at += 1;
    expect(await count()).toBe(1);
    simulator.configure({ list_lag_seconds: 60 });
    expect(await count()).toBe(0);
    simulator.configure({ list_lag_seconds: null });
    expect(await count()).toBe(1);
  });
});

describe('transactions', () => {
  test('by paylink, at once, with paging and filters of their own', async () => {
    const { create, call, simulator, clock } = await fortis();
    const id = await create({ ach_product_transaction_id: ach, contact_api_id: 'cust-1001' });
    const other = await create();
    simulator.act({ action: 'fail', link: id, method: 'card' });
    clock.at += second;
    simulator.act({ action: 'pay', link: id, method: 'bank' });
    simulator.act({ action: 'pay', link: other });
    const list = async (query: string) => (await call('GET', `/v2/transactions?${query}`)).json;
    const { transactions, meta } = await list(`paylink_id=${id}`);
    expect(transactions).toMatchObject([
      {
        paylink_id: id,
        payment_method: 'ach',
        status_id: 131,
        transaction_amount: '150.50',
        auth_amount: '150.50',
        product_transaction_id: ach,
        contact_id: simulator.fixtures.contact.id,
        settle_date: null,
      },
      {
        payment_method: 'cc',
        status_id: 301,
        reason_code_id: 1500,
        auth_amount: '0.00',
        product_transaction_id: newLink.cc_product_transaction_id,
      },
    ]);
    expect(meta.pagination).toMatchObject({ totalCount: 2, pageCount: 1, perPage: 20 });
    expect((await list('payment_method=cc&sort=created_ts')).transactions).toHaveLength(2);
    expect((await list('page_size=2&page=2')).transactions).toHaveLength(1);
    for (const wrong of ['expand=contact', 'paylink=x', 'email=x', 'page=0', 'sort=email'])
      expect((await call('GET', `/v2/transactions?${wrong}`)).status).toBe(422);
  });
});
