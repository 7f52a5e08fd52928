import { describe, expect, test } from 'vitest';
import { day, felloh, start } from './test-client.ts';

const redirects = {
  success_url: 'https://example.com/paid',
  failure_url: 'https://example.com/failed',
  cancel_url: 'https://example.com/back',
};
const page = (id: string) => `/pay/${id}`;

describe('the payment page', () => {
  test('says who is paid what for, and that it is a simulator', async () => {
    const { create, raw } = await felloh();
    const id = await create({ description: 'Deposit <b>&amp; "tour"', amount: 1234567, currency: 'EUX' });
    const { status, text, headers } = await raw('GET', page(id));
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const part of [
      'Simulator',
      'Pay Example Travel',
      '€12,345.67',
      'Ada Byron',
      'Deposit &lt;b&gt;&amp;amp; &quot;tour&quot;',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/<script|<b>/);
  });

  test('each opening makes a transaction, looking at the head makes none', async () => {
    const { create, get, open, raw } = await felloh();
    const id = await create();
    expect((await raw('HEAD', page(id))).status).toBe(200);
    expect((await get(id)).transactions).toEqual([]);
    const [first, second] = [await open(id), await open(id)];
    const created_at = new Date(start).toISOString();
    expect((await get(id)).transactions).toEqual(
      [first, second].map((transaction) => ({
        id: transaction,
        amount: 12500,
        completed_at: null,
        created_at,
      })),
    );
  });

  test('offers what the link allows', async () => {
    const { create, raw } = await felloh();
    const buttons = async (fields: object) => (await raw('GET', page(await create({ ...fields })))).text;
    const both = await buttons({ excluded_card_types: ['VISA'], excluded_card_regions: ['INTER', 'INTRA'] });
    expect(both).toContain('by card');
    expect(both).toContain('from your bank');
    expect(both).toMatch(/value="VISA" disabled/);
    expect(both).toMatch(/value="AMEX" checked/);
    expect(both.match(/ disabled/g)).toHaveLength(3);
    expect(await buttons({ card_enabled: false })).not.toContain('by card');
    expect(await buttons({ open_banking_enabled: false })).not.toContain('from your bank');
    expect(await buttons({ authorisation_only: true })).toContain('Authorise £125.00');
  });

  test('a card pays at once and goes to the success url', async () => {
    const { clock, create, get, open, submit, raw } = await felloh();
    const id = await create(redirects);
    const transaction = await open(id);
    clock.at += 1000;
    const answer = await submit(id, {
      action: 'pay',
      transaction,
      method: 'card',
      card_type: 'MASTER',
      card_region: 'INTRA',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, redirects.success_url]);
    expect((await get(id)).transactions[0].completed_at).toBe(new Date(start + 1000).toISOString());
    for (const method of ['GET', 'POST', 'HEAD']) expect((await raw(method, page(id))).status).toBe(409);
    expect((await submit(id, { action: 'pay', transaction, method: 'card' })).status).toBe(409);
    expect((await get(id)).transactions).toHaveLength(1);
  });

  test('a bank payment gets under way and is settled or refused', async () => {
    const { create, open, submit, raw, simulator } = await felloh();
    const state = () => simulator.ledger()[0];
    const id = await create(redirects);
    const first = await open(id);
    const paid = await submit(id, { action: 'pay', transaction: first, method: 'open_banking' });
    expect([paid.status, paid.headers.get('location')]).toEqual([303, redirects.success_url]);
    expect(state()).toMatchObject({
      state: 'processing',
      transactions: [{ type: 'OPEN_BANKING', status: 'PAYMENTINPROGRESS' }],
    });
    expect((await raw('GET', page(id))).text).toContain('A bank payment is under way');
    expect((await submit(id, { action: 'settle_fail', transaction: first })).status).toBe(200);
    expect(state()?.transactions[0]).toMatchObject({ status: 'REJECTED', completed_at: null });
    expect((await submit(id, { action: 'settle', transaction: first })).status).toBe(409);
    const second = await open(id);
    await submit(id, { action: 'pay', transaction: second, method: 'open_banking' });
    expect((await submit(id, { action: 'settle', transaction: second })).status).toBe(200);
    expect(state()?.state).toBe('paid');
  });

  test('a declined payment may be tried again; a cancelled one too', async () => {
    const { create, open, submit, simulator } = await felloh();
    const id = await create(redirects);
    const [first, second, third] = [await open(id), await open(id), await open(id)];
    expect(
      (await submit(id, { action: 'fail', transaction: first, method: 'card' })).headers.get('location'),
    ).toBe(redirects.failure_url);
    expect((await submit(id, { action: 'cancel', transaction: second })).headers.get('location')).toBe(
      redirects.cancel_url,
    );
    expect((await submit(id, { action: 'pay', transaction: first, method: 'card' })).status).toBe(409);
    expect((await submit(id, { action: 'pay', transaction: third, method: 'card' })).status).toBe(303);
    expect(simulator.ledger()[0]?.transactions.map(({ status }) => status)).toEqual([
      'DECLINED',
      'ABANDONED',
      'COMPLETE',
    ]);
  });

  test('holds the money of a pre-authorised card', async () => {
    const { create, open, submit, simulator } = await felloh();
    const id = await create({ authorisation_only: true });
    await submit(id, { action: 'pay', transaction: await open(id), method: 'card' });
    expect(simulator.ledger()[0]).toMatchObject({
      state: 'processing',
      transactions: [{ authorised: true, type: 'CARD' }],
    });
  });

  test('refuses what is not offered and changes nothing', async () => {
    const { create, open, submit, raw, simulator } = await felloh();
    const id = await create({
      open_banking_enabled: false,
      excluded_card_types: ['AMEX'],
      excluded_card_regions: ['INTER'],
    });
    const other = await open(await create());
    const transaction = await open(id);
    const pay = { action: 'pay', transaction, method: 'card' };
    for (const form of [
      { ...pay, method: 'open_banking' },
      { ...pay, method: 'cash' },
      { ...pay, card_type: 'AMEX' },
      { ...pay, card_type: 'DISCOVER' },
      { ...pay, card_region: 'INTER' },
      { ...pay, card_number: '4111111111111111' },
      { ...pay, transaction: other },
      { action: 'pay', transaction },
      { action: 'pay', method: 'card' },
      { action: 'refund', transaction },
      {},
    ])
      expect([form, (await submit(id, form)).status]).toEqual([form, 422]);
    expect(
      (await raw('POST', page(id), { body: '{}', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(422);
    expect(simulator.ledger()[0]?.transactions.map(({ status }) => status)).toEqual(['PENDING']);
    expect((await submit(id, { ...pay, card_type: 'VISA', card_region: 'INTRA' })).status).toBe(303);
  });

  test('is over when the link has expired, and not found when deleted or unknown', async () => {
    const { clock, create, call, open, raw, submit, get, simulator } = await felloh();
    const [late, gone] = [await create({ expires_at: '2026-03-02' }), await create()];
    const transaction = await open(late);
    await call('DELETE', `/agent/payment-links/${gone}`);
    expect((await raw('GET', page(gone))).status).toBe(404);
    expect((await raw('GET', page('11111111-2222-4333-8444-555555555555'))).status).toBe(404);
    expect((await raw('GET', '/pay/short')).status).toBe(404);
    clock.at = Date.parse('2026-03-02T23:59:59.999Z');
    expect((await raw('HEAD', page(late))).status).toBe(200);
    clock.at += 1;
    expect((await raw('GET', page(late))).status).toBe(410);
    expect((await submit(late, { action: 'pay', transaction, method: 'card' })).status).toBe(410);
    expect(simulator.ledger()[0]).toMatchObject({ state: 'expired' });
    clock.at = start;
    expect((await get(late)).transactions).toHaveLength(1);
  });

  test('ends on a page of its own where the link has no redirects', async () => {
    const { create, open, submit, raw, simulator } = await felloh();
    const id = await create();
    const { headers } = await submit(id, { action: 'cancel', transaction: await open(id) });
    expect(headers.get('location')).toBe(`${simulator.pageBaseUrl}/${id}/cancel`);
    for (const outcome of ['success', 'failure', 'cancel'])
      expect((await raw('GET', `${page(id)}/${outcome}`)).status).toBe(200);
    expect((await raw('GET', `${page(id)}/elsewhere`)).status).toBe(404);
  });
});

describe('acting without a browser', () => {
  test('pays, also in part, in another currency, and with late money', async () => {
    const { clock, create, simulator, get } = await felloh();
    const state = () => simulator.ledger()[0]?.state;
    const link = await create({ expires_at: '2026-03-02' });
    expect(simulator.act({ action: 'pay', link, amount: 500 })).toMatchObject({ state: 'partly_paid' });
    simulator.act({
      action: 'pay',
      link: `${simulator.pageBaseUrl}/${link}`,
      currency: 'USX',
      method: 'card',
    });
    expect((await get(link)).transactions[1]).toMatchObject({ amount: 12500, currency: 'USX' });
    expect(state()).toBe('partly_paid');
    simulator.act({ action: 'pay', link, method: 'open_banking' });
    clock.at += day;
    expect(() => simulator.act({ action: 'pay', link })).toThrow('expired');
    expect(simulator.act({ action: 'settle', link })).toMatchObject({
      state: 'paid',
      transaction: { status: 'COMPLETE' },
    });
    expect(() => simulator.act({ action: 'settle', link })).toThrow('no transaction');
  });

  test('deletes, expires, sets a status nobody knows', async () => {
    const { create, simulator } = await felloh();
    const link = await create();
    simulator.act({ action: 'open', link });
    expect(simulator.act({ action: 'status', link, status: 'ON_HOLD' })).toMatchObject({
      transaction: { status: 'ON_HOLD' },
    });
    expect(simulator.act({ action: 'expire', link })).toMatchObject({ state: 'expired' });
    expect(simulator.act({ action: 'delete', link })).toMatchObject({ state: 'deleted' });
    expect(() => simulator.act({ action: 'pay', link })).toThrow('does not exist');
    expect(() => simulator.act({ action: 'dance', link })).toThrow('action must be');
    expect(() => simulator.act({ action: 'pay', link: 'nothing' })).toThrow('link must be');
  });
});
