import { describe, expect, test } from 'vitest';
import { allpay, newLink, newMessage, unnamed } from './test-client.ts';
import { operationNames } from './wire.ts';

describe('checks, in their order', () => {
  test('path and method come first, told by the gateway', async () => {
    const { raw } = await allpay();
    for (const [method, path] of [
      ['GET', '/CreateLinks'],
      ['PUT', '/SendLinks'],
      ['HEAD', '/CreateLinks'],
      ['POST', '/createlinks'],
      ['POST', '/CreateLinks/'],
      ['POST', '/'],
      ['POST', '/p/short'],
      ['DELETE', '/p/AAAAAAAAAAAAAAAA'],
    ] as const) {
      const { status, json } = await raw(method, path);
      expect([method, path, status]).toEqual([method, path, 404]);
      if (method !== 'HEAD') expect(json).toEqual({ statusCode: 404, message: 'Resource not found' });
    }
  });

  test.each(operationNames)(
    '%s: APIM key, quota, Accept, media type, JSON, generated key',
    async (operation) => {
      const { send, headers, simulator } = await allpay();
      const attempt = async (body: string, over: Record<string, string> = {}, without = '') => {
        const all = Object.entries({ ...headers, ...over }).filter(([name]) => name !== without);
        const { status, json } = await send(operation, undefined, { headers: Object.fromEntries(all), body });
        return [status, json.statusCode, json.message];
      };
      const nothing = { accept: 'text/html', 'content-type': 'text/plain' };
      const missing = await attempt('{', nothing, 'ocp-apim-subscription-key');
      expect(missing).toEqual([401, 401, expect.stringContaining('missing subscription key')]);
      const wrong = { ...nothing, 'ocp-apim-subscription-key': 'sim-allpay-apim-kex' };
      expect(await attempt('{', wrong)).toEqual([401, 401, expect.stringContaining('invalid')]);
      simulator.act({ action: 'use_up_quota' });
      expect(await attempt('{', nothing)).toEqual([403, 403, expect.stringContaining('quota')]);
      simulator.act({ action: 'renew_quota' });
      expect(await attempt('{', nothing)).toEqual([400, undefined, expect.stringContaining('Accept')]);
      expect(await attempt('{', {}, 'content-type')).toEqual([
        415,
        undefined,
        expect.stringContaining('Content-Type'),
      ]);
      expect(await attempt('{')).toEqual([400, undefined, 'The body is not JSON']);
      for (const body of ['[]', 'null', '"x"', '1'])
        expect(await attempt(body)).toEqual([400, undefined, 'The body must be a JSON object']);
      for (const key of ['"wrong"', '1', ...(operation === 'send' ? [] : ['null'])])
        expect(await attempt(`{"subscriptionKey": ${key}, "colour": 1}`)).toEqual([
          401,
          undefined,
          expect.stringContaining('key'),
        ]);
      expect(await attempt('{"subscriptionKey": "sim-allpay-subscription-key", "colour": 1}')).toEqual([
        400,
        undefined,
        'colour is not a known property',
      ]);
    },
  );

  test('the refused key says where it belongs', async () => {
    const { raw, simulator } = await allpay();
    const { headers } = await raw('POST', '/CreateLinks');
    expect(headers.get('www-authenticate')).toBe(
      `AzureApiManagementKey realm="${simulator.url}",name="Ocp-Apim-Subscription-Key",type="header"`,
    );
  });

  test('types before organisation, organisation before person, both before values', async () => {
    const { message } = await allpay();
    const faulty = { ...newLink, organisationId: '9', organisationPersonId: '9', amount: '1', firstName: '' };
    expect(await message('create', faulty)).toEqual([400, 'amount must be a number']);
    expect(await message('create', { ...faulty, amount: 0 })).toEqual([403, 'The organisation is not yours']);
    expect(await message('create', { ...faulty, amount: 0, organisationId: '1042' })).toEqual([
      403,
      'The person is not one of your organisation',
    ]);
    expect(await message('create', { ...newLink, amount: 0, firstName: '' })).toEqual([
      400,
      'firstName must have 1 to 50 characters',
    ]);
  });

  test('update: names, link, values, state', async () => {
    const { create, message, simulator } = await allpay();
    const id = await create();
    simulator.act({ action: 'open', link: id });
    const attempt = (fields: object) => message('update', { paymentUrlId: '1', amount: 0, ...fields });
    expect(await attempt({ colour: 1 })).toEqual([400, 'colour is not a known property']);
    expect(await attempt({})).toEqual([404, 'There is no such payment URL']);
    expect((await attempt({ paymentUrlId: id }))[0]).toBe(400);
    expect((await attempt({ paymentUrlId: id, amount: 1 }))[0]).toBe(409);
  });

  test('send: names, link, values, state', async () => {
    const { create, entry, message, simulator } = await allpay();
    const paymentLink = entry(await create()).url;
    simulator.act({ action: 'pay', link: paymentLink });
    const attempt = (fields: object) => message('send', { ...newMessage, emailAddress: 'ada', ...fields });
    expect(await attempt({})).toEqual([400, 'paymentLink is required']);
    expect((await attempt({ paymentLink: 'https://example.com/' }))[0]).toBe(404);
    expect(await attempt({ paymentLink })).toEqual([400, 'emailAddress has the wrong form']);
    expect((await attempt({ paymentLink, emailAddress: 'ada@example.com' }))[0]).toBe(409);
  });

  test('parameters are as unknown as properties are', async () => {
    const { raw, headers, keys } = await allpay();
    const { status, json } = await raw('POST', '/GetActivePaymentUrls?page=2', {
      headers,
      body: JSON.stringify({ ...keys, organisationId: '1042' }),
    });
    expect([status, json]).toEqual([400, { message: 'page is not a known parameter' }]);
  });
});

describe('every property: its name, its type, whether it is required', () => {
  const everything = {
    create: { ...unnamed, clientReference: 'TEN0048213', clientCode: 'RENT' },
    list_active: { organisationId: '1042' },
    list_pending: { organisationPersonId: '20417' },
    update: {
      paymentUrlId: '884120',
      clientReference: 'TEN0048213',
      clientCode: 'RENT',
      firstName: 'Ada',
      lastName: 'Byron',
      validated: false,
      amount: 1,
      createdBy: 'x',
    },
    delete: { paymentUrlId: '884120' },
    send: { ...newMessage, paymentLink: '' },
  };
  const optional = [
    'clientReference',
    'clientCode',
    'firstName',
    'lastName',
    'validated',
    'amount',
    'createdBy',
  ];

  test.each(operationNames)('%s', async (operation) => {
    const { create, entry, message } = await allpay();
    const id = await create();
    const whole: Record<string, unknown> = { ...everything[operation] };
    if (operation === 'send') whole.paymentLink = entry(id).url;
    for (const [name, value] of Object.entries(whole)) {
      if (value === undefined) continue;
      const other = typeof value === 'string' ? 7 : 'seven';
      for (const wrong of [other, [value], { value }])
        expect(await message(operation, { ...whole, [name]: wrong })).toEqual([
          400,
          expect.stringMatching(new RegExp(`^${name} must be`)),
        ]);
      if (operation === 'update' && optional.includes(name)) continue;
      for (const none of [undefined, null])
        expect(await message(operation, { ...whole, [name]: none })).toEqual([
          400,
          expect.stringContaining('is required'),
        ]);
    }
    for (const unknown of [{ FirstName: 'Ada' }, { currency: 'GBP' }, { subscription_key: 'x' }])
      expect(await message(operation, { ...whole, ...unknown })).toEqual([
        400,
        `${Object.keys(unknown)[0]} is not a known property`,
      ]);
    expect((await message(operation, { ...whole, colour: null }))[0]).toBe(200);
  });

  test('what another operation knows is unknown here', async () => {
    const { message } = await allpay();
    expect((await message('list_active', { organisationId: '1042', organisationPersonId: '20417' }))[0]).toBe(
      400,
    );
    expect(
      (await message('list_pending', { organisationId: '1042', organisationPersonId: '20417' }))[0],
    ).toBe(400);
    expect((await message('create', { ...newLink, paymentUrlId: '1' }))[0]).toBe(400);
    expect((await message('delete', { paymentUrlId: '1', amount: 1 }))[0]).toBe(400);
    expect((await message('update', { paymentUrlId: '1', organisationId: '1042' }))[0]).toBe(400);
    expect((await message('send', { ...newMessage, amount: 1 }))[0]).toBe(400);
  });
});
