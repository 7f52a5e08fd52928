import { describe, expect, test } from 'vitest';
import { api, newLink, paypoint } from './test-client.ts';

const unknownId = '11111111-2222-4333-8444-555555555555';
const json = { 'content-type': 'application/json' };
const key = { 'ocp-apim-subscription-key': 'sim-paypoint-subscription-key' };

describe('checks, in their order', () => {
  test('path and method come first, and are the gateway’s', async () => {
    const { raw } = await paypoint();
    for (const [method, path] of [
      ['PATCH', `${api}/requests`],
      ['GET', `${api}/requests/${unknownId}`],
      ['DELETE', `${api}/requests/${unknownId}`],
      ['PUT', `${api}/batches/${unknownId}`],
      ['GET', `${api}/batches/${unknownId}/confirm`],
      ['POST', '/requests'],
      ['GET', '/'],
    ] as const) {
      const { status, json: body } = await raw(method, path);
      expect([method, path, status, body]).toEqual([
        method,
        path,
        404,
        { statusCode: 404, message: 'Resource not found' },
      ]);
    }
  });

  test('the key comes before the body, on every operation', async () => {
    const { raw, simulator } = await paypoint();
    const operations = [
      ['POST', '/requests'],
      ['GET', '/requests'],
      ['PUT', `/requests/${unknownId}`],
      ['POST', '/batches'],
      ['GET', '/batches'],
      ['POST', `/batches/${unknownId}/confirm`],
      ['GET', `/batches/${unknownId}`],
      ['GET', `/batches/${unknownId}/failures`],
    ] as const;
    for (const [method, path] of operations) {
      const body = method === 'GET' ? {} : { body: '{' };
      const missing = await raw(method, api + path, body);
      expect([method, path, missing.status, missing.json.statusCode]).toEqual([method, path, 401, 401]);
      expect(missing.headers.get('www-authenticate')).toMatch(/^AzureApiManagementKey /);
      const headers = { 'ocp-apim-subscription-key': 'sim-paypoint-subscription-kez' };
      const wrong = await raw(method, api + path, { ...body, headers });
      expect([wrong.status, wrong.json.message]).toEqual([
        401,
        expect.stringContaining('invalid subscription'),
      ]);
    }
    expect(new Set(simulator.calls().map(({ operation }) => operation))).toHaveLength(8);
  });

  test('a second key is demanded where there is one', async () => {
    const { raw } = await paypoint({ apiKey: 'second' });
    const get = async (headers: Record<string, string>) =>
      (await raw('GET', `${api}/batches?PageNumber=1`, { headers })).status;
    expect(await get(key)).toBe(401);
    expect(await get({ ...key, 'x-api-key': 'other' })).toBe(401);
    expect(await get({ 'x-api-key': 'second' })).toBe(401);
    expect(await get({ ...key, 'x-api-key': 'second' })).toBe(200);
  });

  test('media type and JSON, then names and types, then the record, then values, then state', async () => {
    const { raw, call, create, cancel, refused } = await paypoint();
    const put = async (headers: Record<string, string>, body: string, id = unknownId) =>
      (await raw('PUT', `${api}/requests/${id}`, { headers: { ...key, ...headers }, body })).status;
    expect(await put({ 'content-type': 'text/plain' }, '{')).toBe(415);
    expect(await put({ 'content-type': 'application/json; charset=utf-8' }, '{')).toBe(400);
    for (const body of ['', '[]', '1', 'null', '"x"']) expect(await put(json, body)).toBe(400);
    const path = `/requests/${unknownId}`;
    expect(await refused('PUT', path, { RequestId: 1, Status: 'Paid', Colour: 1 })).toEqual([
      400,
      'RequestId',
      'Colour',
    ]);
    expect(await refused('PUT', path, { RequestId: unknownId })).toEqual([400, 'Status']);
    const missing = await call('PUT', path, { RequestId: 'other', Status: 'Paid' });
    expect([missing.status, missing.json.Errors]).toEqual([404, []]);

    const { id } = await create();
    expect(await refused('PUT', `/requests/${id}`, { RequestId: unknownId, Status: 'Paid' })).toEqual([
      400,
      'RequestId',
      'Status',
    ]);
    expect((await cancel(id.toUpperCase())).status).toBe(200);
    expect(await refused('PUT', '/requests/constructor', { RequestId: 'x', Status: 'y' })).toEqual([404]);
  });

  test('values come before duplicates', async () => {
    const { create, refused } = await paypoint();
    await create({ ClientTransactionRef: 'REF-0' });
    expect(await refused('POST', '/requests', { ...newLink, Amount: 0 })).toEqual([400, 'Amount']);
    expect(await refused('POST', '/requests', newLink)).toEqual([409, 'ClientTransactionRef']);
  });

  test('no query where there is none, and no body with a GET', async () => {
    const { refused, raw } = await paypoint();
    expect(await refused('POST', '/requests?x=1', newLink)).toEqual([400, 'x']);
    expect(await refused('GET', `/batches/${unknownId}?x=1`)).toEqual([400, 'x']);
    const { createConnection } = await import('node:net');
    const { url } = (await paypoint()).simulator;
    const answer = await new Promise<string>((resolve) => {
      const socket = createConnection(Number(new URL(url).port), '127.0.0.1', () =>
        socket.write(
          `GET ${api}/batches?PageNumber=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\nOcp-Apim-Subscription-Key: ${key['ocp-apim-subscription-key']}\r\n\r\n{}`,
        ),
      );
      let text = '';
      socket.on('data', (part) => {
        text += part;
      });
      socket.on('end', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect((await raw('GET', `${api}/batches?PageNumber=1`, { headers: { ...key, ...json } })).status).toBe(
      200,
    );
  });
});

test('no key, signature or passphrase is kept with the calls', async () => {
  const { raw, call, create, submit, newBatch, put, simulator } = await paypoint({ apiKey: null });
  const headers = { ...key, 'x-api-key': 'hush-key' };
  await raw('GET', `${api}/batches?PageNumber=1`, { headers });
  const { page } = await create({ Passphrase: 'hush-word' });
  await submit(page, { passphrase: 'hush-word' });
  await call('POST', '/requests', '{"Passphrase": "hush-word"');
  const { upload } = await newBatch();
  const file = [
    'ClientTransactionRef,Amount,AccountReference,Reason,Passphrase,Title,FirstName,LastName,MobileNumber,EmailAddress,SendMethod',
    'R1,1.00,ACC,,hush-word,,Ada,Byron,07700900123,,',
  ];
  const blob = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'text/csv; charset=utf-8' };
  await put(upload, file.join('\r\n'), blob);
  await put(upload, `${file.join('\r\n')}"`, blob);
  const calls = JSON.stringify(simulator.calls());
  expect(calls).not.toMatch(/hush|subscription-key":"sim|sig=(?!\[secret\])/);
  expect(simulator.calls().at(-2)?.body).toContain('R1,1.00,ACC,,[secret],,Ada');
  expect(JSON.stringify(simulator.ledger())).not.toContain('hush');
});
