import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SuppressionSource } from '../../lib/suppressions/model/grounds.ts';
import { suppress } from '../../lib/suppressions/suppress.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const path = '/v1/suppressions';
const post = (body: unknown) => world.call({ method: 'POST', path, body });
const get = (query = '') => world.call({ method: 'GET', path: `${path}${query}` });
const remove = (id: string, query = '') => world.call({ method: 'DELETE', path: `${path}/${id}${query}` });
let numbers = 200;
const aNumber = () => `+447700900${++numbers}`;
const told = (contact: string, source: SuppressionSource) =>
  suppress(
    { table: world.table },
    { org: world.organisation.id, channel: 'sms', contact, source, at: Date.now() },
  );

describe('a suppression', () => {
  it('is made once, read, found by its contact, and lifted', async () => {
    const contact = aNumber();
    const spaced = `${contact.slice(0, 3)} ${contact.slice(3)}`;
    const made = await post({ channel: 'sms', contact: spaced, reason: 'asked by letter' });
    expect(made.status, made.text).toBe(200);
    expect(made.body).toMatchObject({
      id: expect.stringMatching(/^sms-[\w-]{43}$/),
      object: 'suppression',
      channel: 'sms',
      contact,
      source: 'api',
      reason: 'asked by letter',
      opted_out: false,
    });
    const again = await post({ channel: 'sms', contact, reason: 'another' });
    expect(again.body).toEqual(made.body);
    const one = await world.ok({ method: 'GET', path: `${path}/${made.body.id}` });
    expect(one.body).toEqual(made.body);
    for (const query of [
      `?contact=${encodeURIComponent(contact)}`,
      `?contact=${contact}`,
      `?channel=sms&contact=${encodeURIComponent(spaced)}`,
    ]) {
      expect((await get(query)).body, query).toEqual({ data: [made.body], next_page_token: null });
    }
    expect((await remove(made.body.id)).status).toBe(204);
    expect((await remove(made.body.id)).status).toBe(404);
    expect((await get(`?contact=${contact}`)).body.data).toEqual([]);
  });

  it('takes an address in any case, and a number that could be a card number', async () => {
    const made = await post({ channel: 'email', contact: 'Ada@Example.com' });
    expect(made.body).toMatchObject({ contact: 'ada@example.com', source: 'api', reason: null });
    expect((await get('?channel=email&contact=ADA@example.com')).body.data).toEqual([made.body]);
    expect((await post({ channel: 'sms', contact: '+4917012345675' })).status).toBe(200);
  });

  it.each<[string, unknown, string]>([
    ['an address as a number', { channel: 'sms', contact: 'ada@example.com' }, '/contact'],
    ['a number as an address', { channel: 'email', contact: '+447700900123' }, '/contact'],
    ['no channel', { contact: '+447700900123' }, '/channel'],
    ['a reason too long', { channel: 'sms', contact: '+447700900123', reason: 'x'.repeat(201) }, '/reason'],
    ['a source', { channel: 'sms', contact: '+447700900123', source: 'stop_reply' }, '/source'],
  ])('is not made of %s', async (_, body, pointer) => {
    const answer = await post(body);
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_error']);
    expect(answer.body.errors.map((issue: { pointer: string }) => issue.pointer)).toContain(pointer);
  });

  it.each<[string, string, string]>([
    ['contact', '?contact=STOP', 'validation_error'],
    ['channel', '?channel=fax', 'validation_error'],
    ['contact of another channel', '?channel=email&contact=%2B447700900123', 'validation_error'],
    ['page', '?page_token=abc', 'page_token_invalid'],
  ])('is not found by a wrong %s', async (_, query, code) => {
    expect((await get(query)).body.code).toBe(code);
  });
});

describe('an opt-out', () => {
  it.each(['opt_out_page', 'stop_reply', 'complaint'] as const)(
    'of the person by %s is lifted only for who says that they opted in again',
    async (source) => {
      const contact = aNumber();
      await told(contact, source);
      const { body } = await post({ channel: 'sms', contact, reason: 'the office' });
      expect(body).toMatchObject({ source, opted_out: true, grounds: [{ source }, { source: 'api' }] });
      const refused = await remove(body.id);
      expect([refused.status, refused.body.code]).toEqual([409, 'recipient_suppressed']);
      expect((await remove(body.id, '?opted_in=false')).status).toBe(409);
      expect((await remove(body.id, '?opted_in=true')).status).toBe(204);
      expect((await get(`?contact=${contact}`)).body.data).toEqual([]);
    },
  );

  it.each(['bounce', 'carrier'] as const)('is none by %s', async (source) => {
    const contact = aNumber();
    await told(contact, source);
    const [found] = (await get(`?contact=${contact}`)).body.data;
    expect(found).toMatchObject({ source, opted_out: false });
    expect((await remove(found.id)).status).toBe(204);
  });
});

it('the list is whole, page by page, each once, and by channel', async () => {
  for (let n = 0; n < 7; n++) await post({ channel: 'email', contact: `page-${n}@example.com` });
  for (const query of ['?page_size=3', '?page_size=3&channel=email']) {
    const seen: string[] = [];
    let token: string | null = null;
    do {
      const page = await get(`${query}${token === null ? '' : `&page_token=${token}`}`);
      expect(page.body.data.length).toBeLessThanOrEqual(3);
      seen.push(...page.body.data.map(({ id }: { id: string }) => id));
      token = page.body.next_page_token;
    } while (token);
    expect(new Set(seen).size).toBe(seen.length);
    const all = (await get(query.replace('page_size=3', 'page_size=200'))).body.data;
    expect(seen).toEqual(all.map(({ id }: { id: string }) => id));
    expect(seen.length).toBeGreaterThanOrEqual(7);
  }
  const [first] = [await get('?page_size=3')];
  const bound = await get(`?page_size=3&channel=sms&page_token=${first.body.next_page_token}`);
  expect(bound.body.code).toBe('page_token_invalid');
});
