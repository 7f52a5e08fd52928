import { describe, expect, test } from 'vitest';
import { newLink, smarterpay } from './test-client.ts';

const authorization = 'Bearer sim-smarterpay-token';
const unknown = '/paymentlink/PL01NOBODYKNOWSTHIS0';

describe('checks, in their order', () => {
  test('path and method come first', async () => {
    const { raw } = await smarterpay();
    for (const [method, path, status, allow] of [
      ['GET', '/paymentlink', 405, 'POST'],
      ['PUT', '/paymentlink', 405, 'POST'],
      ['DELETE', unknown, 405, 'GET, PUT'],
      ['POST', unknown, 405, 'GET, PUT'],
      ['PATCH', unknown, 405, 'GET, PUT'],
      ['POST', '/paymentlinks', 405, 'GET'],
      ['GET', '/paymentlinks/1', 404, null],
      ['POST', '/paymentlink/', 404, null],
      ['GET', '/PaymentLinks', 404, null],
      ['GET', '', 404, null],
    ] as const) {
      const { status: answered, json, headers } = await raw(method, path);
      const code = status === 404 ? 'not_found' : 'method_not_allowed';
      expect([method, path, answered, headers.get('allow'), json.error.code]).toEqual([
        method,
        path,
        status,
        allow,
        code,
      ]);
    }
  });

  test('the path of the service is told apart by case', async () => {
    const { raw, simulator } = await smarterpay();
    expect(simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/service\.svc$/);
    const response = await fetch(`${simulator.url.replace('service', 'Service')}/paymentlinks`, {
      headers: { authorization },
    });
    expect(response.status).toBe(404);
    expect((await raw('GET', '/paymentlinks', { headers: { authorization } })).status).toBe(200);
  });

  test('token, media type, JSON, idempotency key, record, fields: each before the next', async () => {
    const { raw, refused, post } = await smarterpay();
    await post(newLink, 'taken');
    const put = (headers: Record<string, string>, body: string) =>
      refused(raw('PUT', `${unknown}?x=1`, { headers, body }));
    const json = { authorization, 'content-type': 'application/json' };
    const faulty = '{"payment_link": {"status": 1}}';
    const untold = { 'content-type': 'text/plain', 'idempotency-key': 'taken' };
    expect(await put(untold, '{')).toEqual([401, 'unauthorised', null]);
    for (const wrong of [
      'Bearer sim-smarterpay-tokem',
      'Bearer',
      'Basic c2lt',
      'bearer sim-smarterpay-token',
    ])
      expect(await put({ ...untold, authorization: wrong }, '{')).toEqual([401, 'unauthorised', null]);
    expect(await put({ ...untold, authorization }, '{')).toEqual([400, 'invalid_request', null]);
    for (const body of ['{', '', '[]', 'null', '"text"'])
      expect(await put({ ...json, 'idempotency-key': 'taken' }, body)).toEqual([
        400,
        'invalid_request',
        null,
      ]);
    expect(await put({ ...json, 'idempotency-key': 'taken' }, faulty)).toEqual([
      409,
      'idempotency_clash',
      null,
    ]);
    expect(await put({ ...json, 'idempotency-key': 'k'.repeat(256) }, faulty)).toEqual([
      400,
      'invalid_request',
      null,
    ]);
    expect(await put(json, faulty)).toEqual([404, 'not_found', null]);
    expect(await refused(raw('GET', `${unknown}?x=1`, { headers: { authorization } }))).toEqual([
      404,
      'not_found',
      null,
    ]);
    expect(await refused(raw('GET', '/paymentlink/constructor', { headers: { authorization } }))).toEqual([
      404,
      'not_found',
      null,
    ]);
  });

  test('the media type may say its charset, and is asked of every write', async () => {
    const { raw, refused } = await smarterpay();
    const body = JSON.stringify({ payment_link: newLink });
    const write = (type: string) =>
      raw('POST', '/paymentlink', { headers: { authorization, 'content-type': type }, body });
    expect((await write('application/json; charset=utf-8')).status).toBe(201);
    expect((await write('Application/JSON')).status).toBe(201);
    for (const type of ['text/json', 'application/x-www-form-urlencoded', 'application/json5'])
      expect(await refused(write(type))).toEqual([400, 'invalid_request', null]);
  });

  test('no secret is kept of a call', async () => {
    const { call, simulator } = await smarterpay();
    await call('GET', '/paymentlinks');
    expect(simulator.calls()).toMatchObject([
      {
        operation: 'list',
        path: '/service.svc/paymentlinks',
        status: 200,
        headers: { authorization: '[secret]' },
      },
    ]);
    expect(JSON.stringify(simulator.calls())).not.toContain('sim-smarterpay-token');
  });
});
