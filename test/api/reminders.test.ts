import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PLAN } from '../../lib/links/model/plan.ts';
import { aBody, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const STEP = { anchor: 'sent_at', offset: 'P3D', channels: ['sms'] };
const WINDOW = { days: ['mon', 'tue'], from: '10:00', to: '17:00' };
const OWN = { steps: [STEP], window: WINDOW };
const OTHER = { steps: [{ anchor: 'due_on', offset: '-P2D', channels: ['email'] }], window: WINDOW };

const create = async (more: object = {}) =>
  (await world.ok({ method: 'POST', path: '/v1/links', body: { ...aBody, ...more } })).body;
const post = (body: unknown) => world.call({ method: 'POST', path: '/v1/links', body });
const at = (id: string, verb = '') => `/v1/links/${id}/reminders${verb}`;
const read = async (id: string) => (await world.ok({ method: 'GET', path: at(id) })).body;
const put = (id: string, body: unknown) => world.call({ method: 'PUT', path: at(id), body });
const patch = (body: unknown) => world.ok({ method: 'PATCH', path: '/v1/organisation', body });
const connect = (more: object) =>
  world.ok({ method: 'PUT', path: '/v1/connections/felloh-main', body: { ...world.connection, ...more } });

describe('the plan of a new link', () => {
  it('is the default where it is sent, none where it is not, or what is asked for', async () => {
    const sent = { delivery: { channels: ['sms'] } };
    expect((await create()).reminders).toBe('none');
    expect((await create(sent)).reminders).toBe('default');
    expect((await create({ reminders: 'default' })).reminders).toBe('default');
    expect((await create({ ...sent, reminders: 'none' })).reminders).toBe('none');
    expect((await create({ ...sent, reminders: null })).reminders).toBe('default');
    expect((await create({ reminders: OWN })).reminders).toEqual(OWN);
    expect((await create({ reminders: { steps: [STEP] } })).reminders).toEqual({
      steps: [STEP],
      window: DEFAULT_PLAN.window,
    });
  });

  it('shows its steps by number, with state, instant and what they wait for', async () => {
    const { id } = await create({
      reminders: 'default',
      customer: { ...aBody.customer, timezone: 'Asia/Tokyo' },
    });
    const body = await read(id);
    expect(body).toMatchObject({
      object: 'reminders',
      link_id: id,
      plan: 'default',
      paused_at: null,
      timezones: ['Asia/Tokyo'],
      sent: 0,
      most: 3,
    });
    expect(body.steps).toMatchObject([
      { step: 1, anchor: 'sent_at', offset: 'P3D', channels: ['sms'], state: 'waiting', planned_at: null },
      { step: 2, state: 'waiting', reason: 'not_sent' },
      { step: 3, anchor: 'expires_at', state: 'planned', ended_at: null, reason: null },
    ]);
    expect(body.next_at).toBe(body.steps[2].planned_at);
    const none = await read((await create()).id);
    expect(none).toMatchObject({ plan: 'none', steps: [], next_at: null });
  });
});

describe('the default plan', () => {
  it('is the connection’s, else the organisation’s, else that of the product', async () => {
    const asked = { reminders: 'default' };
    expect((await patch({ reminders: OWN })).body.reminders).toEqual(OWN);
    expect((await create(asked)).reminders).toEqual(OWN);
    expect((await connect({ reminders: OTHER })).body.reminders).toEqual(OTHER);
    const early = await create(asked);
    expect(early.reminders).toEqual(OTHER);
    expect((await create({ ...asked, reminders: 'none' })).reminders).toBe('none');
    expect((await connect({ reminders: 'none' })).body.reminders).toBe('none');
    expect((await create(asked)).reminders).toBe('none');
    expect((await connect({ reminders: 'default' })).body.reminders).toBe('default');
    expect((await create(asked)).reminders).toEqual(OWN);
    expect((await patch({ reminders: 'none' })).body.reminders).toBe('none');
    expect((await create(asked)).reminders).toBe('none');
    expect((await patch({ name: 'Ada Travel' })).body.reminders).toBe('none');
    expect((await patch({ reminders: null })).body.reminders).toBe('default');
    expect((await connect({})).body.reminders).toBe('default');
    expect((await create(asked)).reminders).toBe('default');
    // A link keeps what it was made with.
    expect((await read(early.id)).plan).toEqual(OTHER);
  });

  it('is what PUT takes by its name', async () => {
    await patch({ reminders: OWN });
    const { id } = await create({ reminders: OTHER });
    expect((await put(id, { plan: 'default' })).body.plan).toEqual(OWN);
    await patch({ reminders: null });
    expect((await put(id, { plan: 'default' })).body.plan).toBe('default');
    expect((await put(id, { plan: 'none' })).body).toMatchObject({ plan: 'none', steps: [] });
  });
});

const step = (more: object) => ({ steps: [{ ...STEP, ...more }] });
const within = (more: object) => ({ steps: [STEP], window: { ...WINDOW, ...more } });

/** What is wrong, and where: below the plan. */
const BAD: readonly [string, unknown, string][] = [
  ['no object', 7, ''],
  ['a list', [], ''],
  ['another name', 'weekly', ''],
  ['nothing in it', {}, '/steps'],
  ['no steps', { steps: [] }, '/steps'],
  ['steps that are none', { steps: 'P3D' }, '/steps'],
  ['a step that is none', { steps: ['P3D'] }, '/steps/0'],
  ['a null step', { steps: [STEP, null] }, '/steps/1'],
  ['eleven steps', { steps: Array(11).fill(STEP) }, '/steps'],
  ['another field', { ...OWN, colour: 'red' }, '/colour'],
  ['another field of a step', step({ colour: 'red' }), '/steps/0/colour'],
  ['no anchor', { steps: [{ offset: 'P3D', channels: ['sms'] }] }, '/steps/0/anchor'],
  ['an unknown anchor', step({ anchor: 'paid_at' }), '/steps/0/anchor'],
  ['a null anchor', step({ anchor: null }), '/steps/0/anchor'],
  ['no offset', { steps: [{ anchor: 'sent_at', channels: ['sms'] }] }, '/steps/0/offset'],
  ['an offset in words', step({ offset: '3 days' }), '/steps/0/offset'],
  ['an empty offset', step({ offset: '' }), '/steps/0/offset'],
  ['an offset in hours', step({ offset: 'PT3H' }), '/steps/0/offset'],
  ['an offset in months', step({ offset: 'P1M' }), '/steps/0/offset'],
  ['an offset of both', step({ offset: 'P1W2D' }), '/steps/0/offset'],
  ['an offset with a fraction', step({ offset: 'P1.5D' }), '/steps/0/offset'],
  ['an offset with a plus', step({ offset: '+P3D' }), '/steps/0/offset'],
  ['an offset with a sign inside', step({ offset: 'P-3D' }), '/steps/0/offset'],
  ['an offset in small letters', step({ offset: 'p3d' }), '/steps/0/offset'],
  ['an offset with a blank', step({ offset: 'P3D ' }), '/steps/0/offset'],
  ['an offset without a number', step({ offset: 'PD' }), '/steps/0/offset'],
  ['an offset that is a number', step({ offset: 3 }), '/steps/0/offset'],
  ['more than a year', step({ offset: 'P367D' }), '/steps/0/offset'],
  ['more than a year in weeks', step({ offset: 'P53W' }), '/steps/0/offset'],
  ['before it is sent', step({ offset: '-P1D' }), '/steps/0/offset'],
  ['before it is opened', step({ anchor: 'opened_at', offset: '-P1D' }), '/steps/0/offset'],
  ['before it is made', step({ anchor: 'created_at', offset: '-P1D' }), '/steps/0/offset'],
  ['after its end', step({ anchor: 'expires_at', offset: 'P1D' }), '/steps/0/offset'],
  ['at its end', step({ anchor: 'expires_at', offset: 'P0D' }), '/steps/0/offset'],
  ['no channels', { steps: [{ anchor: 'sent_at', offset: 'P3D' }] }, '/steps/0/channels'],
  ['an empty list of channels', step({ channels: [] }), '/steps/0/channels'],
  ['a channel twice', step({ channels: ['sms', 'sms'] }), '/steps/0/channels'],
  ['three channels', step({ channels: ['sms', 'email', 'sms'] }), '/steps/0/channels'],
  ['an unknown channel', step({ channels: ['fax'] }), '/steps/0/channels/0'],
  ['a channel by itself', step({ channels: 'sms' }), '/steps/0/channels'],
  ['what is wrong further on', { steps: [STEP, { ...STEP, offset: 'x' }] }, '/steps/1/offset'],
  ['a window that is none', { steps: [STEP], window: '09:00-17:00' }, '/window'],
  ['an empty window', { steps: [STEP], window: {} }, '/window/days'],
  ['another field of the window', within({ zone: 'UTC' }), '/window/zone'],
  ['no days', within({ days: [] }), '/window/days'],
  ['a day twice', within({ days: ['mon', 'mon'] }), '/window/days'],
  ['eight days', within({ days: Array(8).fill('mon') }), '/window/days'],
  ['an unknown day', within({ days: ['monday'] }), '/window/days/0'],
  ['a day by number', within({ days: [1] }), '/window/days/0'],
  ['no from', { steps: [STEP], window: { days: ['mon'], to: '17:00' } }, '/window/from'],
  ['no to', { steps: [STEP], window: { days: ['mon'], from: '10:00' } }, '/window/to'],
  ['before 08:00', within({ from: '07:59' }), '/window/from'],
  ['after 21:00', within({ to: '21:01' }), '/window/to'],
  ['midnight as 24:00', within({ to: '24:00' }), '/window/to'],
  ['an hour without minutes', within({ from: '9' }), '/window/from'],
  ['a short hour', within({ from: '9:00' }), '/window/from'],
  ['seconds', within({ from: '10:00:00' }), '/window/from'],
  ['sixty minutes', within({ from: '10:60' }), '/window/from'],
  ['an end before its beginning', within({ from: '17:00', to: '10:00' }), '/window/to'],
  ['no time in it', within({ from: '10:00', to: '10:00' }), '/window/to'],
];

describe('a plan that is none', () => {
  let id: string;
  beforeAll(async () => {
    id = (await create({ reminders: OWN })).id;
  });

  const pointers = ({ body }: { body: { errors?: { pointer: string }[] } }) =>
    (body.errors ?? []).map(({ pointer }) => pointer);

  it.each(BAD)('%s: refused, with its place', async (_, plan, place) => {
    const made = await post({ ...aBody, reminders: plan });
    expect([made.status, made.body.code], made.text).toEqual([422, 'validation_error']);
    expect(pointers(made), made.text).toContain(`/reminders${place}`);
    if (typeof plan !== 'object' || Array.isArray(plan)) return;
    const changed = await put(id, plan);
    expect([changed.status, changed.body.code], changed.text).toEqual([422, 'validation_error']);
    // An empty body may have been meant for either form.
    expect(pointers(changed), changed.text).toContain(Object.keys(plan ?? {}).length ? place : '');
  });

  it('is refused as a default too, and changes nothing', async () => {
    for (const [path, method, more] of [
      ['/v1/organisation', 'PATCH', {}],
      ['/v1/connections/felloh-main', 'PUT', world.connection],
    ] as const) {
      const refused = await world.call({ method, path, body: { ...more, reminders: step({ offset: 'x' }) } });
      expect(refused.status).toBe(422);
      expect(pointers(refused)).toContain('/reminders/steps/0/offset');
    }
    expect((await read(id)).plan).toEqual(OWN);
  });

  it('is one at the edges', async () => {
    for (const plan of [
      { steps: Array(10).fill(STEP) },
      step({ offset: 'P366D' }),
      step({ offset: 'P0D' }),
      step({ offset: 'P52W' }),
      step({ anchor: 'due_on', offset: '-P366D' }),
      step({ anchor: 'due_on', offset: 'P5D' }),
      step({ anchor: 'expires_at', offset: '-P0D' }),
      within({ from: '08:00', to: '21:00' }),
      { steps: [STEP], window: null },
    ]) {
      const answer = await put(id, plan);
      expect(answer.status, answer.text).toBe(200);
    }
    await put(id, OWN);
  });
});

describe('pause and resume', () => {
  it('stand in the plan, and twice is once', async () => {
    const { id } = await create({ reminders: 'default' });
    const pause = () => world.ok({ method: 'POST', path: at(id, '/pause') });
    const resume = () => world.ok({ method: 'POST', path: at(id, '/resume') });
    const paused = (await pause()).body;
    expect(paused.paused_at).not.toBeNull();
    expect(paused.next_at).toBeNull();
    expect(new Set(paused.steps.map(({ state }: { state: string }) => state))).toEqual(new Set(['paused']));
    const { version } = (await world.ok({ method: 'GET', path: `/v1/links/${id}` })).body;
    expect((await pause()).body).toEqual(paused);
    expect((await put(id, OTHER)).body).toMatchObject({ paused_at: paused.paused_at, plan: OTHER });
    const resumed = (await resume()).body;
    expect(resumed.paused_at).toBeNull();
    expect((await resume()).body).toEqual(resumed);
    expect((await world.ok({ method: 'GET', path: `/v1/links/${id}` })).body.version).toBe(version + 2);
  });
});

describe('a link that is over', () => {
  it.each(['paid', 'cancelled'])('reminds nobody and takes no plan: %s', async (status) => {
    const link = await create({ reminders: OWN });
    if (status === 'paid') {
      world.felloh.act({ link: link.provider_link_id, action: 'pay', method: 'card' });
      await world.ok({ method: 'POST', path: `/v1/links/${link.id}/refresh` });
    } else await world.ok({ method: 'POST', path: `/v1/links/${link.id}/cancel` });
    for (const [method, path, body] of [
      ['PUT', at(link.id), OTHER],
      ['POST', at(link.id, '/pause'), undefined],
      ['POST', at(link.id, '/resume'), undefined],
    ] as const) {
      const refused = await world.call({ method, path, ...(body ? { body } : {}) });
      expect([refused.status, refused.body.code]).toEqual([409, 'conflict_state']);
      expect(refused.body).toMatchObject({ from: status, link_id: link.id });
    }
    const body = await read(link.id);
    expect(body.steps).toMatchObject([{ state: 'skipped', reason: status }]);
    expect(body.next_at).toBeNull();
  });

  it('that another has taken the place of leaves its plan to that one', async () => {
    const old = await create({ reminders: OWN });
    const path = `/v1/links/${old.id}/supersede`;
    const fresh = (await world.ok({ method: 'POST', path, body: { amount: 10_000 } })).body;
    expect(fresh.reminders).toEqual(OWN);
    expect((await put(old.id, OTHER)).body.code).toBe('conflict_state');
    const bare = (
      await world.ok({
        method: 'POST',
        path: `/v1/links/${fresh.id}/supersede`,
        body: { reminders: 'none' },
      })
    ).body;
    expect(bare.reminders).toBe('none');
  });
});

describe('a link of others', () => {
  it('and one that is none are not found', async () => {
    const { id } = await create({ reminders: OWN });
    const foreign = (await world.otherOrganisation()).adminKey.key;
    for (const [key, of] of [
      [foreign, id],
      [world.adminKey.key, '01ARZ3NDEKTSV4RRFFQ69G5FAV0'],
    ] as const) {
      for (const [method, path, body] of [
        ['GET', at(of), undefined],
        ['PUT', at(of), OTHER],
        ['POST', at(of, '/pause'), undefined],
        ['POST', at(of, '/resume'), undefined],
      ] as const) {
        const answer = await world.call({ method, path, key, ...(body ? { body } : {}) });
        expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
      }
    }
    expect((await read(id)).plan).toEqual(OWN);
  });
});

describe('the moment of a first message', () => {
  const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
  const DAY = 86_400_000;

  it('is shown, and whole: with an offset it is the same instant', async () => {
    const send_at = '2031-05-01T10:00:00+02:00';
    const expires_at = '2031-05-20T10:00:00Z';
    const refused = await post({ ...aBody, expires_at, delivery: { channels: ['sms'], send_at } });
    expect(refused.status).toBe(422);
    const at = soon(3 * DAY);
    const made = await create({ delivery: { channels: ['sms'], send_at: at } });
    expect(made.delivery).toMatchObject({ channels: ['sms'], send_at: at });
    expect((await create({ delivery: { channels: ['sms'] } })).delivery.send_at).toBeNull();
  });

  it.each([
    ['after the end', () => soon(31 * DAY), 'too_late'],
    ['no instant', () => 'tomorrow', undefined],
    ['without a zone', () => '2026-12-01T10:00:00', undefined],
    ['a number', () => 7, undefined],
  ])('%s is refused', async (_, send_at, code) => {
    const answer = await post({ ...aBody, delivery: { channels: ['sms'], send_at: send_at() } });
    expect(answer.status, answer.text).toBe(422);
    expect(answer.body.errors).toContainEqual(
      expect.objectContaining({ pointer: '/delivery/send_at', ...(code ? { code } : {}) }),
    );
  });

  it('that lies in the past is at once', async () => {
    const made = await create({ delivery: { channels: ['sms'], send_at: soon(-DAY) } });
    expect(made.status).toBe('active');
  });

  it('stays with the link that takes the place of one not sent yet', async () => {
    const at = soon(3 * DAY);
    const old = await create({ delivery: { channels: ['sms'], send_at: at } });
    const path = `/v1/links/${old.id}/supersede`;
    const fresh = (await world.ok({ method: 'POST', path, body: { amount: 10_000 } })).body;
    expect(fresh.delivery.send_at).toBe(at);
  });
});

describe('the switch of the short urls', () => {
  it('is off, and stays as it is put', async () => {
    const renewal = async () =>
      (await world.ok({ method: 'GET', path: '/v1/organisation' })).body.short_urls.renewal;
    expect(await renewal()).toBe('off');
    expect((await patch({ short_urls: { renewal: 'on' } })).body.short_urls).toEqual({ renewal: 'on' });
    await patch({ name: 'Ada Travel' });
    await patch({ short_urls: {} });
    expect(await renewal()).toBe('on');
    await patch({ short_urls: { renewal: 'off' } });
    expect(await renewal()).toBe('off');
    await patch({ short_urls: { renewal: 'on' } });
    await patch({ short_urls: null });
    expect(await renewal()).toBe('off');
    for (const short_urls of [{ renewal: 'yes' }, { renewal: true }, { colour: 'red' }, 'on']) {
      const refused = await world.call({ method: 'PATCH', path: '/v1/organisation', body: { short_urls } });
      expect(refused.status).toBe(422);
    }
  });
});

it('a timeline tells each event in a sentence', async () => {
  const link = await create();
  const { events } = (await world.ok({ method: 'GET', path: `/v1/links/${link.id}?expand=events` })).body;
  for (const { text } of events) expect(text).toMatch(/^\S.{15,}\.$/);
});
