import { describe, expect, test } from 'vitest';
import examples from './examples.json' with { type: 'json' };
import { felloh, newLink, start } from './test-client.ts';
import { defaultWire } from './wire.ts';

const links = '/agent/payment-links';

/** The same keys in the same order, and the same kinds of values. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (value === null || typeof value !== 'object') return value === null ? null : typeof value;
  return Object.entries(value).map(([key, inner]) => [key, shape(inner)]);
}

describe('the examples of the sheet', () => {
  test('the default wire profile is the sheet’s', () => {
    expect(defaultWire).toEqual(examples.wire);
  });

  test('are accepted and answered in the very shapes', async () => {
    const { simulator, clock, call, raw } = await felloh();
    const json = { accept: 'application/json', 'content-type': 'application/json' };
    const token = await raw('POST', '/token', {
      headers: json,
      body: JSON.stringify(examples.token.request),
    });
    expect(shape(token.json)).toEqual(shape(examples.token.answer));
    expect(token.json.data.expiry_time).toBe(Math.floor(start / 1000) + 3600);

    const created = await call('PUT', links, examples.create.request);
    expect([created.status, shape(created.json)]).toEqual([200, shape(examples.create.answer)]);
    const id = created.json.data.id;

    clock.at = Date.parse('2026-03-02T09:40:12.530Z');
    simulator.act({ action: 'pay', link: id, method: 'open_banking' });
    const list = await call('POST', links, { ...examples.list.request, filter_booking_exists: true });
    const [listed] = list.json.data;
    expect(
      shape({
        ...list.json,
        data: [{ ...listed, booking: null, customer: examples.list.answer.data[0]?.customer }],
      }),
    ).toEqual(shape(examples.list.answer));
    expect((await call('POST', links, examples.list.request)).json.meta.count).toBe('0');

    const underWay = await call('POST', '/agent/transactions', examples.in_progress.request);
    expect(shape(underWay.json)).toEqual(shape(examples.in_progress.answer));
    expect(underWay.json.data[0]).toMatchObject({
      amount: 12500,
      type: 'OPEN_BANKING',
      payment_link: { id },
    });
    const one = await call('GET', `/agent/transactions/${underWay.json.data[0].id}`);
    expect(one.json.data).toEqual(underWay.json.data[0]);

    clock.at = Date.parse('2026-03-02T09:44:51.118Z');
    simulator.act({ action: 'settle', link: id });
    const got = await call('GET', `${links}/${id}`);
    expect(shape(got.json)).toEqual(shape(examples.get.answer));
    const { data } = examples.get.answer;
    const own = { id, transactions: got.json.data.transactions };
    const page = `${simulator.pageBaseUrl}/${id}`;
    expect(got.json.data).toEqual({
      ...data,
      ...own,
      success_url: `${page}/success`,
      failure_url: `${page}/failure`,
      cancel_url: `${page}/cancel`,
    });
    expect(got.json.data.transactions).toEqual([{ ...data.transactions[0], id: underWay.json.data[0].id }]);

    const second = (
      await call('PUT', links, { ...examples.create.request, customer_id: simulator.fixtures.customer.id })
    ).json.data.id;
    expect((await call('GET', `${links}/${second}`)).json.data.customer).toEqual(simulator.fixtures.customer);
    const assigned = await call('POST', `${links}/${second}/assign`, examples.assign.request);
    expect([assigned.status, shape(assigned.json)]).toEqual([200, shape(examples.assign.answer)]);
    const deleted = await call('DELETE', `${links}/${second}`);
    expect([deleted.status, shape(deleted.json)]).toEqual([200, shape(examples.delete.answer)]);

    const enums = await raw('GET', '/enums', { headers: { accept: '*/*' } });
    expect(enums.json.data).toEqual(examples.enums.answer.data);
    expect(shape(enums.json)).toEqual(shape(examples.enums.answer));

    const refused = await call('PUT', links, { ...newLink, amount: 0 });
    expect(refused.status).toBe(422);
    expect({ ...refused.json, meta: { ...refused.json.meta, request_id: '' } }).toEqual({
      ...examples.failure.answer,
      meta: { ...examples.failure.answer.meta, request_id: '' },
    });
  });
});
