import { describe, expect, test } from 'vitest';
import { newLink, paypoint, start } from './test-client.ts';

describe('the payment page', () => {
  test('says who is paid what for, and that it is a simulator', async () => {
    const { create, raw } = await paypoint();
    const { page } = await create({
      Amount: 12345.67,
      Reason: 'Water <b>&amp; "bill"',
      Customer: { ...newLink.Customer, Title: 'Lady' },
    });
    const { status, text, headers } = await raw('GET', page);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const part of [
      'Simulator',
      'Pay Example Water',
      '£12,345.67',
      'Lady Ada Byron',
      'ACC-204417',
      'Water &lt;b&gt;&amp;amp; &quot;bill&quot;',
    ])
      expect(text).toContain(part);
    expect(text.match(/value="(pay|partial|fail|cancel)"/g)).toHaveLength(4);
    expect(text).not.toMatch(/<script|<b>/);
  });

  test('opening it is Viewed, looking at the head is not; others stay', async () => {
    const { create, raw, simulator, clock } = await paypoint();
    const status = () => simulator.ledger().map((one) => [one.status, one.viewed_at]);
    const { page } = await create();
    const sent = await create({ SendMethod: 'Sms' });
    const failed = await create();
    simulator.act({ action: 'undeliver', link: failed.id });
    for (const url of [page, sent.page, failed.page]) expect((await raw('HEAD', url)).status).toBe(200);
    expect(status()).toEqual([
      ['Created', null],
      ['Sent', null],
      ['Failed', null],
    ]);
    for (const url of [page, sent.page, failed.page]) await raw('GET', url);
    clock.at += 1000;
    await raw('GET', page);
    const at = new Date(start).toISOString();
    expect(status()).toEqual([
      ['Viewed', at],
      ['Viewed', at],
      ['Failed', null],
    ]);
  });

  test('the short url leads there and does nothing else', async () => {
    const { create, raw, simulator } = await paypoint();
    const { page, short } = await create();
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await raw(method, short);
      expect([status, headers.get('location')]).toEqual([302, page]);
    }
    expect(simulator.ledger()[0]?.status).toBe('Created');
    expect((await raw('POST', short)).status).toBe(404);
    expect((await raw('GET', `${simulator.pageBaseUrl}/AAAAAAAA`)).status).toBe(404);
    expect((await raw('GET', `${simulator.pageBaseUrl}/paybylink/constructor`)).status).toBe(404);
    expect((await raw('GET', `${simulator.pageBaseUrl}/elsewhere/at/all`)).status).toBe(404);
  });

  test('pays all', async () => {
    const { create, submit, raw, simulator } = await paypoint();
    const { page } = await create();
    await raw('GET', page);
    const paid = await submit(page, { action: 'pay' });
    expect([paid.status, paid.text]).toEqual([200, expect.stringContaining('£42.50 has been paid')]);
    expect(simulator.ledger()[0]).toMatchObject({
      status: 'Paid',
      state: 'paid',
      amount_paid: 4250,
      paid_at: new Date(start).toISOString(),
    });
    for (const method of ['GET', 'HEAD', 'POST'])
      expect((await raw(method, page)).status).toBe(method === 'POST' ? 422 : 409);
    for (const action of ['pay', 'partial', 'fail', 'cancel'])
      expect((await submit(page, { action, ...(action === 'partial' ? { amount: '1' } : {}) })).status).toBe(
        409,
      );
    expect(simulator.ledger()[0]?.payments).toHaveLength(1);
  });

  test('pays in parts; the last part pays all', async () => {
    const { create, submit, raw, simulator } = await paypoint();
    const { page } = await create();
    const part = async (amount: string) => {
      const { status, text } = await submit(page, { action: 'partial', amount });
      const [link] = simulator.ledger();
      return [status, /(£[0-9.]+) is left/.exec(text)?.[1], link?.status, link?.amount_paid];
    };
    expect(await part('10')).toEqual([200, '£32.50', 'PartPaid', 1000]);
    expect((await raw('GET', page)).text).toContain('£10.00 of £42.50');
    expect(simulator.ledger()[0]?.status).toBe('PartPaid');
    expect(await part('£0.5')).toEqual([200, '£32.00', 'PartPaid', 1050]);
    for (const wrong of ['32.01', '0', '', '-1', '1.005', 'ten', '1,5'])
      expect([wrong, ...(await part(wrong))]).toEqual([wrong, 422, undefined, 'PartPaid', 1050]);
    expect(await part('32.00')).toEqual([200, undefined, 'Paid', 4250]);
  });

  test('a declined or abandoned payment changes nothing', async () => {
    const { create, submit, raw, simulator } = await paypoint();
    const { page } = await create();
    await raw('GET', page);
    for (const action of ['fail', 'cancel']) expect((await submit(page, { action })).status).toBe(200);
    expect(simulator.ledger()[0]).toMatchObject({ status: 'Viewed', amount_paid: 0, payments: [] });
    expect((await submit(page, { action: 'pay', amount: '42.50' })).status).toBe(200);
  });

  test('refuses what it does not have', async () => {
    const { create, submit, raw, simulator } = await paypoint();
    const { page } = await create();
    for (const form of [
      { action: 'refund' },
      { action: 'pay', amount: '1.00' },
      { action: 'pay', card_number: '4111' },
      {},
    ])
      expect([form, (await submit(page, { ...form })).status]).toEqual([form, 422]);
    const headers = { 'content-type': 'application/json' };
    expect((await raw('POST', page, { body: '{"action":"pay"}', headers })).status).toBe(422);
    expect(simulator.ledger()[0]).toMatchObject({ status: 'Created', amount_paid: 0 });
  });

  test('is over when cancelled or expired, not found when gone', async () => {
    const { create, cancel, submit, raw, simulator } = await paypoint();
    const [cancelled, expired, gone] = [await create(), await create(), await create()];
    await cancel(cancelled.id);
    simulator.act({ action: 'expire', link: expired.id });
    simulator.act({ action: 'delete', link: gone.id });
    for (const [{ page }, status] of [
      [cancelled, 410],
      [expired, 410],
      [gone, 404],
    ] as const)
      expect([(await raw('GET', page)).status, (await submit(page, { action: 'pay' })).status]).toEqual([
        status,
        status,
      ]);
    expect(simulator.ledger().map(({ status }) => status)).toEqual(['Cancelled', 'Expired', 'Created']);
  });

  test('asks for the passphrase before anything else', async () => {
    const { create, submit, raw, simulator } = await paypoint();
    const { page } = await create({ Passphrase: 'open "sesame"' });
    const passphrase = 'open "sesame"';
    const asked = await raw('GET', page);
    expect([asked.status, asked.text.includes('name="passphrase"'), asked.text.includes('Ada')]).toEqual([
      200,
      true,
      false,
    ]);
    const forms = [{ passphrase: 'open' }, { action: 'pay' }, { action: 'pay', passphrase: '' }];
    for (const form of forms) {
      const { status, text } = await submit(page, { ...form });
      expect([status, text.includes('name="passphrase"'), text.includes('Ada')]).toEqual([403, true, false]);
    }
    expect(simulator.ledger()[0]).toMatchObject({ status: 'Created', has_passphrase: true });
    const shown = await submit(page, { passphrase });
    expect([shown.status, shown.text]).toEqual([
      200,
      expect.stringContaining('name="passphrase" value="open &quot;sesame&quot;"'),
    ]);
    expect(simulator.ledger()[0]?.status).toBe('Viewed');
    expect((await submit(page, { action: 'pay', passphrase })).status).toBe(200);
    expect((await raw('GET', page)).text).not.toContain('paid');
    expect((await submit(page, { passphrase })).status).toBe(409);
  });
});

describe('acting without a browser', () => {
  test('as the payer, with the page’s own refusals', async () => {
    const { create, simulator } = await paypoint();
    const { id: link, page, short, json } = await create({ Passphrase: 'word' });
    const base = { link, reference: json.ClientTransactionRef };
    expect(simulator.act({ action: 'open', link })).toEqual({ ...base, status: 'Viewed', state: 'open' });
    for (const action of ['fail', 'cancel'])
      expect(simulator.act({ action, link: page }).status).toBe('Viewed');
    expect(simulator.act({ action: 'partial', link: short, amount: 1 })).toMatchObject({
      state: 'partly_paid',
    });
    expect(simulator.act({ action: 'partial', link: base.reference }).status).toBe('PartPaid');
    expect(simulator.ledger()[0]?.amount_paid).toBe(1 + 2124);
    expect(simulator.act({ action: 'pay', link, amount: 10 }).status).toBe('PartPaid');
    expect(simulator.act({ action: 'pay', link }).status).toBe('Paid');
    expect(() => simulator.act({ action: 'pay', link })).toThrow('made already');
    expect(() => simulator.act({ action: 'dance', link })).toThrow('action must be');
    expect(() => simulator.act({ action: 'pay', link: 'nothing' })).toThrow('link must be');
  });

  test('as the staff, the network and the bank', async () => {
    const { create, simulator, clock, list } = await paypoint();
    const { id: link } = await create();
    expect(simulator.act({ action: 'undeliver', link }).status).toBe('Failed');
    expect(simulator.act({ action: 'withdraw', link })).toMatchObject({
      status: 'Cancelled',
      state: 'cancelled',
    });
    expect(() => simulator.act({ action: 'pay', link })).toThrow('withdrawn');
    expect(simulator.act({ action: 'pay_late', link })).toMatchObject({ status: 'Paid', state: 'paid' });
    expect(simulator.act({ action: 'pay_late', link, amount: 5000 })).toMatchObject({ status: 'Paid' });
    expect(simulator.ledger()[0]).toMatchObject({
      amount_paid: 9250,
      payments: [{ amount: 4250 }, { amount: 5000 }],
    });
    simulator.act({ action: 'hide_amount', link });
    clock.at += 30_000;
    expect(await list('Status=Paid')).toMatchObject([{ AmountPaid: null }]);
    expect(simulator.act({ action: 'status', link }).status).toBe('UnheardOf');
    for (const [status, state] of [
      ['Plan active', 'partly_paid'],
      ['AUTHORISED', 'processing'],
      ['with_drawn', 'cancelled'],
      ['Complete', 'paid'],
      ['Lapsed', 'expired'],
      ['Delivered', 'open'],
      ['constructor', 'open'],
    ])
      expect(simulator.act({ action: 'status', link, status })).toMatchObject({ status, state });
  });
});
