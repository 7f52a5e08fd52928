import { describe, expect, test } from 'vitest';
import { day, felloh, second, start } from './test-client.ts';

const links = '/agent/payment-links';
const unknownId = '11111111-2222-4333-8444-555555555555';

describe('list', () => {
  const refused: readonly (readonly [string, unknown])[] = [
    ['organisation', null],
    ['keyword', 1],
    ['skip', -1],
    ['skip', '0'],
    ['take', 0],
    ['take', 101],
    ['take', 1.5],
    ['show-child-organisations', 'false'],
    ['show_child_organisations', false],
    ['date_from', '2026-2-1'],
    ['date_to', '2026-03-02T00:00:00Z'],
    ['date_to', '2026-02-30'],
    ['filter_booking_exists', 1],
  ];

  test.each(refused)('refuses %s %j', async (field, value) => {
    const { codes } = await felloh();
    const body = { organisation: 'X1234', [field]: value };
    expect(await codes('POST', links, body)).toEqual([422, `payment_link.${field}`]);
  });

  test('pages newest first, with the total as a string, 50 at a time', async () => {
    const { clock, create, list } = await felloh();
    const made = [];
    for (let n = 0; n < 60; n += 1) {
      made.push(await create());
      if (n % 2) clock.at += 1;
    }
    clock.at += 10 * second;
    const newest = made.toReversed();
    const ids = async (fields: object) =>
      (await list({ ...fields })).json.data.map(({ id }: { id: string }) => id);
    expect(await ids({})).toEqual(newest.slice(0, 50));
    expect(await ids({ skip: 50, take: 100 })).toEqual(newest.slice(50));
    expect(await ids({ skip: 60 })).toEqual([]);
    const { json } = await list({ take: 1 });
    expect([json.data.length, json.meta.count, 'type' in json.data[0]]).toEqual([1, '60', false]);
  });

  test('filters by keyword, days, booking and child organisations, joined by and', async () => {
    const { clock, create, list, login, simulator } = await felloh();
    const booking_id = simulator.fixtures.booking.id;
    const [ada, grace, child] = [
      await create({ booking_id }),
      await create({ customer_name: 'Grace Hopper', email: 'grace@example.com' }),
      await create({ organisation: 'X1235' }),
    ];
    clock.at += day;
    await login();
    const late = await create({ customer_name: 'Edith Clarke', email: 'edith@example.com' });
    clock.at += 10 * second;
    const ids = async (fields: object) =>
      (await list({ ...fields })).json.data.map(({ id }: { id: string }) => id);
    expect(await ids({})).toEqual([late, grace, ada]);
    expect(await ids({ 'show-child-organisations': true })).toEqual([late, child, grace, ada]);
    expect(await ids({ organisation: 'X1235' })).toEqual([child]);
    expect(await ids({ keyword: 'HOPPER' })).toEqual([grace]);
    expect(await ids({ keyword: 'tour-00' })).toEqual([ada]);
    expect(await ids({ keyword: 'example.com', filter_booking_exists: false })).toEqual([late, grace]);
    expect(await ids({ filter_booking_exists: true })).toEqual([ada]);
    expect(await ids({ date_from: '2026-03-03' })).toEqual([late]);
    expect(await ids({ date_from: '2026-03-02', date_to: '2026-03-02' })).toEqual([grace, ada]);
    expect(await ids({ date_to: '2026-03-03', keyword: 'edith' })).toEqual([late]);
    expect((await list({ organisation: 'X9876' })).status).toBe(403);
  });

  test('a new link appears after the lag, its record at once; deleted ones are gone', async () => {
    const { clock, create, list, get, call, simulator } = await felloh();
    const id = await create();
    expect((await get(id)).id).toBe(id);
    clock.at += 10 * second - 1;
    expect((await list()).json.data).toEqual([]);
    clock.at += 1;
    expect((await list()).json.data).toHaveLength(1);
    simulator.configure({ list_lag_seconds: 60 });
    expect((await list()).json.meta.count).toBe('0');
    simulator.configure({ list_lag_seconds: 0 });
    await create();
    expect((await list()).json.meta.count).toBe('2');
    await call('DELETE', `${links}/${id}`);
    expect((await list()).json.meta.count).toBe('1');
  });
});

describe('transactions', () => {
  test.each([
    [{}, [422, 'transaction.organisation']],
    [{ organisation: 'X9876' }, [403, 'organisation.forbidden']],
    [{ organisation: 'X1234', statuses: 'PENDING' }, [422, 'transaction.statuses']],
    [{ organisation: 'X1234', statuses: ['DONE'] }, [422, 'transaction.statuses']],
    [
      { organisation: 'X1234', take: 101, skip: -1, keyword: 'x' },
      [422, 'transaction.skip', 'transaction.take', 'transaction.keyword'],
    ],
  ])('refuses %j', async (body, answer) => {
    const { codes } = await felloh();
    expect(await codes('POST', '/agent/transactions', body)).toEqual(answer);
  });

  test('are listed by status, newest first, paged', async () => {
    const { clock, create, call, simulator } = await felloh();
    const id = await create();
    const acted = ['open', 'cancel', 'fail', 'pay'].map((action) => {
      clock.at += 1;
      return simulator.act({ action, link: id, method: 'card' });
    });
    const listed = async (body: object) => {
      const { json } = await call('POST', '/agent/transactions', { organisation: 'X1234', ...body });
      return [json.meta.count, ...json.data.map(({ status }: { status: string }) => status)];
    };
    expect(acted).toHaveLength(4);
    expect(await listed({})).toEqual(['4', 'COMPLETE', 'DECLINED', 'ABANDONED', 'PENDING']);
    expect(await listed({ skip: 1, take: 1 })).toEqual(['4', 'DECLINED']);
    expect(await listed({ statuses: ['PENDING', 'REJECTED'] })).toEqual(['1', 'PENDING']);
    expect(await listed({ organisation: 'X1235' })).toEqual(['0']);
  });

  test('a held card payment is completed or reversed once', async () => {
    const { create, call, codes, get, simulator } = await felloh();
    const held = await create({ authorisation_only: true });
    simulator.act({ action: 'pay', link: held, method: 'card' });
    const [first] = (await get(held)).transactions;
    expect(first.completed_at).toBeNull();
    const done = await call('GET', `/agent/transactions/${first.id}/complete`);
    expect(done.json.data).toMatchObject({ status: 'COMPLETE', completed_at: new Date(start).toISOString() });
    for (const what of ['complete', 'reverse'])
      expect(await codes('GET', `/agent/transactions/${first.id}/${what}`)).toEqual([
        422,
        'transaction.status',
      ]);
    expect(await codes('GET', `/agent/transactions/${unknownId}/complete`)).toEqual([
      404,
      'transaction.not_found',
    ]);

    const other = await create({ authorisation_only: true });
    simulator.act({ action: 'pay', link: other });
    const [second] = (await get(other)).transactions;
    expect((await call('GET', `/agent/transactions/${second.id}/reverse`)).json.data.status).toBe(
      'ABANDONED',
    );
    expect(simulator.ledger().map(({ state }) => state)).toEqual(['paid', 'open']);
  });
});
