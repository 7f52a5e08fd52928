import { describe, expect, test } from 'vitest';
import { felloh, second, start } from './test-client.ts';

const links = '/agent/payment-links';

describe('delete', () => {
  test('takes an unopened link away for good', async () => {
    const { create, codes, simulator } = await felloh();
    const id = await create();
    expect(await codes('DELETE', `${links}/${id.toUpperCase()}`)).toEqual([200]);
    for (const method of ['GET', 'DELETE'])
      expect(await codes(method, `${links}/${id}`)).toEqual([404, 'payment_link.not_found']);
    expect(await codes('POST', `${links}/${id}/assign`, {})).toEqual([404, 'payment_link.not_found']);
    expect(simulator.ledger()[0]?.state).toBe('deleted');
  });

  test('is refused as soon as the page was opened', async () => {
    const { create, codes, open } = await felloh();
    const id = await create();
    await open(id);
    expect(await codes('DELETE', `${links}/${id}`)).toEqual([422, 'payment_link.has_transactions']);
    expect(await codes('GET', `${links}/${id}`)).toEqual([200]);
  });
});

describe('assign', () => {
  const byReference = {
    organisation: 'X1234',
    customer_name: 'Ada Byron',
    email: 'ada@example.com',
    booking_reference: 'TOUR-0099',
  };

  test('by id, then by reference, which makes one booking for all links', async () => {
    const { clock, create, codes, get, simulator } = await felloh();
    const [one, other] = [await create(), await create()];
    const { id: booking_id, booking_reference } = simulator.fixtures.booking;
    expect(await codes('POST', `${links}/${one}/assign`, { booking_id })).toEqual([200]);
    expect((await get(one)).booking).toMatchObject({ id: booking_id, booking_reference });
    clock.at += second;
    expect(await codes('POST', `${links}/${one}/assign`, byReference)).toEqual([200]);
    const { booking } = await get(one);
    expect(booking).toEqual({
      id: booking.id,
      email: 'ada@example.com',
      customer_name: 'Ada Byron',
      booking_reference: 'TOUR-0099',
      departure_date: null,
      return_date: null,
      created_at: new Date(start + second).toISOString(),
    });
    await codes('POST', `${links}/${other}/assign`, byReference);
    expect((await get(other)).booking).toEqual(booking);
    expect((await get(await create({ booking_id: booking.id }))).booking).toEqual(booking);
  });

  test.each([
    [{}, [422, 'payment_link.booking_id']],
    [{ booking_id: 5 }, [422, 'payment_link.booking_id']],
    [{ booking_id: 'c3a5e7f9-1b2d-4c6e-8f0a-9d8c7b6a5f4e', email: 'a@b' }, [422, 'payment_link.email']],
    [
      { booking_reference: 'A' },
      [422, 'payment_link.organisation', 'payment_link.customer_name', 'payment_link.email'],
    ],
    [{ ...byReference, booking_reference: '' }, [422, 'payment_link.booking_reference']],
    [{ ...byReference, email: 'nobody' }, [422, 'payment_link.email']],
    [{ ...byReference, organisation: 'X9876' }, [403, 'organisation.forbidden']],
    [{ ...byReference, colour: 1 }, [422, 'payment_link.colour']],
  ])('refuses %j', async (body, answer) => {
    const { create, codes, simulator } = await felloh();
    const id = await create();
    expect(await codes('POST', `${links}/${id}/assign`, body)).toEqual(answer);
    expect(simulator.ledger()[0]?.booking_id).toBeNull();
  });
});
