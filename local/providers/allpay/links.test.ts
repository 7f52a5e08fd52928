import { describe, expect, test } from 'vitest';
import { allpay, unnamed } from './test-client.ts';

const crn = { ...unnamed, clientReference: 'TEN1', clientCode: 'RENT' };

describe('updating a pending link', () => {
  test('one property or all, and no other changes', async () => {
    const { create, update, entry } = await allpay();
    const id = await create(crn);
    const before = entry(id);
    expect((await update(id, { amount: 95 })).json).toMatchObject({ paymentUrlId: id, amount: 95 });
    expect(entry(id)).toEqual({
      ...before,
      amount: 9500,
      remaining: 9500,
      summary: 'Ada Byron, £95.00',
    });
    const all = {
      clientReference: 'TEN2',
      clientCode: 'WATER',
      firstName: 'Augusta',
      lastName: 'King',
      validated: true,
      amount: 0.01,
      createdBy: 'me:ref2',
    };
    const { status, json } = await update(id, all);
    expect([status, json]).toMatchObject([200, { ...all, url: before.url }]);
    expect(entry(id).our_reference).toBe('ref2');
  });

  test('a new PRN clears the CRN and its code, and the other way round', async () => {
    const { create, update, entry } = await allpay();
    const id = await create(crn);
    const named = () => {
      const { payment_reference_number, client_reference, client_code } = entry(id);
      return [payment_reference_number, client_reference, client_code];
    };
    const paymentReferenceNumber = '9826001234567890123';
    expect((await update(id, { paymentReferenceNumber })).json).toMatchObject({
      paymentReferenceNumber,
      clientReference: null,
      clientCode: null,
    });
    expect((await update(id, { clientReference: 'TEN2' })).json.message).toBe(
      'clientCode is required with clientReference',
    );
    expect((await update(id, { clientCode: 'RENT' })).json.message).toBe(
      'clientCode is not allowed with paymentReferenceNumber',
    );
    expect(named()).toEqual([paymentReferenceNumber, null, null]);
    await update(id, { clientReference: 'TEN2', clientCode: 'RENT' });
    expect(named()).toEqual([null, 'TEN2', 'RENT']);
    await update(id, { clientReference: 'TEN3' });
    await update(id, { clientCode: 'WATER' });
    expect(named()).toEqual([null, 'TEN3', 'WATER']);
    for (const both of [
      { paymentReferenceNumber, clientReference: 'TEN2' },
      { paymentReferenceNumber, clientCode: 'RENT' },
    ])
      expect((await update(id, both)).status).toBe(400);
  });

  test('needs something to change, and values as good as a new link’s', async () => {
    const { create, update, entry } = await allpay();
    const id = await create({ ...crn, clientReference: 'TEN0000' });
    const before = entry(id);
    for (const fields of [
      {},
      { amount: null },
      { amount: 0 },
      { amount: 4000.01 },
      { firstName: '' },
      { lastName: 'x'.repeat(51) },
      { createdBy: '' },
      { clientCode: '' },
      { clientReference: 'TEN-1' },
      { paymentReferenceNumber: '1' },
      { validated: true },
      { paymentReferenceNumber: '9826001234567890000', validated: true },
    ])
      expect([fields, (await update(id, fields)).status]).toEqual([fields, 400]);
    expect(entry(id)).toEqual(before);
    expect((await update(id, { clientReference: 'TEN1', validated: true })).status).toBe(200);
  });
});

describe('deleting a pending link', () => {
  test('takes it from the list and from the page; again it is not found', async () => {
    const { create, call, clock, pending, look, update, sendLink, entry } = await allpay();
    const [id, other] = [await create(), await create()];
    clock.at += 60_000;
    expect((await call('delete', { paymentUrlId: id })).json).toEqual({});
    expect((await pending()).json.map((link: { paymentUrlId: string }) => link.paymentUrlId)).toEqual([
      other,
    ]);
    expect(entry(id)).toMatchObject({ state: 'deleted', deleted_at: '2026-03-02T09:16:04.377Z' });
    expect((await look(id)).status).toBe(404);
    expect((await call('delete', { paymentUrlId: id })).status).toBe(404);
    expect((await update(id, { amount: 1 })).status).toBe(404);
    expect((await sendLink(id)).status).toBe(404);
    for (const paymentUrlId of ['', '1', 'constructor', '__proto__'])
      expect((await call('delete', { paymentUrlId })).status).toBe(404);
  });
});

test.each(['open', 'download', 'partial', 'pay'] as const)(
  'after %s a link is not pending, so it is neither changed nor deleted',
  async (action) => {
    const { create, call, update, simulator, entry } = await allpay();
    const id = await create();
    simulator.act({ action, link: id, ...(action === 'partial' ? { amount: 100 } : {}) });
    const before = entry(id);
    expect((await update(id, { amount: 1 })).status).toBe(409);
    expect((await call('delete', { paymentUrlId: id })).status).toBe(409);
    expect(entry(id)).toEqual(before);
  },
);
