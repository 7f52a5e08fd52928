import { describe, expect, test } from 'vitest';
import { allpay, second } from './test-client.ts';

type Listed = { paymentUrlId: string; status?: unknown };
const ids = ({ json }: { json: Listed[] }) => json.map(({ paymentUrlId }) => paymentUrlId);

describe('the two lists', () => {
  test('are empty at first, oldest first, and whole', async () => {
    const { create, active, pending, clock, simulator } = await allpay();
    expect([(await active()).json, (await pending()).json]).toEqual([[], []]);
    const made: string[] = [];
    for (let n = 0; n < 120; n += 1) made.push(await create());
    clock.at += 60 * second;
    expect(ids(await pending())).toEqual(made);
    for (const link of made) simulator.act({ action: 'open', link });
    expect([ids(await pending()), ids(await active())]).toEqual([[], made]);
  });

  test('a link is in one of them, by its state', async () => {
    const { create, active, pending, clock, simulator, sendLink } = await allpay();
    const [sent, opened, paid, downloaded, part, waiting] = [
      await create(),
      await create(),
      await create(),
      await create(),
      await create(),
      await create(),
    ];
    await sendLink(sent);
    simulator.act({ action: 'open', link: opened });
    simulator.act({ action: 'pay', link: paid });
    simulator.act({ action: 'download', link: downloaded });
    simulator.act({ action: 'partial', link: part, amount: 100 });
    clock.at += 60 * second;
    const { json } = await active();
    expect(json.map(({ paymentUrlId, status }: Listed) => [paymentUrlId, status])).toEqual([
      [sent, 151],
      [opened, 152],
      [paid, 153],
      [downloaded, 154],
      [part, 155],
    ]);
    const listed = (await pending()).json;
    expect(ids({ json: listed })).toEqual([waiting]);
    expect('status' in listed[0]).toBe(false);
  });

  test('a new link appears when the lag is over; its changes show at once', async () => {
    const { create, active, pending, update, clock, simulator } = await allpay();
    const id = await create();
    clock.at += 60 * second - 1;
    expect(ids(await pending())).toEqual([]);
    clock.at += 1;
    expect(ids(await pending())).toEqual([id]);
    await update(id, { amount: 1 });
    expect((await pending()).json[0].amount).toBe(1);
    simulator.act({ action: 'open', link: id });
    expect([ids(await pending()), ids(await active())]).toEqual([[], [id]]);
    simulator.configure({ list_lag_seconds: 120 });
    expect(ids(await active())).toEqual([]);
    simulator.configure({ list_lag_seconds: null });
    expect(ids(await active())).toEqual([id]);
    simulator.configure({ list_lag_seconds: 0 });
    expect(await create()).toBe(ids(await pending())[0]);
  });

  test('belong to one organisation and one person', async () => {
    const { call } = await allpay();
    expect((await call('list_active', { organisationId: '20417' })).status).toBe(403);
    expect((await call('list_pending', { organisationPersonId: '1042' })).status).toBe(403);
  });
});
