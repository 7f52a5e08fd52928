import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newLinkId, newSecret } from '../../lib/ids.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { saveLink } from '../../lib/links/save.ts';
import { aBody, startWorld, type World } from '../support/world.ts';

let world: World;
const START = Date.now() - 60 * 86_400_000;
const MANY = 130;
const ids: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  for (let i = 0; i < MANY; i++) ids.push((await put(i)).id);
});
afterAll(() => world.close());

/** A link of one hour after another, of every kind. */
async function put(i: number, changes: Partial<Link> = {}): Promise<Link> {
  const createdAt = START + i * 3_600_000;
  const link = await saveLink(
    { table: world.table, clock: { now: () => createdAt } },
    undefined,
    {
      org: world.organisation.id,
      id: newLinkId(createdAt),
      code: newSecret(128),
      stage: i % 10 === 9 ? 'cancelled' : 'open',
      ...(i % 10 === 9 ? { cancelledAt: createdAt } : {}),
      createdAt,
      connection: i % 2 ? 'felloh-main' : 'felloh-two',
      provider: 'felloh',
      amount: 100 + i,
      currency: 'GBP',
      reference: `REF-${i % 40}`,
      customer: {
        name: i % 3 ? 'Ada Byron' : 'Grace Hopper',
        email: `p${i}@example.com`,
        phone: `+4477009001${String(i).padStart(3, '0').slice(-2)}`,
        reference: `C-${i % 7}`,
      },
      expiresAt: createdAt + 90 * 86_400_000,
      createdBy: i % 5 ? 'agent-1' : 'agent-2',
      metadata: { order: String(i % 4) },
      providerOptions: { authorisation_only: i % 6 === 0 },
      booking: { id: `B-${i % 9}` },
      ...(i % 3 === 2 ? { batch: { id: `BATCH-${i % 12}`, row: i + 1, hash: 'h' } } : {}),
      ...(i % 8 === 0 ? { openedAt: createdAt + 1, openCount: 1 } : {}),
      ...(i % 11 === 0 ? { facts: { paidAt: createdAt + 2, amountPaid: 100 + i } } : {}),
      ...changes,
    },
    { by: 'test', what: 'put' },
  );
  if (!link) throw new Error('not saved');
  return link;
}

async function all(query: string): Promise<{ ids: string[]; pages: number }> {
  const found: string[] = [];
  let token: string | null = null;
  let pages = 0;
  do {
    const next: string = token === null ? '' : `&page_token=${token}`;
    const { body } = await world.ok({ method: 'GET', path: `/v1/links?${query}${next}` });
    found.push(...body.data.map(({ id }: { id: string }) => id));
    token = body.next_page_token;
    pages++;
  } while (token !== null);
  return { ids: found, pages };
}

const expected = (fits: (i: number) => boolean) => ids.filter((_, i) => fits(i)).reverse();
const at = (i: number) => encodeURIComponent(new Date(START + i * 3_600_000).toISOString());

describe('the list of links', () => {
  it('is newest first in pages of 50, or oldest first', async () => {
    const { body } = await world.ok({ method: 'GET', path: '/v1/links' });
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(expected(() => true).slice(0, 50));
    expect((await all('page_size=37')).ids).toEqual(expected(() => true));
    expect((await all('page_size=37&sort=created_at')).ids).toEqual([...ids]);
    expect((await all('page_size=100000')).pages).toBe(1);
  });

  it.each<[string, (i: number) => boolean]>([
    ['status=cancelled', (i) => i % 10 === 9 && i % 11 !== 0],
    ['status=cancelled&status=paid', (i) => i % 10 === 9 || i % 11 === 0],
    ['connection=felloh-two', (i) => i % 2 === 0],
    ['provider=felloh', () => true],
    ['provider=allpay', () => false],
    ['reference=REF-3', (i) => i % 40 === 3],
    ['customer_reference=C-2', (i) => i % 7 === 2],
    ['batch_id=BATCH-2', (i) => i % 12 === 2],
    ['booking_id=B-4', (i) => i % 9 === 4],
    ['created_by=agent-2', (i) => i % 5 === 0],
    ['opened=true', (i) => i % 8 === 0],
    ['opened=false', (i) => i % 8 !== 0],
    [`created_from=${at(10)}&created_to=${at(20)}`, (i) => i >= 10 && i <= 20],
    [`expires_from=${at(90 * 24 + 100)}`, (i) => i >= 100],
    [`paid_from=${at(30)}`, (i) => i % 11 === 0 && i >= 30],
    [`paid_to=${at(30)}`, (i) => i % 11 === 0 && i < 30],
    [`expires_to=${at(90 * 24 + 100)}`, (i) => i <= 100],
    ['amount_min=120&amount_max=125', (i) => i >= 20 && i <= 25],
    ['metadata[order]=3', (i) => i % 4 === 3],
    ['metadata[none]=3', () => false],
    ['provider_options[authorisation_only]=true', (i) => i % 6 === 0],
    ['q=HOPPER', (i) => i % 3 === 0],
    ['q=p17%40example', (i) => i === 17],
    ['q=%2B44%207700%20900105', (i) => i % 100 === 5],
    ['q=ref-39', (i) => i % 40 === 39],
    [
      'status=active&connection=felloh-main&metadata[order]=1&q=ada',
      (i) => i % 4 === 1 && i % 3 !== 0 && i % 10 !== 9 && i % 11 !== 0,
    ],
  ])('by %s', async (query, fits) => {
    expect((await all(query)).ids).toEqual(expected(fits));
    expect((await all(`${query}&page_size=3`)).ids).toEqual(expected(fits));
  });

  it.each([
    'status=gone',
    'opened=maybe',
    'created_from=yesterday',
    'amount_min=-1',
    'page_size=0',
    'page_size=many',
    'sort=amount',
    'metadata=3',
    'batch_id=',
    'reference=a&reference=b',
  ])('refuses %s', async (query) => {
    const answer = await world.call({ method: 'GET', path: `/v1/links?${query}` });
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_error']);
  });

  it('binds a token to its filters and its sort', async () => {
    const { body } = await world.ok({ method: 'GET', path: '/v1/links?page_size=2&q=ada' });
    const token = body.next_page_token;
    for (const path of [
      `/v1/links?page_token=${token}`,
      `/v1/links?q=grace&page_token=${token}`,
      `/v1/links?q=ada&sort=created_at&page_token=${token}`,
      '/v1/links?page_token=nonsense',
      `/v1/links?page_token=${Buffer.from('["x","../../secret"]').toString('base64url')}`,
    ]) {
      const answer = await world.call({ method: 'GET', path });
      expect([answer.status, answer.body.code]).toEqual([400, 'page_token_invalid']);
    }
    const other = await world.ok({ method: 'GET', path: `/v1/links?q=ada&page_size=7&page_token=${token}` });
    expect(other.body.data).toHaveLength(7);
  });

  it('loses and repeats nothing while links come in', async () => {
    const seen: string[] = [];
    let token: string | null = null;
    for (let i = 0; ; i++) {
      const next: string = token === null ? '' : `&page_token=${token}`;
      const { body } = await world.ok({ method: 'GET', path: `/v1/links?page_size=40${next}` });
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      token = body.next_page_token;
      if (token === null) break;
      await put(MANY + i, { amount: 1 });
    }
    expect(seen).toEqual(expected(() => true));
  });

  it('finds the link of a provider link: with its connection by one binding, without by looking', async () => {
    const { body: made } = await world.ok({ method: 'POST', path: '/v1/links', body: aBody });
    const theirs = `provider_link_id=${made.provider_link_id}`;
    const commands: string[] = [];
    world.table.client.middlewareStack.add(
      (next, context) => (args) => {
        commands.push(context.commandName ?? '');
        return next(args);
      },
      { step: 'initialize', name: 'commands' },
    );
    const { listLinks } = await import('../../lib/links/list.ts');
    const { toListing } = await import('../../lib/api/links-list.ts');
    const query = { connection: 'felloh-main', provider_link_id: made.provider_link_id };
    const { filter, page } = toListing(query);
    const { links } = await listLinks({ table: world.table }, world.organisation.id, filter, page);
    world.table.client.middlewareStack.remove('commands');
    expect(links.map(({ id }) => id)).toEqual([made.id]);
    expect(commands).toEqual(['GetItemCommand', 'GetItemCommand']);
    expect((await all(theirs)).ids).toEqual([made.id]);
    expect((await all(`connection=felloh-main&${theirs}`)).ids).toEqual([made.id]);
    expect((await all(`connection=felloh-two&${theirs}`)).ids).toEqual([]);
    expect((await all(`connection=felloh-main&status=paid&${theirs}`)).ids).toEqual([]);
    expect((await all('connection=felloh-main&provider_link_id=none')).ids).toEqual([]);
    // Its provider told the id only later, so no binding leads to it.
    const late = await put(MANY + 60, { connection: 'allpay-main', providerLinkId: '884120' });
    expect((await all('connection=allpay-main&provider_link_id=884120')).ids).toEqual([late.id]);
    await world.ok({ method: 'DELETE', path: `/v1/links/${made.id}` });
    expect((await all(`connection=felloh-main&${theirs}`)).ids).toEqual([]);
  });

  it('hides deleted links', async () => {
    const hidden = await put(MANY + 50, { deletedAt: 1, reference: 'HIDDEN' });
    expect((await all('page_size=200')).ids).not.toContain(hidden.id);
    expect((await all('reference=HIDDEN')).ids).toEqual([]);
  });

  it('costs at most 7 read units a page of 50', async () => {
    let units = 0;
    world.table.client.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        return next(args).then((result) => {
          const output: { ConsumedCapacity?: { CapacityUnits?: number } } = Object(result.output);
          units += output.ConsumedCapacity?.CapacityUnits ?? 0;
          return result;
        });
      },
      { step: 'initialize', name: 'units' },
    );
    const { listLinks } = await import('../../lib/links/list.ts');
    const { toListing } = await import('../../lib/api/links-list.ts');
    const { filter, page } = toListing({});
    const { links } = await listLinks({ table: world.table }, world.organisation.id, filter, page);
    world.table.client.middlewareStack.remove('units');
    expect(links).toHaveLength(50);
    expect(units).toBeGreaterThan(0);
    expect(units).toBeLessThanOrEqual(6);
  });
});
