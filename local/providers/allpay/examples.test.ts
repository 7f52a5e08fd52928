import { describe, expect, test } from 'vitest';
import examples from './examples.json' with { type: 'json' };
import { allpay } from './test-client.ts';
import { defaultWire } from './wire.ts';

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

  test('are accepted and answered in the very shapes, and with the very values but the urls', async () => {
    const { simulator, clock, send, raw, headers, call } = await allpay();
    const created = await send('create', examples.create.request);
    expect([created.status, shape(created.json)]).toEqual([200, shape(examples.create.answer)]);
    const { url } = created.json;
    expect(url).toMatch(new RegExp(`^${simulator.pageBaseUrl}/p/[A-Za-z0-9]{16}$`));

    clock.at = Date.parse('2026-03-02T09:41:37.020Z');
    const [example] = examples.list_pending.answer;
    const { paymentUrlId: _, url: __, createdAt: ___, ...leaseholder } = example ?? {};
    const second = await call('create', {
      ...leaseholder,
      organisationId: '1042',
      organisationPersonId: '20417',
    });

    const sent = await send('send', {
      ...examples.send.request,
      paymentLink: url,
    });
    expect([sent.status, sent.json]).toEqual([200, examples.send.answer]);
    simulator.act({ action: 'open', link: url });

    clock.at += 60_000;
    const active = await send('list_active', examples.list_active.request);
    expect(shape(active.json)).toEqual(shape(examples.list_active.answer));
    expect(active.json).toEqual([{ ...examples.list_active.answer[0], url }]);
    const pending = await send('list_pending', examples.list_pending.request);
    expect(shape(pending.json)).toEqual(shape(examples.list_pending.answer));
    expect(pending.json).toEqual([{ ...example, url: second.json.url }]);

    const updated = await send('update', examples.update.request);
    expect(shape(updated.json)).toEqual(shape(examples.update.answer));
    expect(updated.json).toEqual({ ...examples.update.answer, url: second.json.url });
    const deleted = await send('delete', examples.delete.request);
    expect([deleted.status, deleted.json]).toEqual([200, examples.delete.answer]);
    expect((await send('list_pending', examples.list_pending.request)).json).toEqual([]);

    const refused = await raw('POST', '/CreateLinks', {
      headers: { ...headers, 'ocp-apim-subscription-key': 'wrong' },
      body: JSON.stringify(examples.create.request),
    });
    expect([refused.status, refused.json]).toEqual([401, examples.errors.gateway]);
    const { clientCode: ____, ...withoutCode } = examples.create.request;
    const invalid = await send('create', withoutCode);
    expect([invalid.status, invalid.json]).toEqual([400, examples.errors.application]);
    const tooMuch = await send('create', { ...examples.create.request, amount: 4000.01 });
    expect(tooMuch.json).toEqual({ message: 'amount must be between 0.01 and 4000.00' });
  });
});
