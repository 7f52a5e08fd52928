import { describe, expect, test } from 'vitest';
import examples from './examples.json' with { type: 'json' };
import { receiver, smarterpay } from './test-client.ts';
import { defaultWire } from './wire.ts';

describe('the examples of the sheet', () => {
  test('the default wire profile is the sheet’s', () => {
    expect(defaultWire).toEqual(examples.wire);
  });

  test('create and update are accepted and answered in the very shapes', async () => {
    const { clock, call, get, visit } = await smarterpay();
    const created = await call('POST', '/paymentlink', examples.create.request);
    expect(created.status).toBe(201);
    const { id, url } = created.json.payment_link;
    const answer = { ...examples.create.answer.payment_link, id, url };
    expect(created.json).toEqual({ payment_link: answer });
    expect(Object.keys(created.json.payment_link)).toEqual(Object.keys(answer));
    expect(Object.keys(answer)).toHaveLength(31);
    expect(id).toMatch(/^PL[0-9]{2}[A-Z0-9]{16}$/);

    clock.at = Date.parse('2026-03-02T09:40:12.100Z');
    await visit(url);
    const updated = await call('PUT', `/paymentlink/${id}`, examples.update.request);
    const ended = { ...examples.update.answer.payment_link, id, url };
    expect([updated.status, updated.json]).toEqual([200, { payment_link: ended }]);
    expect(await get(id)).toEqual(ended);
  });

  test('the list is answered in the very shape', async () => {
    const { clock, call, create, visit, simulator } = await smarterpay();
    const { id, url } = await create({
      ...examples.create.request.payment_link,
      ecommerce_page: 'EP02CARDEXPIRE000001',
      return_url: null,
      metadata: null,
    });
    clock.at = Date.parse('2026-03-02T09:40:12Z');
    await visit(url);
    clock.at = Date.parse('2026-03-02T09:44:51Z');
    simulator.act({ action: 'pay', link: id });
    const list = await call(
      'GET',
      '/paymentlinks?card_payment_custom_reference=01KJQ4T7B0Z3V5N8X2C6D9F1GH&limit=40&page_no=1',
    );
    const [expected] = examples.list.answer.payment_links;
    expect([list.status, list.json]).toEqual([200, { payment_links: [{ ...expected, id, url }] }]);
    expect(url).toMatch(/&page=4550303243415244455850495245303030303031$/);
  });

  test('the refusal and the notification', async () => {
    const { clock, call, create, post, simulator } = await smarterpay();
    const refused = await post({ ...examples.create.request.payment_link, description: 'x'.repeat(256) });
    expect([refused.status, refused.json]).toEqual([400, examples.failure.answer]);

    const { url, received } = await receiver(204);
    simulator.configure({ webhook_url: url });
    const { id: link } = await create(examples.create.request.payment_link);
    clock.at = Date.parse('2026-03-02T09:44:51Z');
    simulator.act({ action: 'pay', link });
    await simulator.drained();
    const told = JSON.parse(received[0]?.body ?? '');
    const { webhook } = examples;
    const [event] = webhook.events;
    expect(told).toEqual({
      ...webhook,
      id: told.id,
      idempotency_key: told.idempotency_key,
      sent_at: '2026-03-02T09:44:51Z',
      events: [{ ...event, id: told.events[0].id, event_id: 'EV000000001' }],
    });
    expect(Object.keys(told)).toEqual(Object.keys(webhook));
    expect(Object.keys(told.events[0])).toEqual(Object.keys(event ?? {}));
    expect((await call('GET', `/paymentlink/${link}`)).json.payment_link.completed_at).toBe(
      '2026-03-02 09:44:51',
    );
  });
});
