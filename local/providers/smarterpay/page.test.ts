import { describe, expect, test } from 'vitest';
import { day, mandate, multi, schedule, smarterpay, validation } from './test-client.ts';

const return_url = 'https://shop.example.com/done?order=1#top';

describe('the payment page', () => {
  test('says who is paid what for, and that it is a simulator', async () => {
    const { create, visit } = await smarterpay();
    const { url } = await create({ description: 'Boiler <b>&amp; "service"', amount: '1234567' });
    const { status, text, headers } = await visit(url);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const part of [
      'Simulator',
      'Pay Example Heating',
      '£12,345.67',
      'Boiler &lt;b&gt;&amp;amp; &quot;service&quot;',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/<script|<b>/);
    for (const action of ['pay', 'pay_pending', 'fail', 'cancel'])
      expect(text).toContain(`value="${action}"`);
    expect(text).not.toContain('value="settle"');
  });

  test('offers only what its kind is for', async () => {
    const { create, visit } = await smarterpay();
    const text = async (fields: object) => (await visit((await create({ ...fields })).url)).text;
    const plan = await text({ ...schedule, start_date: '2026-04-01', first_collection_amount: '500' });
    for (const part of ['Start the schedule', '2026-04-01', '£5.00', '£27.50', '9 March 2026'])
      expect(plan).toContain(part);
    expect(await text(mandate)).toContain('Sign the Direct Debit mandate');
    expect(await text(validation)).toContain('Have the account validated');
    for (const fields of [mandate, schedule, validation])
      expect(await text(fields)).not.toMatch(/value="(pay_pending|fail|settle)"/);
  });

  test('the first visit is noted, a look at the head is not', async () => {
    const { clock, create, get, visit } = await smarterpay();
    const { id, url } = await create();
    expect((await visit(url, 'HEAD')).status).toBe(200);
    expect((await get(id)).visited_at).toBeNull();
    clock.at += 1000;
    await visit(url);
    clock.at += day;
    await visit(url);
    expect((await get(id)).visited_at).toBe('2026-03-02 09:15:05');
  });

  test('pay completes and uses up a single-use page, and goes to the return url with its page', async () => {
    const { create, get, submit, visit, simulator } = await smarterpay();
    const { id, url } = await create({ return_url });
    const answer = await submit(url, { action: 'pay' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      'https://shop.example.com/done?order=1&page=EP02CARDSINGLE000001#top',
    ]);
    const paid = await get(id);
    expect(paid).toMatchObject({ status: 'expired', completed_at: '2026-03-02 09:15:04' });
    for (const method of ['GET', 'HEAD']) expect((await visit(url, method)).status).toBe(410);
    for (const action of ['pay', 'pay_pending', 'fail', 'cancel', 'dance'])
      expect((await submit(url, { action })).status).toBe(410);
    expect(await get(id)).toEqual(paid);
    expect(simulator.ledger()[0]).toMatchObject({
      state: 'paid',
      amount_paid: 2750,
      transactions: [{ status: 'successful', amount: 2750 }],
    });
  });

  test('without a return url there is a page of its own', async () => {
    const { create, submit, visit } = await smarterpay();
    const { url } = await create();
    const { headers } = await submit(url, { action: 'pay' });
    expect((await visit(headers.get('location') ?? '')).text).toContain('Thank you');
    const plain = await create({ return_url: 'https://shop.example.com/done' });
    expect((await submit(plain.url, { action: 'pay' })).headers.get('location')).toBe(
      'https://shop.example.com/done?page=EP02CARDSINGLE000001',
    );
  });

  test('the other kinds are completed without money', async () => {
    const { create, get, submit, simulator } = await smarterpay();
    for (const fields of [mandate, schedule, validation]) {
      const { id, url } = await create(fields);
      for (const action of ['pay_pending', 'fail']) expect((await submit(url, { action })).status).toBe(422);
      expect((await get(id)).completed_at).toBeNull();
      expect((await submit(url, { action: 'pay' })).status).toBe(303);
      expect(await get(id)).toMatchObject({ status: 'expired', completed_at: '2026-03-02 09:15:04' });
      expect(simulator.ledger().at(-1)).toMatchObject({
        state: 'completed',
        amount_paid: 0,
        transactions: [],
      });
    }
  });

  test('a pending payment uses the page up; the bank’s word can still be given there', async () => {
    const { create, submit, visit, simulator } = await smarterpay();
    for (const [action, state, text] of [
      ['settle', 'paid', 'The bank has paid'],
      ['settle_fail', 'failed', 'The bank has refused'],
    ] as const) {
      const { id, url } = await create({ return_url });
      expect((await submit(url, { action: 'pay_pending' })).status).toBe(303);
      const entry = () => simulator.ledger().find((link) => link.id === id);
      expect(entry()).toMatchObject({ state: 'processing', status: 'expired', amount_paid: 0 });
      const used = await visit(url);
      expect(used.status).toBe(410);
      const transaction = /name="transaction" value="([^"]+)"/.exec(used.text)?.[1] ?? '';
      expect((await submit(url, { action, transaction: 'CP01' })).status).toBe(409);
      const done = await submit(url, { action, transaction });
      expect([done.status, done.text.includes(text), entry()?.state]).toEqual([200, true, state]);
      expect((await submit(url, { action })).status).toBe(409);
      expect((await visit(url)).text).not.toContain('value="settle"');
    }
  });

  test('a declined card and a cancel leave the link as it is', async () => {
    const { create, get, submit, visit, simulator } = await smarterpay();
    const { id, url } = await create();
    await visit(url);
    const before = await get(id);
    expect((await submit(url, { action: 'fail' })).text).toContain('declined');
    expect((await submit(url, { action: 'cancel' })).text).toContain('Open the page again');
    expect(await get(id)).toEqual(before);
    expect(simulator.ledger()[0]).toMatchObject({ state: 'open', transactions: [{ status: 'failed' }] });
    expect((await submit(url, { action: 'pay' })).status).toBe(303);
    expect(simulator.ledger()[0]?.state).toBe('paid');
  });

  test('a page for many takes many', async () => {
    const { clock, create, get, submit, visit, simulator } = await smarterpay();
    const { id, url } = await create(multi);
    for (const action of ['pay', 'pay_pending', 'pay']) {
      clock.at += 1000;
      expect((await submit(url, { action })).status).toBe(303);
    }
    expect(await get(id)).toMatchObject({ status: 'active', completed_at: '2026-03-02 09:15:07' });
    expect((await visit(url)).text).toContain('value="settle"');
    await submit(url, { action: 'settle' });
    expect(simulator.ledger()[0]).toMatchObject({ state: 'open', amount_paid: 3 * 2750 });
  });

  test('an expired link is closed and is not visited', async () => {
    const { clock, create, get, submit, visit } = await smarterpay();
    const { id, url } = await create({ ecommerce_page: 'EP02CARDEXPIRE000001' });
    clock.at += day;
    expect((await visit(url)).text).toContain('has expired');
    for (const action of ['pay', 'fail', 'cancel']) expect((await submit(url, { action })).status).toBe(410);
    expect(await get(id)).toMatchObject({ visited_at: null, completed_at: null });
  });

  test('another address, form or action is refused and changes nothing', async () => {
    const { create, get, submit, visit, simulator } = await smarterpay();
    const link = await create();
    const other = await create(multi);
    const setup = new URL(other.url).searchParams.get('setup') ?? '';
    const mixed = new URL(link.url);
    mixed.searchParams.set('setup', setup);
    for (const url of [simulator.pageBaseUrl, `${link.url}&x=1`, link.url.slice(0, -1), mixed.href])
      expect((await visit(url)).status).toBe(404);
    expect((await visit(`${simulator.pageBaseUrl}/else`)).status).toBe(404);
    for (const form of [{}, { action: 'refund' }, { action: 'pay', card_number: '4111111111111111' }])
      expect((await submit(link.url, { ...form })).status).toBe(422);
    const json = await fetch(link.url, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(json.status).toBe(422);
    expect((await submit(link.url, { action: 'settle' })).status).toBe(409);
    expect(await get(link.id)).toEqual(link);
  });
});

describe('acting without a browser', () => {
  test('is the payer, with other money too', async () => {
    const { create, get, simulator } = await smarterpay();
    const { id, url } = await create();
    expect(simulator.act({ action: 'open', link: url })).toEqual({ link: id, state: 'open', redirect: url });
    expect(simulator.act({ action: 'fail', link: id })).toMatchObject({
      state: 'open',
      transaction: { status: 'failed' },
    });
    expect(simulator.act({ action: 'pay', link: id, amount: 500, method: 'card' })).toMatchObject({
      state: 'partly_paid',
    });
    expect((await get(id)).visited_at).not.toBeNull();
    expect(() => simulator.act({ action: 'pay', link: id })).toThrow('has been used');
    const foreign = await create();
    expect(simulator.act({ action: 'pay', link: foreign.id, currency: 'EUR' })).toMatchObject({
      state: 'failed',
    });
    const pending = await create({ return_url });
    expect(simulator.act({ action: 'pay_pending', link: pending.id })).toMatchObject({
      state: 'processing',
      redirect: 'https://shop.example.com/done?order=1&page=EP02CARDSINGLE000001#top',
    });
    expect(simulator.act({ action: 'settle', link: pending.id })).toMatchObject({ state: 'paid' });
    const signed = await create(mandate);
    expect(simulator.act({ action: 'pay', link: signed.id })).toMatchObject({ state: 'completed' });
    expect(() => simulator.act({ action: 'settle', link: pending.id })).toThrow('No card payment is pending');
  });

  test('is the portal: expires, deletes, gives statuses that nobody knows', async () => {
    const { call, create, get, list, simulator, clock, visit } = await smarterpay();
    const { id, url } = await create(multi);
    clock.at += day;
    expect(() => simulator.act({ action: 'payment_status', link: id })).toThrow('has no card payment');
    simulator.act({ action: 'pay', link: id });
    expect(simulator.act({ action: 'payment_status', link: id, status: 'refunded' })).toMatchObject({
      transaction: { status: 'refunded' },
    });
    simulator.act({ action: 'status', link: id });
    expect((await get(id)).status).toBe('unheard_of');
    simulator.act({ action: 'status', link: id, status: 'active' });
    expect(simulator.act({ action: 'expire', link: id })).toMatchObject({ state: 'expired' });
    expect(await list()).toEqual([id]);
    expect(simulator.act({ action: 'delete', link: id })).toMatchObject({ state: 'deleted' });
    expect([(await call('GET', `/paymentlink/${id}`)).status, await list()]).toEqual([404, []]);
    expect((await visit(url)).status).toBe(404);
    expect(() => simulator.act({ action: 'dance', link: id })).toThrow('action must be');
    expect(() => simulator.act({ action: 'pay', link: 'nothing' })).toThrow('link must be');
  });

  test('the ledger knows our references, and that nothing is sent', async () => {
    const { create, simulator } = await smarterpay();
    await create({ card_payment_custom_reference: 'ours', customer_custom_reference: 'theirs' });
    await create({ ...schedule, recurrence_schedule_custom_reference: 'plan' });
    expect(simulator.ledger()).toMatchObject([
      {
        reference: 'ours',
        merchant_reference: 'theirs',
        kind: 'card_payment',
        amount: 2750,
        currency: 'GBP',
        messages: [],
      },
      { reference: 'plan', merchant_reference: null, kind: 'schedule' },
    ]);
  });
});

test('the control page shows the links and their pages', async () => {
  const { create, visit, simulator } = await smarterpay();
  const { url } = await create({ description: 'Boiler <i>service</i>' });
  const { status, text } = await visit(simulator.controlUrl);
  expect([status, text.includes(url.replaceAll('&', '&amp;'))]).toEqual([200, true]);
  expect(text).toContain('Boiler &lt;i&gt;service&lt;/i&gt;, £27.50');
  const acted = await fetch(`${simulator.controlUrl}/act`, {
    method: 'POST',
    body: JSON.stringify({ link: url, action: 'pay' }),
  });
  expect(await acted.json()).toMatchObject({ state: 'paid' });
});
