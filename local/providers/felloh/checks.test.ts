import { describe, expect, test } from 'vitest';
import { felloh, start } from './test-client.ts';

const links = '/agent/payment-links';
const unknownId = '11111111-2222-4333-8444-555555555555';

describe('checks, in their order', () => {
  test('path and method come first', async () => {
    const { raw } = await felloh();
    for (const [method, path] of [
      ['PATCH', links],
      ['GET', links],
      ['PUT', `${links}/${unknownId}`],
      ['GET', '/agent'],
      ['GET', '/token'],
    ] as const) {
      const { status, json } = await raw(method, path);
      expect([method, path, status, json.errors]).toEqual([method, path, 404, undefined]);
    }
  });

  test('Accept, media type, token, JSON, organisation, record, fields: each before the next', async () => {
    const { raw, login } = await felloh();
    const token = await login();
    const faulty = { organisation: 'X9876', booking_id: unknownId, amount: 'x' };
    const put = async (headers: Record<string, string>, body: unknown) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const { status, json } = await raw('PUT', links, { headers, body: text });
      return [status, json.errors[0].type, json.errors[0].code];
    };
    const withType = { accept: 'application/json', 'content-type': 'application/json' };
    const authorised = { ...withType, authorization: `Bearer ${token}` };
    expect(await put({ ...withType, accept: 'text/html' }, '{')).toEqual([406, 'bad_request', 'bad_request']);
    expect(await put({ accept: 'text/html, */*;q=0.1', 'content-type': 'text/plain' }, '{')).toEqual([
      400,
      'bad_request',
      'bad_request',
    ]);
    expect(await put(withType, '{')).toEqual([401, 'authentication_error', 'authentication.invalid']);
    expect(await put({ ...withType, authorization: `Basic ${token}` }, '{')).toEqual([
      401,
      'authentication_error',
      'authentication.invalid',
    ]);
    expect(await put(authorised, '{')).toEqual([400, 'bad_request', 'bad_request']);
    expect(await put(authorised, [])).toEqual([400, 'bad_request', 'bad_request']);
    expect(await put(authorised, faulty)).toEqual([403, 'forbidden', 'organisation.forbidden']);
    expect(await put(authorised, { ...faulty, organisation: 'X1234' })).toEqual([
      404,
      'not_found',
      'booking.not_found',
    ]);
    expect(
      await put(authorised, { ...faulty, organisation: 1, booking_id: null, customer_id: unknownId }),
    ).toEqual([404, 'not_found', 'customer.not_found']);
    expect((await put(authorised, { amount: 'x' }))[0]).toBe(422);
  });

  test('a missing Accept and an unexpected body are refused', async () => {
    const { simulator, raw, login } = await felloh();
    const { createConnection } = await import('node:net');
    const port = Number(new URL(simulator.url).port);
    const answer = await new Promise<string>((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () =>
        socket.write('GET /enums HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (part) => {
        text += part;
      });
      socket.on('end', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    const authorization = `Bearer ${await login()}`;
    const headers = { accept: 'application/json', 'content-type': 'application/json', authorization };
    expect((await raw('DELETE', `${links}/${unknownId}`, { headers, body: '{}' })).status).toBe(400);
  });

  test('a record is looked for before fields and state', async () => {
    const { codes, create } = await felloh();
    const notFound = [404, 'payment_link.not_found'];
    expect(await codes('GET', `${links}/not-a-uuid`)).toEqual(notFound);
    expect(await codes('GET', `${links}/constructor`)).toEqual(notFound);
    expect(await codes('GET', `${links}/${unknownId}?x=1`)).toEqual(notFound);
    expect(await codes('DELETE', `${links}/${unknownId}`)).toEqual(notFound);
    expect(await codes('POST', `${links}/${unknownId}/assign`, {})).toEqual(notFound);
    const id = await create();
    expect(await codes('POST', `${links}/${id}/assign`, { booking_id: unknownId, extra: 1 })).toEqual([
      404,
      'booking.not_found',
    ]);
    expect(await codes('GET', `${links}/${id}?x=1`)).toEqual([422, 'payment_link.x']);
    expect(await codes('GET', '/agent/transactions/constructor')).toEqual([404, 'transaction.not_found']);
  });
});

describe('token', () => {
  test('wrong keys, mistyped keys, unknown properties', async () => {
    const { codes, simulator } = await felloh();
    const { publicKey: public_key } = simulator.fixtures;
    expect(await codes('POST', '/token', { public_key, private_key: 'sim-felloh-private-kez' })).toEqual([
      401,
      'authentication.invalid',
    ]);
    expect(await codes('POST', '/token', { public_key })).toEqual([401, 'authentication.invalid']);
    expect(await codes('POST', '/token', { public_key, private_key: 1, more: 1 })).toEqual([
      422,
      'token.private_key',
      'token.more',
    ]);
    expect(JSON.stringify(simulator.calls())).not.toContain('sim-felloh-private');
  });

  test('is over by the clock, and when revoked', async () => {
    const { clock, call, login, simulator } = await felloh();
    await login();
    clock.at = (Math.floor(start / 1000) + 3600) * 1000 - 1;
    expect((await call('POST', links, { organisation: 'X1234' })).status).toBe(200);
    clock.at += 1;
    expect((await call('POST', links, { organisation: 'X1234' })).status).toBe(401);
    await login();
    expect((await call('POST', links, { organisation: 'X1234' })).status).toBe(200);
    simulator.act({ action: 'revoke_tokens' });
    expect((await call('POST', links, { organisation: 'X1234' })).status).toBe(401);
  });
});
