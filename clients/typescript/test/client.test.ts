import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createClient, type Fetch, PaylinksConnectionError, PaylinksError } from '../src/index.ts';

type Step = Response | Error;

/** A client whose requests are answered in turn, and what it has sent. */
function scripted(steps: Step[], retries = {}) {
  const sent: { method: string; url: string; key: string | null; body: string }[] = [];
  const fetch: Fetch = async (request) => {
    const { method, url, headers } = request;
    sent.push({ method, url, key: headers.get('idempotency-key'), body: await request.text() });
    const step = steps.shift();
    if (step === undefined) throw new Error('one request too many');
    if (step instanceof Error) throw step;
    return step;
  };
  const options = { baseUrl: 'https://api.example.com', apiKey: 'pl_test_1', fetch };
  return { sent, paylinks: createClient({ ...options, retries: { firstWaitMs: 1, ...retries } }) };
}

const problem = (status: number, code: string, retryable: boolean, more = {}, headers = {}) =>
  Response.json(
    {
      type: 'about:blank',
      title: 'No',
      status,
      detail: 'Not so',
      code,
      request_id: 'r-1',
      retryable,
      ...more,
    },
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  );
const busy = () => problem(503, 'provider_unavailable', true, { link_id: 'L1' }, { 'retry-after': '0' });
const link = () => Response.json({ id: 'L1' }, { status: 201 });
const lost = () => new TypeError('fetch failed');
const body = { amount: 12500, currency: 'GBP' };

describe('a replay of a time range', () => {
  const range = { from: '2026-11-18T00:00:00Z', to: '2026-11-20T00:00:00Z', states: ['failed' as const] };
  const page = (replayed: number, next_page_token: string | null) =>
    Response.json({ object: 'webhook_replay', replayed, next_page_token }, { status: 202 });

  it('follows the token to its end, with all else as it was', async () => {
    const { paylinks, sent } = scripted([page(500, 'a'), page(0, 'b'), page(7, null)]);
    expect(await paylinks.webhooks.replay('we_1', range)).toBe(507);
    const bodies = sent.map(({ body }) => JSON.parse(body));
    expect(bodies).toEqual([range, { ...range, page_token: 'a' }, { ...range, page_token: 'b' }]);
  });

  it('that breaks off has told how far it was, and goes on there', async () => {
    const { paylinks, sent } = scripted([page(500, 'a'), lost(), page(7, null)]);
    const told: (string | null)[] = [];
    const onProgress = ({ nextPageToken }: { nextPageToken: string | null }) => void told.push(nextPageToken);
    // Whether the second request was carried out nobody knows: it is not repeated by itself.
    const broken = paylinks.webhooks.replay('we_1', range, { onProgress });
    await expect(broken).rejects.toBeInstanceOf(PaylinksConnectionError);
    expect(told).toEqual(['a']);
    expect(await paylinks.webhooks.replay('we_1', { ...range, page_token: 'a' })).toBe(7);
    expect(sent).toHaveLength(3);
  });
});

describe('a POST that takes an Idempotency-Key', () => {
  it('has one, the same in every repeat, and another in the next call', async () => {
    const { paylinks, sent } = scripted([lost(), busy(), link(), link()]);
    expect(await paylinks.links.create(body)).toMatchObject({ id: 'L1' });
    await paylinks.links.create(body);
    const [first, second, third, other] = sent;
    expect(first?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect([second, third]).toEqual([first, first]);
    expect(other?.key).not.toBe(first?.key);
    expect(first?.body).toBe(JSON.stringify(body));
  });

  it('keeps the key that it is given', async () => {
    const { paylinks, sent } = scripted([link()]);
    await paylinks.links.create(body, { idempotencyKey: 'order-42' });
    expect(sent[0]?.key).toBe('order-42');
  });

  it.each([
    ['429', () => problem(429, 'rate_limited', true, {}, { 'retry-after': '0' })],
    ['a gateway’s 503', () => new Response('<html>', { status: 503 })],
    ['what still runs', () => problem(409, 'idempotency_in_progress', true, {}, { 'retry-after': '0' })],
  ])('is repeated after %s', async (_, answer) => {
    const { paylinks, sent } = scripted([answer(), link()]);
    await paylinks.links.create(body);
    expect(sent).toHaveLength(2);
  });

  it('is given up after so many tries, and tells the key with which it goes on', async () => {
    const none = scripted([lost(), lost(), lost(), lost()]);
    const error = await none.paylinks.links.create(body).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(PaylinksConnectionError);
    expect(error.idempotencyKey).toBe(none.sent[0]?.key);
    expect(none.sent).toHaveLength(4);
    const down = scripted([busy(), busy()], { maxTries: 2 });
    const refused = await down.paylinks.links.create(body).catch((thrown) => thrown);
    expect(refused).toMatchObject({ code: 'provider_unavailable', linkId: 'L1', retryable: true });
    expect(refused.idempotencyKey).toBe(down.sent[0]?.key);
  });

  it('does not wait longer than it may', async () => {
    const { paylinks, sent } = scripted([
      problem(503, 'provider_unavailable', true, {}, { 'retry-after': '31' }),
    ]);
    const error = await paylinks.links.create(body).catch((thrown) => thrown);
    expect(error).toMatchObject({ retryAfterSeconds: 31 });
    expect(sent).toHaveLength(1);
  });
});

describe('a call whose second try could do a second thing', () => {
  it.each<[string, Step]>([
    ['no answer', lost()],
    ['a gateway’s 503', new Response('', { status: 503 })],
  ])('is not repeated after %s', async (_, step) => {
    const { paylinks, sent } = scripted([step]);
    await expect(paylinks.links.update('L1', { metadata: {} })).rejects.toThrow();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.key).toBeNull();
  });

  it('is repeated after an answer that says that nothing was done', async () => {
    const { paylinks, sent } = scripted([busy(), Response.json({ id: 'L1' })]);
    await paylinks.links.update('L1', { metadata: {} });
    expect(sent).toHaveLength(2);
  });
});

describe('an error', () => {
  it('tells what the API told', async () => {
    const errors = [{ pointer: '/amount', code: 'required', detail: 'This field is required.' }];
    const { paylinks } = scripted([problem(422, 'validation_error', false, { errors })]);
    const error = await paylinks.links.create(body).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(PaylinksError);
    expect(error).toMatchObject({
      code: 'validation_error',
      status: 422,
      retryable: false,
      errors,
      requestId: 'r-1',
    });
    expect(error.message).toBe('No: Not so');
  });

  it.each(['', '<html>', '{"message":"Forbidden"}', 'null'])('is one for %j too', async (text) => {
    const headers = { 'content-type': 'application/problem+json' };
    const { paylinks } = scripted([new Response(text, { status: 403, headers })]);
    const error = await paylinks.links.get('L1').catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'unknown', status: 403, retryable: false, errors: [] });
  });

  it('of a call that is given up is the caller’s own, and ends the waiting', async () => {
    const { paylinks, sent } = scripted([
      problem(503, 'provider_unavailable', true, {}, { 'retry-after': '20' }),
    ]);
    const stop = new AbortController();
    const call = paylinks.links.create(body, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await expect(call).rejects.toThrow('enough');
    expect(sent).toHaveLength(1);
  });
});

it('a try without an answer in time is one without an answer; its body goes out with its length', async () => {
  const lengths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    lengths.push(request.headers['content-length']);
    if (lengths.length > 1)
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"L1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const retries = { timeoutSeconds: 0.2, firstWaitMs: 1 };
  const paylinks = createClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: 'pl_test_1', retries });
  expect(await paylinks.links.create(body)).toEqual({ id: 'L1' });
  const length = String(JSON.stringify(body).length);
  expect(lengths).toEqual([length, length]);
  server.closeAllConnections();
  server.close();
});

describe('a list', () => {
  it('goes on over short and empty pages, and only as far as it is read', async () => {
    const page = (data: string[], next_page_token: string | null) =>
      Response.json({ data: data.map((id) => ({ id })), next_page_token });
    const { paylinks, sent } = scripted([page(['a'], 't1'), page([], 't2'), page(['b', 'c'], 't3')]);
    const seen: string[] = [];
    for await (const { id } of paylinks.links.list({
      status: ['paid', 'active'],
      metadata: { order: '4 2' },
    })) {
      seen.push(id);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(['a', 'b']);
    const queries = sent.map(({ url }) => decodeURIComponent(new URL(url).search));
    expect(queries).toEqual([
      '?status=paid&status=active&metadata[order]=4 2',
      '?status=paid&status=active&metadata[order]=4 2&page_token=t1',
      '?status=paid&status=active&metadata[order]=4 2&page_token=t2',
    ]);
  });
});

describe('an upload', () => {
  const upload = {
    url: 'https://files.example.com/b',
    method: 'POST',
    fields: { key: 'k' },
    expires_at: '',
    max_bytes: 9,
  };
  const batch = (status: string) => Response.json({ id: 'B1', status, upload });

  it('is sent again to storage that fails, and refused by storage that refuses', async () => {
    const fails = new Response('', { status: 503 });
    const made = scripted([
      batch('awaiting_upload'),
      fails,
      new Response(null, { status: 204 }),
      batch('validating'),
      batch('ready'),
    ]);
    const file = 'reference,amount\r\nINV-1,100\r\n';
    const ready = await made.paylinks.batches.upload({ file, file_name: 'a.csv' });
    expect(ready.status).toBe('ready');
    expect(made.sent[1]?.body).toContain(file);
    expect(made.sent[1]?.body).toContain('name="key"');
    // With a key of its own it goes on where an earlier call was.
    const again = scripted([batch('awaiting_upload'), batch('ready'), batch('ready')]);
    const options = { idempotencyKey: 'file-7' };
    expect((await again.paylinks.batches.upload({ file, file_name: 'a.csv' }, options)).status).toBe('ready');
    expect(again.sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    const refusal = new Response('<Error><Code>EntityTooLarge</Code></Error>', { status: 400 });
    const refused = scripted([batch('awaiting_upload'), refusal]);
    await expect(refused.paylinks.batches.upload({ file, file_name: 'a.csv' })).rejects.toThrow(
      '400 EntityTooLarge',
    );
  });
});
