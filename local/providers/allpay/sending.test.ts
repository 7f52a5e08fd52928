import { describe, expect, test } from 'vitest';
import { allpay, newMessage } from './test-client.ts';

describe('sending', () => {
  const email = {
    channel: 'email',
    to: 'ada@example.com',
    organisation_name: 'Example Housing',
    sent_at: '2026-03-02T09:15:04.377Z',
  };
  const sms = { ...email, channel: 'sms', to: '07700900123' };

  test.each([
    [1, [email]],
    [2, [sms]],
    [3, [email, sms]],
  ])('by method %i', async (sendingMethod, messages) => {
    const { create, sendLink, entry } = await allpay();
    const id = await create();
    const { status, json } = await sendLink(id, { sendingMethod });
    expect([status, json]).toEqual([200, {}]);
    expect(entry(id)).toMatchObject({ state: 'active', status: 151, messages });
  });

  test('wants only the address that the method is about', async () => {
    const { create, sendLink, entry } = await allpay();
    const id = await create();
    const attempt = async (sendingMethod: number, fields: object) =>
      (await sendLink(id, { sendingMethod, emailAddress: null, mobileNumber: null, ...fields })).json;
    const { emailAddress, mobileNumber } = newMessage;
    expect(await attempt(1, { emailAddress })).toEqual({});
    expect(await attempt(2, { mobileNumber })).toEqual({});
    expect(await attempt(1, { mobileNumber })).toEqual({
      message: 'emailAddress is required with sendingMethod 1',
    });
    expect(await attempt(2, { emailAddress })).toEqual({
      message: 'mobileNumber is required with sendingMethod 2',
    });
    expect((await attempt(3, { emailAddress })).message).toContain('mobileNumber is required');
    expect((await attempt(3, { mobileNumber })).message).toContain('emailAddress is required');
    expect(entry(id).messages).toHaveLength(2);
  });

  test('with or without the generated key, not with a wrong one', async () => {
    const { create, entry, send, sendLink } = await allpay();
    const id = await create();
    const body = { ...newMessage, paymentLink: entry(id).url };
    expect((await send('send', body)).status).toBe(200);
    expect((await sendLink(id)).status).toBe(200);
    expect((await send('send', { ...body, subscriptionKey: 'x' })).status).toBe(401);
    expect(entry(id).messages).toHaveLength(4);
  });

  test.each<[string, unknown[], unknown[]]>([
    ['organisationName', ['x', 'x'.repeat(100)], ['', 'x'.repeat(101)]],
    [
      'emailAddress',
      [`${'a'.repeat(242)}@example.com`],
      ['', 'ada', 'ada@', '@example.com', 'a@b@c', 'a b@c', `${'a'.repeat(243)}@example.com`],
    ],
    [
      'mobileNumber',
      ['07000000000'],
      ['', '+447700900123', '07700 900123', '0770090012', '077009001234', '01632960123'],
    ],
    ['sendingMethod', [1, 2, 3], [0, 4, -1, 1.5]],
  ])('limits of %s', async (name, taken, refused) => {
    const { create, sendLink, entry } = await allpay();
    const id = await create();
    for (const value of refused)
      expect([value, (await sendLink(id, { [name]: value })).status]).toEqual([value, 400]);
    expect(entry(id)).toMatchObject({ state: 'pending', messages: [] });
    for (const value of taken) expect((await sendLink(id, { [name]: value })).status).toBe(200);
  });

  test('codes from 152 stay; a paid link is not sent', async () => {
    const { create, sendLink, entry, simulator } = await allpay();
    const id = await create();
    const code = async () => [(await sendLink(id)).status, entry(id).status];
    expect(await code()).toEqual([200, 151]);
    expect(await code()).toEqual([200, 151]);
    simulator.act({ action: 'open', link: id });
    expect(await code()).toEqual([200, 152]);
    simulator.act({ action: 'download', link: id });
    expect(await code()).toEqual([200, 154]);
    simulator.act({ action: 'partial', link: id, amount: 1 });
    expect(await code()).toEqual([200, 155]);
    simulator.act({ action: 'pay', link: id });
    expect(await code()).toEqual([409, 153]);
    expect(entry(id).messages).toHaveLength(10);
  });

  test('an unknown url is not found', async () => {
    const { create, sendLink, simulator } = await allpay();
    const id = await create();
    for (const paymentLink of [
      '',
      'AAAAAAAAAAAAAAAA',
      `${simulator.url}/p/constructor`,
      'https://example.com/p/x',
    ])
      expect((await sendLink(id, { paymentLink })).status).toBe(404);
  });
});
