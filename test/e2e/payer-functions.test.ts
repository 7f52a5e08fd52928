import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newSecret } from '../../lib/ids.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { faces, startPayerSite } from './payer-site.ts';

let site: Awaited<ReturnType<typeof startPayerSite>>;
let org: string;

beforeAll(async () => {
  site = await startPayerSite();
  org = (await site.addOrganisation()).id;
});
afterEach(() => site.setFate());
afterAll(() => site.close());

const call = (path: string, method = 'GET') => fetch(site.url + path, { method, redirect: 'manual' });

async function everything(): Promise<Record<string, unknown>> {
  const { Items = [] } = await site.table.client.send(new ScanCommand({ TableName: site.table.name }));
  return Object.fromEntries(Items.map((item) => [`${item.pk?.S} ${item.sk?.S}`, item]));
}

const namesOf = Object.keys(faces(0)) as (keyof ReturnType<typeof faces>)[];

describe('GET and HEAD /p/{code}', () => {
  it.each(namesOf)('change nothing, however often they come: %s', async (name) => {
    const { code } = await site.addLink(org, faces(Date.now())[name]);
    const before = await everything();
    const page = await call(`/p/${code}`);
    const head = await call(`/p/${code}?back=success`, 'HEAD');
    await call(`/p/${code}?utm_source=scanner&back=nonsense&look=-1`);
    expect([page.status, head.status]).toEqual([200, 200]);
    expect(await head.text()).toBe('');
    expect(head.headers.get('content-type')).toBe(page.headers.get('content-type'));
    expect(page.headers.get('request-id')).toMatch(/./);
    expect(await everything()).toEqual(before);
  });
});

describe('a code that leads nowhere', () => {
  it('gives the same bytes, whether it never was, failed, was deleted or is no code at all', async () => {
    const failed = await site.addLink(org, { stage: 'failed' });
    const now = Date.now();
    const deleted = await site.addLink(org, { stage: 'cancelled', cancelledAt: now, deletedAt: now });
    const codes = [newSecret(128), failed.code, deleted.code, 'x', 'x'.repeat(5_000), '%00', 'a'.repeat(22)];
    const requests = codes.flatMap((code) => [
      call(`/p/${code}`),
      call(`/p/${code}`, 'POST'),
      call(`/p/${code}/back/success`),
    ]);
    const { code } = await site.addLink(org);
    const answers = await Promise.all([...requests, call(`/p/${code}/back/paid`)]);
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([404]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    const headers = answers.map((answer) =>
      JSON.stringify([...answer.headers].filter(([name]) => name !== 'request-id' && name !== 'date')),
    );
    expect(new Set(headers).size).toBe(1);
  });
});

describe('POST /p/{code}', () => {
  it('records the opening and leads on, each time', async () => {
    const link = await site.addLink(org);
    for (const count of [1, 2]) {
      const answer = await call(`/p/${link.code}`, 'POST');
      expect([answer.status, answer.headers.get('location')]).toEqual([303, link.providerUrl]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await site.current(link)).toMatchObject({ openCount: count, openedAt: expect.any(Number) });
    }
  });

  it.each(namesOf.filter((name) => !/^(payable|part)/.test(name)))(
    'leads a %s link back to its own page and records nothing',
    async (name) => {
      const link = await site.addLink(org, faces(Date.now())[name]);
      const answer = await call(`/p/${link.code}`, 'POST');
      expect([answer.status, answer.headers.get('location')]).toEqual([303, link.code]);
      expect(await site.current(link)).toEqual(link);
    },
  );

  it.each([
    ['is refused', { answer: async () => ({ status: 400, headers: {}, body: Buffer.from('{}') }) }],
    ['never ends', 'dead-before'],
  ] as const)('leads on when the write %s', async (_, fate) => {
    const link = await site.addLink(org);
    site.setFate((operation) => (operation === 'PutItem' ? fate : 'pass'));
    const answer = await call(`/p/${link.code}`, 'POST');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, link.providerUrl]);
    expect(await site.current(link)).toEqual(link);
  });

  it('sends no browser to what is not a page', async () => {
    const { code } = await site.addLink(org, { providerUrl: 'javascript:alert(1)' });
    const answer = await call(`/p/${code}`, 'POST');
    expect([answer.status, answer.headers.get('location')]).toEqual([500, null]);
  });
});

describe('GET /p/{code}/back/{outcome}', () => {
  const back = async ({ code }: Link, outcome: string) => {
    const answer = await call(`/p/${code}/back/${outcome}`);
    return [answer.status, answer.headers.get('location')];
  };

  it('leads to the link’s own page, also when its provider cannot be asked', async () => {
    const link = await site.addLink(org, { connection: 'no-such-connection' });
    for (const outcome of ['success', 'failure', 'cancel']) {
      expect(await back(link, outcome)).toEqual([303, `../../${link.code}?back=${outcome}`]);
    }
    expect(await site.current(link)).toEqual(link);
  });

  it('leads to the merchant’s page where there is one for this outcome', async () => {
    const link = await site.addLink(org, { redirects: { success: 'https://shop.example/ok?order=42' } });
    expect(await back(link, 'success')).toEqual([303, 'https://shop.example/ok?order=42']);
    expect(await back(link, 'cancel')).toEqual([303, `../../${link.code}?back=cancel`]);
  });
});

it('says nothing of the inside when the table is down', async () => {
  const { code } = await site.addLink(org);
  const refusal = { status: 400, headers: {}, body: Buffer.from('{"message":"inside"}') };
  site.setFate(() => ({ answer: async () => refusal }));
  for (const [path, method] of [
    [`/p/${code}`, 'GET'],
    [`/p/${code}`, 'HEAD'],
    [`/p/${code}`, 'POST'],
    [`/p/${code}/back/success`, 'GET'],
  ] as const) {
    const answer = await call(path, method);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await answer.text();
    expect(text).not.toMatch(/inside|Exception|Error|dynamo|\bat \w+ \(/i);
    expect(text.includes('Something went wrong on our side')).toBe(method !== 'HEAD');
  }
});
