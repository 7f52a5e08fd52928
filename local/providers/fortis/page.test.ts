import { describe, expect, test } from 'vitest';
import { ach, day, fortis, pagePath, start, unknownId } from './test-client.ts';

const both = { ach_product_transaction_id: ach, cc_product_transaction_id: '11ef2c7a9d0b4e6c8a1f3b57' };

describe('the payment page', () => {
  test('says who is paid how much, and that it is a simulator; opening leaves nothing', async () => {
    const { create, raw, get, simulator } = await fortis();
    const id = await create({ amount_due: 1234567.8, expire_date: '2026-03-31' });
    const { payment_url } = await get(id, '?expand=payment_url');
    expect(payment_url).toBe(`${simulator.pageBaseUrl}${pagePath(id)}`);
    expect(simulator.ledger()[0]?.url).toBe(payment_url);
    for (const method of ['GET', 'HEAD']) expect((await raw(method, pagePath(id))).status).toBe(200);
    const { text, headers } = await raw('GET', pagePath(id));
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const part of ['Simulator', 'Pay Example Travel', '$1,234,567.80', 'March 31, 2026'])
      expect(text).toContain(part);
    expect(text).not.toContain('<script');
    expect(simulator.ledger()[0]).toMatchObject({ state: 'open', transactions: [] });
  });

  test('offers the methods whose product is set', async () => {
    const { create, raw } = await fortis();
    const text = async (fields: object) => (await raw('GET', pagePath(await create({ ...fields })))).text;
    const all = await text(both);
    expect([all.includes('by card'), all.includes('from your bank account')]).toEqual([true, true]);
    expect(await text({})).not.toContain('bank account');
    const bank = await text({ cc_product_transaction_id: null, ach_product_transaction_id: ach });
    expect(bank).not.toContain('by card');
    for (const action of ['pay', 'authorise', 'fail', 'cancel']) expect(all).toContain(`value="${action}"`);
  });

  test('a card pays at once', async () => {
    const { create, submit, get, raw, simulator, clock } = await fortis();
    const id = await create();
    clock.at += 1000;
    const { status, text } = await submit(id, { action: 'pay', method: 'card' });
    const [link] = simulator.ledger();
    expect([status, text.includes(link?.transactions[0]?.id ?? '?')]).toEqual([200, true]);
    expect(await get(id)).toMatchObject({
      status_id: 1,
      active: 1,
      modified_ts: Math.floor(start / 1000) + 1,
    });
    expect(link).toMatchObject({
      state: 'paid',
      amount_paid: 15050,
      transactions: [{ status_id: 101, payment_method: 'cc' }],
    });
    for (const method of ['GET', 'HEAD']) expect((await raw(method, pagePath(id))).status).toBe(409);
    for (const action of ['pay', 'fail', 'cancel', 'authorise', 'settle', 'charge_back', 'dance'])
      expect([action, (await submit(id, { action, method: 'card' })).status]).toEqual([action, 409]);
    expect(simulator.ledger()).toEqual([link]);
  });

  test('a bank payment is pending, then settled, then taken back, all from the page', async () => {
    const { create, submit, get, raw, simulator } = await fortis();
    const id = await create(both);
    const link = () => simulator.ledger()[0];
    const under = await submit(id, { action: 'pay', method: 'bank' });
    expect([under.status, under.text.includes('value="settle"')]).toEqual([200, true]);
    expect(link()).toMatchObject({ state: 'processing', amount_paid: 0, transactions: [{ status_id: 131 }] });
    expect((await get(id)).status_id).toBe(1);
    const closed = await raw('GET', pagePath(id));
    expect(closed.status).toBe(409);
    for (const action of ['settle', 'charge_back']) expect(closed.text).toContain(`value="${action}"`);
    const settled = await submit(id, { action: 'settle' });
    expect([settled.status, settled.text.includes('The bank has paid')]).toEqual([200, true]);
    expect(link()).toMatchObject({
      state: 'paid',
      amount_paid: 15050,
      transactions: [{ status_id: 134, settle_date: '2026-03-02' }],
    });
    expect((await submit(id, { action: 'settle' })).status).toBe(409);
    const left = (await raw('GET', pagePath(id))).text;
    expect([left.includes('value="settle"'), left.includes('value="charge_back"')]).toEqual([false, true]);
    expect((await submit(id, { action: 'charge_back' })).status).toBe(200);
    expect(link()).toMatchObject({
      state: 'reversed',
      amount_paid: 0,
      transactions: [{ status_id: 331, charge_back_date: '2026-03-02' }],
    });
    expect((await submit(id, { action: 'charge_back' })).status).toBe(409);
    expect((await raw('GET', pagePath(id))).text).not.toContain('<form');
  });

  test('a card may only be authorised, a bank account not', async () => {
    const { create, submit, simulator } = await fortis();
    const id = await create(both);
    expect((await submit(id, { action: 'authorise', method: 'bank' })).status).toBe(422);
    expect((await submit(id, { action: 'authorise', method: 'card' })).status).toBe(200);
    expect(simulator.ledger()[0]).toMatchObject({
      state: 'processing',
      status_id: 1,
      transactions: [{ status_id: 102 }],
    });
  });

  test('declined and cancelled leave it open', async () => {
    const { create, submit, get, simulator } = await fortis();
    const id = await create(both);
    for (const fields of [{ action: 'fail', method: 'bank' }, { action: 'fail' }, { action: 'cancel' }]) {
      const { status, text } = await submit(id, fields);
      expect([status, text.includes(pagePath(id))]).toEqual([200, true]);
    }
    expect((await get(id)).status_id).toBe(0);
    expect(simulator.ledger()[0]?.transactions).toMatchObject([
      { payment_method: 'ach', status_id: 301 },
      { payment_method: 'cc', status_id: 301 },
    ]);
    expect((await submit(id, { action: 'pay', method: 'card' })).status).toBe(200);
  });

  test('refuses what it does not offer', async () => {
    const { create, submit, raw, simulator } = await fortis();
    const id = await create();
    for (const fields of [
      {},
      { action: 'pay' },
      { action: 'dance' },
      { action: 'pay', method: 'bank' },
      { action: 'pay', method: 'open_banking' },
      { action: 'pay', method: 'card', amount: '1' },
    ]) {
      const { status, text } = await submit(id, fields);
      expect([fields, status, text.includes(pagePath(id))]).toEqual([fields, 422, true]);
    }
    expect((await raw('POST', pagePath(id), { body: '{}' })).status).toBe(422);
    expect((await submit(id, { action: 'settle' })).status).toBe(409);
    expect(simulator.ledger()[0]?.transactions).toEqual([]);
  });

  test('expired 410, deleted and unknown 404, with no change', async () => {
    const { create, submit, raw, call, clock, simulator } = await fortis();
    const late = await create({ expire_date: '2026-03-02' });
    const gone = await create();
    await call('DELETE', `/v2/paylinks/${gone}`);
    expect((await raw('GET', pagePath(gone))).status).toBe(404);
    expect((await submit(gone, { action: 'settle' })).status).toBe(404);
    expect((await raw('GET', pagePath(unknownId))).status).toBe(404);
    for (const path of ['/paylink', '/paylink?id=short', `/paylink?id=${late}&x=1`, `/paylinks?id=${late}`])
      expect((await raw('GET', path)).status).toBe(404);
    clock.at = Date.parse('2026-03-02T23:59:59.999Z');
    expect((await raw('GET', pagePath(late))).status).toBe(200);
    clock.at += 1;
    expect((await raw('GET', pagePath(late))).status).toBe(410);
    expect((await submit(late, { action: 'pay', method: 'card' })).status).toBe(410);
    expect(simulator.ledger()).toMatchObject([
      { state: 'expired', transactions: [] },
      { state: 'deleted', transactions: [] },
    ]);
  });

  test('the last day is the location’s', async () => {
    const { create, raw, post, clock } = await fortis({ timeZone: 'America/New_York' });
    const id = await create({ expire_date: '2026-03-02' });
    clock.at = Date.parse('2026-03-03T04:59:59Z');
    expect((await raw('GET', pagePath(id))).status).toBe(200);
    expect((await post({ expire_date: '2026-03-02' })).status).toBe(201);
    clock.at += 1000;
    expect((await raw('GET', pagePath(id))).status).toBe(410);
    expect((await post({ expire_date: '2026-03-02' })).status).toBe(422);
  });
});

describe('acting without a browser', () => {
  test('the payer’s acts, refused as the page refuses them', async () => {
    const { create, simulator } = await fortis();
    const link = await create(both);
    const act = (action: string, more: object = {}) => simulator.act({ action, link, ...more });
    expect(act('open')).toEqual({ link, state: 'open' });
    expect(act('cancel')).toEqual({ link, state: 'open' });
    expect(act('fail')).toMatchObject({ state: 'open', transaction: { status_id: 301 } });
    expect(() => act('settle')).toThrow('no transaction');
    expect(() => act('pay', { method: 'cheque' })).toThrow('not offered');
    expect(act('pay', { link: simulator.ledger()[0]?.url, amount: 100 })).toMatchObject({ state: 'paid' });
    expect(simulator.ledger()[0]).toMatchObject({ amount: 15050, amount_paid: 100 });
    expect(() => act('pay')).toThrow('made already');
  });

  test('what bank and merchant do later', async () => {
    const { create, simulator } = await fortis();
    const made = async (...actions: [string, object?][]) => {
      const link = await create(both);
      return actions.map(([action, more]) => simulator.act({ action, link, ...more })).at(-1);
    };
    const bank = { method: 'bank' };
    const row = (state: string, status_id: number) => ({ state, transaction: { status_id } });
    expect(await made(['authorise'], ['complete'])).toMatchObject(row('paid', 101));
    expect(await made(['authorise'], ['void'])).toMatchObject(row('reversed', 201));
    expect(await made(['pay'], ['refund'])).toMatchObject(row('reversed', 111));
    expect(await made(['pay'], ['charge_back'])).toMatchObject(row('reversed', 331));
    expect(await made(['pay', bank], ['settle'])).toMatchObject(row('paid', 134));
    expect(await made(['pay', bank], ['charge_back'])).toMatchObject(row('reversed', 331));
    expect(await made(['pay', bank], ['status', { status: '132' }])).toMatchObject(row('processing', 132));
    expect(await made(['pay', bank], ['status', { status: '191' }])).toMatchObject(row('paid', 191));
    expect(await made(['pay'], ['status'])).toMatchObject(row('processing', 999));
    expect(await made(['pay', bank], ['delete'], ['settle'])).toMatchObject(row('deleted', 134));
    expect(await made(['deactivate'])).toMatchObject({ state: 'inactive' });
    expect(await made(['expire'])).toMatchObject({ state: 'expired' });
    expect(await made(['paylink_status'])).toMatchObject({ state: 'open' });
    expect(simulator.ledger().at(-1)?.status_id).toBe(7);
    await expect(made(['deactivate'], ['pay'])).rejects.toThrow('no longer active');
    await expect(made(['pay'], ['complete'])).rejects.toThrow('no transaction');
    await expect(made(['pay'], ['refund', { transaction: unknownId }])).rejects.toThrow('no transaction');
    await expect(made(['pay'], ['status', { status: 'odd' }])).rejects.toThrow('must be a number');
    await expect(made(['dance'])).rejects.toThrow('action must be');
    expect(() => simulator.act({ action: 'pay', link: 'nothing' })).toThrow('link must be');
  });

  test('the control interface shows and does the same', async () => {
    const { create, raw, simulator, clock } = await fortis();
    const id = await create({ paylink_api_id: '<ref>' });
    const act = (body: object) =>
      raw('POST', '/_control/act', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ link: id, ...body }),
      });
    expect((await act({ action: 'pay' })).json).toMatchObject({ link: id, state: 'paid' });
    expect((await act({ action: 'pay' })).status).toBe(409);
    const { text } = await raw('GET', '/_control');
    expect(text).toContain('&lt;ref&gt;, $150.50');
    expect((await raw('GET', '/_control/ledger')).json).toEqual(simulator.ledger());
    const [call] = simulator.calls();
    expect(call).toMatchObject({
      operation: 'create',
      headers: { 'user-id': '[secret]', 'user-api-key': '[secret]', 'developer-id': '[secret]' },
      status: 201,
    });
    expect(JSON.stringify(simulator.calls())).not.toContain('sim-fortis-user-api-key');
    clock.at += day;
    expect(simulator.nextAt()).toBeUndefined();
  });
});
