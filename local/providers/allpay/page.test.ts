import { describe, expect, test } from 'vitest';
import { allpay } from './test-client.ts';

describe('the payment page', () => {
  test('says who is paid, by whom and how much, and that it is a simulator', async () => {
    const { create, look } = await allpay();
    const id = await create({ firstName: '<b>Ada', lastName: '&amp; "King"', amount: 1234.5 });
    const { status, text, headers } = await look(id);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const part of [
      'Simulator',
      'Pay Example Housing',
      '£1,234.50',
      '&lt;b&gt;Ada &amp;amp; &quot;King&quot;',
      '9826001234567890123',
    ])
      expect(text).toContain(part);
    expect([...text.matchAll(/name="action" value="(\w+)"/g)].map(([, action]) => action)).toEqual([
      'pay',
      'fail',
      'partial',
      'download',
      'cancel',
    ]);
    expect(text).toMatch(/<label for="amount">/);
    expect(text).not.toMatch(/<script|<b>/);
  });

  test('opening moves a link on, but never a code that says more', async () => {
    const { create, look, raw, pagePath, entry, simulator, sendLink } = await allpay();
    const id = await create();
    expect((await raw('HEAD', pagePath(id))).status).toBe(200);
    expect(entry(id)).toMatchObject({ state: 'pending', opened_at: null });
    await look(id);
    expect(entry(id)).toMatchObject({ state: 'active', status: 152, opened_at: '2026-03-02T09:15:04.377Z' });
    const code = async (before: string) => {
      simulator.act({ action: 'status', link: id, status: before });
      return [(await look(id)).status, entry(id).status];
    };
    expect(await code('151')).toEqual([200, 152]);
    expect(await code('154')).toEqual([200, 152]);
    expect(await code('155')).toEqual([200, 155]);
    expect(await code('199')).toEqual([200, 199]);
    expect(await code('153')).toEqual([409, 153]);
    const other = await create();
    await sendLink(other);
    await look(other);
    expect(entry(other).status).toBe(152);
  });

  test('pays all at once, and is over then', async () => {
    const { clock, create, look, submit, raw, pagePath, entry } = await allpay();
    const id = await create();
    clock.at += 1000;
    const { status, text } = await submit(id, { action: 'pay' });
    expect([status, text.includes('has been received')]).toEqual([200, true]);
    const paid = entry(id);
    expect(paid).toMatchObject({
      state: 'paid',
      status: 153,
      amount_paid: 8640,
      remaining: 0,
      payments: [{ amount: 8640, paid_at: '2026-03-02T09:15:05.377Z' }],
    });
    expect((await look(id)).status).toBe(409);
    expect((await raw('HEAD', pagePath(id))).status).toBe(409);
    for (const action of ['pay', 'download', 'fail', 'cancel', 'dance'])
      expect((await submit(id, { action })).status).toBe(409);
    expect((await submit(id, { action: 'partial', amount: '1' })).status).toBe(409);
    expect(entry(id)).toEqual(paid);
  });

  test('pays in parts, the last of them as the rest', async () => {
    const { create, look, submit, entry } = await allpay();
    const id = await create();
    const part = async (amount: string) => (await submit(id, { action: 'partial', amount })).status;
    expect(await part('50.4')).toBe(200);
    expect(entry(id)).toMatchObject({
      state: 'partly_paid',
      status: 155,
      amount_paid: 5040,
      remaining: 3600,
    });
    const page = (await look(id)).text;
    expect(page).toContain('£36.00');
    expect(page).toContain('£50.40 of £86.40');
    for (const wrong of ['36', '36.00', '36.01', '0', '0.00', '-1', '1.001', '1,00', '£1', 'x', ''])
      expect([wrong, await part(wrong)]).toEqual([wrong, 422]);
    expect(entry(id).amount_paid).toBe(5040);
    expect(await part('35.99')).toBe(200);
    expect((await look(id)).text).not.toContain('value="partial"');
    expect((await submit(id, { action: 'pay' })).status).toBe(200);
    expect(entry(id)).toMatchObject({
      state: 'paid',
      status: 153,
      payments: [{ amount: 5040 }, { amount: 3599 }, { amount: 1 }],
    });
  });

  test('downloads, which a part payment outweighs', async () => {
    const { create, submit, entry } = await allpay();
    const id = await create();
    expect((await submit(id, { action: 'download' })).status).toBe(200);
    expect(entry(id)).toMatchObject({ status: 154, downloaded_at: '2026-03-02T09:15:04.377Z' });
    await submit(id, { action: 'partial', amount: '1' });
    await submit(id, { action: 'download' });
    expect(entry(id).status).toBe(155);
  });

  test('failing and cancelling change nothing', async () => {
    const { create, look, submit, entry } = await allpay();
    const id = await create();
    await look(id);
    const before = entry(id);
    expect((await submit(id, { action: 'fail' })).text).toContain('Nothing was paid');
    expect((await submit(id, { action: 'cancel' })).text).toContain('Nothing was paid');
    expect(entry(id)).toEqual(before);
  });

  test('refuses what it does not offer, with a way back', async () => {
    const { create, submit, raw, pagePath, entry } = await allpay();
    const id = await create();
    for (const form of [
      {},
      { action: 'refund' },
      { action: 'pay', amount: '1' },
      { action: 'partial' },
      { action: 'pay', card_number: '4111111111111111' },
    ] as Record<string, string>[]) {
      const { status, text } = await submit(id, form);
      expect([form, status, text.includes(entry(id).url)]).toEqual([form, 422, true]);
    }
    const json = { body: '{"action": "pay"}', headers: { 'content-type': 'application/json' } };
    expect((await raw('POST', pagePath(id), json)).status).toBe(422);
    expect(entry(id)).toMatchObject({ state: 'pending', payments: [] });
  });

  test('is not found when the link is deleted or unknown', async () => {
    const { create, call, submit, raw } = await allpay();
    const id = await create();
    await call('delete', { paymentUrlId: id });
    expect((await submit(id, { action: 'pay' })).status).toBe(404);
    const unknown = await raw('GET', '/p/AAAAAAAAAAAAAAAA?x=1');
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });
});

describe('acting without a browser', () => {
  test('as the payer, who opens the page first', async () => {
    const { create, simulator, entry } = await allpay();
    const act = (link: string, action: string, amount?: number) =>
      simulator.act({ action, link, ...(amount === undefined ? {} : { amount }) });
    const first = await create();
    const opened = { link: first, state: 'active', status: 152, amount_paid: 0 };
    expect(act(first, 'open')).toEqual(opened);
    expect(act(first, 'fail')).toEqual(opened);
    expect(act(entry(first).url, 'cancel')).toEqual(opened);
    expect(act(first, 'download')).toEqual({ ...opened, status: 154 });
    expect(act(first, 'partial', 8639)).toEqual({
      link: first,
      state: 'partly_paid',
      status: 155,
      amount_paid: 8639,
    });
    expect(() => act(first, 'partial', 1)).toThrow('less than what is left');
    expect(() => act(first, 'partial')).toThrow('at least one penny');
    expect(act(first, 'pay')).toMatchObject({ state: 'paid', amount_paid: 8640 });
    expect(() => act(first, 'pay')).toThrow('made already');
    const second = await create();
    expect(act(second, 'pay', 100)).toMatchObject({ state: 'partly_paid', status: 155 });
    expect(act(second, 'pay', 10_000)).toMatchObject({ state: 'paid', amount_paid: 10_100 });
    expect(entry(second)).toMatchObject({ remaining: 0 });
  });

  test('as the Hub: deletes in any state, sets codes that nobody knows', async () => {
    const { create, simulator, active, pending, clock } = await allpay();
    const link = await create();
    clock.at += 60_000;
    for (const [status, listed] of [
      [undefined, 199],
      ['0', 0],
      ['ON_HOLD', 'ON_HOLD'],
      ['null', null],
      ['151', 151],
    ] as const) {
      simulator.act({ action: 'status', link, ...(status === undefined ? {} : { status }) });
      expect((await active()).json[0].status).toBe(listed);
    }
    expect(simulator.act({ action: 'delete', link })).toMatchObject({ state: 'deleted' });
    expect([(await active()).json, (await pending()).json]).toEqual([[], []]);
    expect(() => simulator.act({ action: 'pay', link })).toThrow('does not exist');
    expect(() => simulator.act({ action: 'dance', link })).toThrow('action must be');
    expect(() => simulator.act({ action: 'pay', link: 'nothing' })).toThrow('link must be');
  });
});
