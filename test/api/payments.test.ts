import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBody, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const create = async (extra: Record<string, unknown> = {}) =>
  (await world.ok({ method: 'POST', path: '/v1/links', body: { ...aBody, ...extra } })).body;

const pay = (id: string, body: Record<string, unknown>) =>
  world.call({ method: 'POST', path: `/v1/links/${id}/external_payments`, body });

const transfer = (amount: number, reference: string) => ({
  amount,
  method: 'bank_transfer',
  received_on: '2026-11-20',
  reference,
});

describe('money that came by other means', () => {
  it('is summed, makes the link paid when the rest is 0, and closes its page', async () => {
    const { id, provider_link_id } = await create();
    const some = await pay(id, transfer(5_000, 'BACS-1'));
    expect(some.body).toMatchObject({ status: 'partially_paid', amount_paid: 5_000, paid_at: null });
    const rest = await pay(id, transfer(7_500, 'BACS-2'));
    expect(rest.status, rest.text).toBe(200);
    expect(rest.body).toMatchObject({
      status: 'paid',
      amount_paid: 12_500,
      provider_url_open: false,
      exceptions: [],
      external_payments: [
        { reference: 'BACS-1', amount: 5_000, method: 'bank_transfer', received_on: '2026-11-20' },
        { reference: 'BACS-2', amount: 7_500 },
      ],
    });
    expect(rest.body.paid_at).not.toBeNull();
    expect(world.felloh.ledger().find(({ id }) => id === provider_link_id)?.state).toBe('deleted');
  });

  it('counts once per reference, and another one under it is refused', async () => {
    const { id } = await create();
    await pay(id, transfer(5_000, 'BACS-1'));
    const again = await pay(id, transfer(5_000, 'BACS-1'));
    expect(again.body).toMatchObject({ amount_paid: 5_000 });
    const other = await pay(id, transfer(6_000, 'BACS-1'));
    expect(other.status).toBe(422);
    expect(other.body.errors).toMatchObject([{ pointer: '/reference', code: 'reference_used' }]);
  });

  it('is kept beside what the provider tells; together too much is flagged', async () => {
    const { id, provider_link_id } = await create();
    world.felloh.act({ link: provider_link_id, action: 'open' });
    const whole = await pay(id, transfer(12_500, 'BACS-1'));
    expect(whole.body).toMatchObject({ status: 'paid', provider_url_open: true, exceptions: [] });
    world.felloh.act({ link: provider_link_id, action: 'pay', method: 'card' });
    const twice = await world.ok({ method: 'POST', path: `/v1/links/${id}/refresh` });
    expect(twice.body).toMatchObject({ status: 'paid', amount_paid: 25_000 });
    expect(twice.body.exceptions.map(({ code }: { code: string }) => code)).toEqual(['overpaid']);
  });
});

describe('on_duplicate', () => {
  const wanted = { reference: 'INV-7', description: 'The first' };

  it('lets a second link be made, refuses it, or gives the open one', async () => {
    const first = await create(wanted);
    const second = await create({ ...wanted, on_duplicate: 'allow' });
    expect(second.id).not.toBe(first.id);
    const refused = await world.call({
      method: 'POST',
      path: '/v1/links',
      body: { ...aBody, ...wanted, on_duplicate: 'reject' },
    });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'duplicate_active_link', conflicting_link_id: second.id });
    const given = await create({ ...wanted, on_duplicate: 'return_existing' });
    expect(given.id).toBe(second.id);
  });

  it('does not count links that are over', async () => {
    const { id } = await create({ reference: 'INV-8' });
    await world.ok({ method: 'POST', path: `/v1/links/${id}/cancel` });
    const next = await create({ reference: 'INV-8', on_duplicate: 'reject' });
    expect(next.status).toBe('active');
  });
});
