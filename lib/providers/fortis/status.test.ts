import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../observation.ts';
import { type FortisAccount, openAccount } from './account.ts';
import { pageUrlOf, toProviderLink } from './map.ts';
import { observe } from './status.ts';
import type { Paylink, Transaction } from './wire.ts';

const CONTACT = '11ef939cccb05bf494a312a1';

const settings = {
  base_url: 'https://api.zeamster.com',
  user_id: '5b0f7c92-6d1e-4c38-8a47-2e9d1f6b3a70',
  developer_id: 'dev01',
  location_id: '8d2f6c1e-4b7a-4f3e-9a51-c0de52b7a9f4',
  cc_product_transaction_id: '11ef2c7a9d0b4e6c8a1f3b57',
  location_time_zone: 'America/Chicago',
};

function accountWith(
  wire: Record<string, unknown> = {},
  portal_host = 'merchant.example.com',
): FortisAccount {
  return openAccount({
    settings: { ...settings, ...(portal_host && { portal_host }) },
    credentials: { user_api_key: 'key' },
    wire,
    baseUrls: 'fixed',
  });
}

const paylink: Paylink = {
  id: '11f1183c5a7e90b2a4c6d8e0',
  amount_due: '140.00',
  expire_date: '2026-03-31',
  status_id: 0,
  active: 1,
  delivery_method: 0,
  created_ts: 1772442904,
  modified_ts: 1772442904,
};
const during = Date.parse('2026-03-31T20:00:00Z');

function payment(statusId: number, change: Partial<Transaction> = {}): Transaction {
  return {
    id: `t${statusId}`,
    payment_method: 'cc',
    transaction_amount: '140.00',
    status_id: statusId,
    created_ts: 1772446200,
    ...change,
  };
}

function seen(
  change: Record<string, unknown>,
  payments?: readonly Transaction[],
  wire: Record<string, unknown> = {},
  observedAt = during,
): Observation {
  return observe({ ...paylink, ...change }, accountWith(wire), {
    observedAt,
    expected: 14000,
    ...(payments && { payments }),
  });
}

describe('status, row by row', () => {
  const ach = { payment_method: 'ach' };

  it.each<[string, readonly Transaction[] | undefined, Partial<Observation>]>([
    ['card', [payment(101)], { status: 'paid', amountPaid: 14000, paidAt: 1772446200000 }],
    ['ACH settled', [payment(134, ach)], { status: 'paid', amountPaid: 14000 }],
    ['191', [payment(191, ach)], { status: 'paid', amountPaid: 14000 }],
    ['an unknown method', [payment(134, { payment_method: null })], { status: 'paid', amountPaid: 14000 }],
    [
      'too little',
      [payment(101, { transaction_amount: '139.99' })],
      { status: 'paid', amountPaid: 13999, flags: ['amount_mismatch'] },
    ],
    ['two', [payment(101), payment(301), payment(191)], { status: 'paid', amountPaid: 28000 }],
    ['paid beside voided', [payment(101), payment(201)], { status: 'paid', amountPaid: 14000 }],
    ['voided', [payment(201)], { status: 'paid', flags: ['voided'] }],
    ['refunded, and declined', [payment(111), payment(301)], { status: 'paid', flags: ['refunded'] }],
    ['charged back', [payment(331, ach)], { status: 'paid', flags: ['charged_back'] }],
    ['131', [payment(131, ach)], { status: 'processing' }],
    ['132', [payment(132, ach)], { status: 'processing' }],
    ['133 beside voided', [payment(201), payment(133, ach)], { status: 'processing' }],
    ['authorised', [payment(102)], { status: 'processing', flags: ['authorised'] }],
    ['no payment', [], { status: 'paid', flags: ['amount_unconfirmed'] }],
    ['declined alone', [payment(301)], { status: 'paid', flags: ['amount_unconfirmed'] }],
    ['unheard of', [payment(999)], { status: 'paid', flags: ['amount_unconfirmed'] }],
    ['no look-up', undefined, { status: 'paid', flags: ['amount_unconfirmed'] }],
    [
      'an amount that is none',
      [payment(101, { transaction_amount: 'many' })],
      { status: 'paid', flags: ['amount_unconfirmed'] },
    ],
  ])('1, %s', (_, payments, expected) => {
    const observation = seen({ status_id: 1 }, payments);
    expect(observation).toMatchObject({ observedAt: during, ...expected });
    expect(observation.flags).toEqual(expected.flags);
    expect(observation.amountPaid).toBe(expected.amountPaid);
  });

  it.each([1, '1', true])('%j is 1', (status_id) => {
    expect(seen({ status_id, active: 0 }, [payment(101)]).status).toBe('paid');
  });

  it.each([0, '0', false])('%j is 0', (no) => {
    expect(seen({ status_id: no }).status).toBe('active');
    expect(seen({ status_id: no, active: no }).status).toBe('cancelled');
  });

  it.each([2, null, undefined, 'paid', 0.5])('%j keeps ours', (status_id) => {
    const observation = seen({ status_id }, [payment(101)]);
    expect(observation).toMatchObject({ flags: ['provider_status_unknown'] });
    expect(observation).not.toHaveProperty('status');
    expect(observation).not.toHaveProperty('amountPaid');
  });

  it('unpaid without a known activity keeps ours', () => {
    expect(seen({ active: null })).not.toHaveProperty('status');
  });

  it.each([
    ['location_end_of_day', '2026-04-01T04:59:59Z', 'active'],
    ['location_end_of_day', '2026-04-01T05:00:00Z', 'expired'],
    ['utc_end_of_day', '2026-03-31T23:59:59Z', 'active'],
    ['utc_end_of_day', '2026-04-01T00:00:00Z', 'expired'],
    ['location_start_of_day', '2026-03-31T04:59:59Z', 'active'],
    ['location_start_of_day', '2026-03-31T05:00:00Z', 'expired'],
  ])('%s: at %s %s', (expire_day_ends, at, status) => {
    expect(seen({}, undefined, { expire_day_ends }, Date.parse(at)).status).toBe(status);
    expect(seen({ active: 0 }, undefined, { expire_day_ends }, Date.parse(at)).status).toBe('cancelled');
  });

  it('never expires without an end', () => {
    expect(seen({ expire_date: null }, undefined, {}, 9e12).status).toBe('active');
  });

  it('follows the lists of the wire profile', () => {
    const wire = {
      card_paid_status_ids: [7],
      ach_paid_status_ids: [8],
      ach_pending_status_ids: [9],
      authorised_status_ids: [10],
    };
    const of = (id: number, change?: Partial<Transaction>) =>
      seen({ status_id: 1 }, [payment(id, change)], wire);
    expect([of(7), of(8, ach), of(9), of(10)].map(({ status }) => status)).toEqual([
      'paid',
      'paid',
      'processing',
      'processing',
    ]);
    expect(of(101).flags).toEqual(['amount_unconfirmed']);
  });

  it('was sent at creation only if its method is still that of its creation', () => {
    expect(seen({ delivery_method: 3 }).firstSentAt).toBe(1772442904000);
    expect(seen({ delivery_method: 3, modified_ts: 1772443310 })).not.toHaveProperty('firstSentAt');
    expect(seen({})).not.toHaveProperty('firstSentAt');
  });

  it('is total, and paid only where Fortis says paid', () => {
    const anything = fc.oneof(fc.constantFrom(0, 1, '0', '1', true, false, null), fc.jsonValue());
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.array(
          fc.constantFrom(101, 102, 111, 131, 134, 191, 201, 301, 331, 5).map((id) => payment(id)),
          {
            maxLength: 4,
          },
        ),
        (status_id, active, payments) => {
          const observation = seen({ status_id, active }, payments);
          const isPaid = status_id === 1 || status_id === '1' || status_id === true;
          if (!isPaid) expect(['paid', 'processing']).not.toContain(observation.status);
          else expect(['paid', 'processing']).toContain(observation.status);
        },
      ),
    );
  });
});

describe('the record', () => {
  const context = { observedAt: during, providerUrl: 'https://merchant.example.com/x' };

  it('tells money, end, contact and what is not modelled, and nobody’s address', () => {
    const link = toProviderLink(
      {
        ...paylink,
        email: 'ada@example.com',
        cell_phone: '2025550143',
        contact_id: CONTACT,
        display_billing_fields: 1,
      },
      accountWith(),
      context,
    );
    expect(link).toMatchObject({
      providerLinkId: paylink.id,
      money: { amount: 14000, currency: 'USD' },
      providerExpiresAt: Date.parse('2026-04-01T04:59:59.999Z'),
      booking: { id: CONTACT },
      providerData: { display_billing_fields: 1, contact_id: CONTACT, delivery_method: 0 },
    });
    expect(JSON.stringify(link)).not.toMatch(/ada@|2025550143/);
  });

  it('tells what was expanded', () => {
    const contact = { id: CONTACT, first_name: 'Ada' };
    const record = { ...paylink, contact, tags: ['a'], location: null };
    expect(
      toProviderLink(record, accountWith(), { ...context, expand: ['contact', 'location'] }).providerData,
    ).toMatchObject({ contact, location: null });
    expect(toProviderLink(record, accountWith(), context).providerData).not.toHaveProperty('contact');
  });

  it.each([
    ['https://portal.example.com/paylink?id=1', 'https://portal.example.com/paylink?id=1'],
    [null, 'https://merchant.example.com/paylink?id=11f1183c5a7e90b2a4c6d8e0'],
    ['javascript:alert(1)', 'https://merchant.example.com/paylink?id=11f1183c5a7e90b2a4c6d8e0'],
    ['http://portal.example.com/1', 'https://merchant.example.com/paylink?id=11f1183c5a7e90b2a4c6d8e0'],
  ])('told %s, the page is %s', (payment_url, url) => {
    expect(pageUrlOf({ id: paylink.id, payment_url }, accountWith())).toBe(url);
  });

  it('nobody knows the page without either', () => {
    expect(pageUrlOf({ id: 'a', payment_url: null }, accountWith({}, ''))).toBeUndefined();
  });
});
