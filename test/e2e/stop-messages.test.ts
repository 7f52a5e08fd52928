import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../lib/events/events-of.ts';
import { newSecret } from '../../lib/ids.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { contactHashOf } from '../../lib/messages/contact.ts';
import type { Organisation } from '../../lib/organisations/organisation.ts';
import { unsubscribeToken } from '../../lib/suppressions/unsubscribe-token.ts';
import { getSuppression } from '../../lib/table/suppressions.ts';
import { faces, startPayerSite } from './payer-site.ts';

let site: Awaited<ReturnType<typeof startPayerSite>>;
let organisation: Organisation;
let org: string;

beforeAll(async () => {
  site = await startPayerSite();
  organisation = await site.addOrganisation();
  org = organisation.id;
});
afterEach(() => site.setFate());
afterAll(() => site.close());

let people = 0;
function someone() {
  const n = String(++people).padStart(3, '0');
  return { name: 'Ada Byron', phone: `+447700900${n}`, email: `ada-${n}@example.com` };
}
const hashOf = (contact: string) => contactHashOf(organisation.contactKey, contact);
const get = (path: string, method = 'GET') => fetch(site.url + path, { method, redirect: 'manual' });
const post = (path: string, form: Record<string, string>) =>
  fetch(site.url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

async function grounds({ customer }: Pick<Link, 'customer'>) {
  const of = async (channel: 'sms' | 'email', contact = '') => {
    const found = await getSuppression(site.table, org, { channel, hash: hashOf(contact) });
    return found && Object.keys(found.grounds);
  };
  return { sms: await of('sms', customer?.phone), email: await of('email', customer?.email) };
}

async function everything(): Promise<string[]> {
  const { Items = [] } = await site.table.client.send(new ScanCommand({ TableName: site.table.name }));
  return Items.map((item) => JSON.stringify(item, Object.keys(item).sort())).sort();
}

describe('GET and HEAD /p/{code}/stop', () => {
  it('change nothing, whoever comes', async () => {
    const link = await site.addLink(org, { customer: someone() });
    const before = await everything();
    for (const query of [
      '',
      '?channel=all',
      '?List-Unsubscribe=One-Click',
      '?to=x',
      `?to=${'a'.repeat(65)}`,
    ]) {
      const page = await get(`/p/${link.code}/stop${query}`);
      expect(page.status).toBe(200);
      expect((await get(`/p/${link.code}/stop${query}`, 'HEAD')).status).toBe(200);
    }
    expect(await everything()).toEqual(before);
    expect((await get(`/p/${link.code}/stop`)).headers.get('content-security-policy')).toContain(
      "form-action 'self';",
    );
  });

  it('show contacts masked alone', async () => {
    const customer = someone();
    const link = await site.addLink(org, { customer });
    const text = await (await get(`/p/${link.code}/stop`)).text();
    expect(text).toContain(`•••• 0${customer.phone.slice(-3)}`);
    expect(text).toContain('a•••@e•••.com');
    expect(text).not.toMatch(/Ada Byron|ada-|example|7700900/);
  });

  it('are not there for a code that is none, or a link that failed', async () => {
    const failed = await site.addLink(org, { stage: 'failed' });
    for (const code of [newSecret(128), failed.code, 'x', '%00']) {
      expect((await get(`/p/${code}/stop`)).status).toBe(404);
      expect((await post(`/p/${code}/stop`, { channel: 'all' })).status).toBe(404);
    }
  });
});

describe('POST /p/{code}/stop', () => {
  it.each([
    ['sms', { sms: ['opt_out_page'], email: undefined }],
    ['email', { sms: undefined, email: ['opt_out_page'] }],
    ['all', { sms: ['opt_out_page'], email: ['opt_out_page'] }],
    ['fax', { sms: undefined, email: undefined }],
  ])('stops %s, once, and tells the link’s timeline without the contact', async (channel, stopped) => {
    const customer = someone();
    const link = await site.addLink(org, { customer });
    for (let n = 0; n < 2; n++) {
      const answer = await post(`/p/${link.code}/stop`, { channel });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, 'stop']);
    }
    expect(await grounds(link)).toEqual(stopped);
    const after = await site.current(link);
    const told = eventsOf(link, after);
    const channels = channel === 'fax' ? [] : channel === 'all' ? ['sms', 'email'] : [channel];
    expect(told.map(({ type, by, data }) => [type, by, data.channel])).toEqual(
      channels.map((one) => ['recipient.opted_out', 'payer', one]),
    );
    expect(JSON.stringify(told)).not.toMatch(/ada-|7700900/);
    expect(after.version).toBe(link.version + (channels.length ? 1 : 0));
  });

  it.each(Object.entries(faces(Date.now())))('works on a link that is %s', async (_, face) => {
    const link = await site.addLink(org, { ...face, customer: someone() });
    const page = await (await get(`/p/${link.code}`)).text();
    expect(page).toContain(`<a href="${link.code}/stop">Stop messages about payments</a>`);
    await post(`/p/${link.code}/stop`, { channel: 'sms' });
    expect((await grounds(link)).sms).toEqual(['opt_out_page']);
    expect((await site.current(link)).status).toBe(link.status);
  });

  it('works for a link that was deleted: its messages went all the same', async () => {
    const now = Date.now();
    const gone = { stage: 'cancelled', cancelledAt: now, deletedAt: now } as const;
    const link = await site.addLink(org, { ...gone, customer: someone() });
    expect((await post(`/p/${link.code}/stop`, { channel: 'all' })).status).toBe(303);
    expect(await grounds(link)).toEqual({ sms: ['opt_out_page'], email: ['opt_out_page'] });
  });

  it('leaves the payer free to pay', async () => {
    const link = await site.addLink(org, { customer: someone() });
    await post(`/p/${link.code}/stop`, { channel: 'all' });
    const answer = await post(`/p/${link.code}`, {});
    expect(answer.headers.get('location')).toBe(link.providerUrl);
  });

  it('has stopped the messages even when the timeline cannot be told', async () => {
    const link = await site.addLink(org, { customer: someone() });
    const refusal = { status: 400, headers: {}, body: Buffer.from('{}') };
    site.setFate((operation) => (operation === 'PutItem' ? { answer: async () => refusal } : 'pass'));
    expect((await post(`/p/${link.code}/stop`, { channel: 'sms' })).status).toBe(303);
    expect((await grounds(link)).sms).toEqual(['opt_out_page']);
  });

  it('is a fault, and no lie, when nothing can be written', async () => {
    const link = await site.addLink(org, { customer: someone() });
    const refusal = { status: 400, headers: {}, body: Buffer.from('{}') };
    site.setFate((operation) =>
      operation === 'TransactWriteItems' ? { answer: async () => refusal } : 'pass',
    );
    expect((await post(`/p/${link.code}/stop`, { channel: 'sms' })).status).toBe(500);
    expect((await grounds(link)).sms).toBeUndefined();
  });

  it('does nothing with what is no form of ours', async () => {
    const link = await site.addLink(org, { customer: someone() });
    for (const body of ['', 'channel', '{"channel":"all"}', `channel=all&x=${'x'.repeat(3_000)}`, '%']) {
      const answer = await fetch(`${site.url}/p/${link.code}/stop`, {
        method: 'POST',
        body,
        redirect: 'manual',
      });
      expect(answer.status).toBe(303);
    }
    expect(await grounds(link)).toEqual({ sms: undefined, email: undefined });
  });
});

describe('a mailbox’s own unsubscribe', () => {
  const oneClick = { 'List-Unsubscribe': 'One-Click' };
  const tokenOf = (email: string) => unsubscribeToken(organisation.contactKey, hashOf(email));

  it.each([
    ['as a form', () => new URLSearchParams(oneClick)],
    [
      'as a form of parts',
      () => {
        const form = new FormData();
        form.append('List-Unsubscribe', 'One-Click');
        return form;
      },
    ],
  ])('stops email at once and without a redirect: %s', async (_, body) => {
    const customer = someone();
    const link = await site.addLink(org, { customer });
    const url = `${site.url}/p/${link.code}/stop?to=${tokenOf(customer.email)}`;
    for (let n = 0; n < 2; n++) {
      const answer = await fetch(url, { method: 'POST', body: body(), redirect: 'manual' });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('Emails to a•••@e•••.com are stopped.');
    }
    expect(await grounds(link)).toEqual({ sms: undefined, email: ['opt_out_page'] });
  });

  it('stops the address that the email went to, also where the link has another by now', async () => {
    const [old, now] = [someone(), someone()];
    const link = await site.addLink(org, { customer: now });
    const path = `/p/${link.code}/stop?to=${tokenOf(old.email)}`;
    const page = await (await get(path)).text();
    expect(page).toContain('Stop emails to the address that you came from');
    expect(page).not.toContain('•••@');
    const answer = await post(path, { channel: 'email' });
    expect(answer.headers.get('location')).toBe(`stop?to=${tokenOf(old.email)}`);
    expect((await grounds({ customer: old })).email).toEqual(['opt_out_page']);
    expect((await grounds({ customer: now })).email).toBeUndefined();
  });

  it('takes no hash that we have not written ourselves', async () => {
    const link = await site.addLink(org, { customer: someone() });
    const victim = someone();
    const forged = [
      `${hashOf(victim.email)}${'a'.repeat(22)}`,
      unsubscribeToken('another key', hashOf(victim.email)),
      `${hashOf(victim.email)}${hashOf(hashOf(victim.email)).slice(0, 22)}`,
    ];
    for (const token of forged) await post(`/p/${link.code}/stop?to=${token}`, { ...oneClick });
    expect((await grounds({ customer: victim })).email).toBeUndefined();
    expect((await grounds(link)).email).toEqual(['opt_out_page']);
  });
});
