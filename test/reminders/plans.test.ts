import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventText } from '../../lib/api/event-text.ts';
import { LinkEvent } from '../../lib/table/events.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered, arrangeOrganisation, linkBody, post } from '../faults/scenarios.ts';
import { type Servers, START, startServers } from '../faults/servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const window = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '08:00', to: '21:00' };
const steps = (...offsets: string[]) =>
  offsets.map((offset) => ({ anchor: 'created_at', offset, channels: ['sms'] }));

let servers: Servers;
let run: Run;
let sent: number;

beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers?.close());
beforeEach(async () => {
  servers.clock.set(START);
  run = await startRun(servers);
  await arrangeOrganisation({ servers, run });
  sent = servers.outbox.list().length;
});
afterEach(() => run.close());

async function create(plan: object, more: object = {}): Promise<string> {
  const made = answered(
    await run.http('links/create', {
      path: '/v1/links',
      body: { ...linkBody, reminders: { window, ...plan }, ...more },
    }),
  );
  expect(made.status, made.body).toBe(201);
  return JSON.parse(made.body).id;
}

async function reminders(id: string, what: 'get' | 'put' | 'pause' | 'resume', body?: object) {
  const reply = answered(
    await run.http(`reminders/${what}`, {
      method: { get: 'GET', put: 'PUT', pause: 'POST', resume: 'POST' }[what],
      path: `/v1/links/${id}/reminders`,
      params: { id },
      ...(body ? { body } : {}),
    }),
  );
  return { status: reply.status, ...JSON.parse(reply.body) };
}

const statesOf = async (id: string) =>
  (await reminders(id, 'get')).steps.map(({ state, reason }: { state: string; reason: string | null }) =>
    reason === null ? state : `${state} ${reason}`,
  );
const until = (days: number) => run.liveUntil(START + days * DAY);
const texts = async () =>
  (await run.items())
    .filter((item) => String(item.sk).startsWith('E#'))
    .map((item) => LinkEvent.parse(item))
    .sort((a, b) => a.version - b.version)
    .filter(({ type }) => type.startsWith('reminder'))
    .map(eventText);
const gone = () => servers.outbox.list().length - sent;

describe('a plan while it runs', () => {
  it('that is put in the place of another counts what went before, and misses what is over', async () => {
    const id = await create({ steps: steps('P1D', 'P5D') });
    await until(1.5);
    expect(gone()).toBe(1);
    const put = await reminders(id, 'put', { steps: steps('P1D', 'P2D', 'P3D', 'P4D'), window });
    expect(put).toMatchObject({ status: 200, sent: 1 });
    await until(6);
    expect(await statesOf(id)).toEqual(['skipped window_missed', 'sent', 'sent', 'skipped frequency_cap']);
    expect(gone()).toBe(3);
    expect(await texts()).toEqual([
      'Reminder 1 was sent.',
      'The link was given another plan of reminders, or none.',
      'Reminder 1 was not sent: its moment, or the hours in which it might go, had passed.',
      'Reminder 2 was sent.',
      'Reminder 3 was sent.',
      expect.stringMatching(
        /^Reminder 4 was not sent: the customer had been reminded as often as is allowed/,
      ),
    ]);
  });

  it('that is resumed after a step was missed goes on with the next', async () => {
    const id = await create({ steps: steps('P1D', 'P3D') });
    await reminders(id, 'pause');
    await until(2);
    expect([gone(), await statesOf(id)]).toEqual([0, ['paused', 'paused']]);
    expect(await reminders(id, 'resume')).toMatchObject({ status: 200, paused_at: null });
    await until(4);
    expect(await statesOf(id)).toEqual(['skipped window_missed', 'sent']);
    expect(gone()).toBe(1);
    expect(await texts()).toEqual([
      'Reminders were paused.',
      'Reminders were resumed.',
      'Reminder 1 was not sent: its moment, or the hours in which it might go, had passed.',
      'Reminder 2 was sent.',
    ]);
  });

  it('that is taken away reminds nobody more', async () => {
    const id = await create({ steps: steps('P1D', 'P3D') });
    await until(1.5);
    await reminders(id, 'put', { plan: 'none' });
    await until(5);
    expect(gone()).toBe(1);
    expect(await reminders(id, 'get')).toMatchObject({ plan: 'none', sent: 1, steps: [] });
  });

  it('of a link that has expired takes no change', async () => {
    const id = await create({ steps: steps('P3D') }, { expires_at: new Date(START + DAY).toISOString() });
    await until(1.5);
    for (const what of ['put', 'pause', 'resume'] as const) {
      const refused = await reminders(id, what, what === 'put' ? { plan: 'none' } : undefined);
      expect(refused).toMatchObject({ status: 409, code: 'conflict_state', from: 'expired' });
    }
    expect(await statesOf(id)).toEqual(['skipped expired']);
  });
});

describe('a check that gets no answer', () => {
  const silent = () => {
    run.fate = ({ service }) =>
      service === 'felloh'
        ? { answer: async () => ({ status: 503, headers: {}, body: Buffer.from('{}') }) }
        : 'pass';
  };

  it('puts the step off, and after three the step is skipped: each is told', async () => {
    const id = await create({ steps: steps('P1D') });
    await until(0.9);
    silent();
    await until(1.2);
    expect([gone(), await statesOf(id)]).toEqual([0, ['skipped provider_check_failed']]);
    const why = 'the provider did not say whether the link was paid';
    expect(await texts()).toEqual([
      `Reminder 1 was put off for half an hour: ${why} (try 1 of 3).`,
      `Reminder 1 was put off for half an hour: ${why} (try 2 of 3).`,
      `Reminder 1 was not sent: ${why}.`,
    ]);
  });

  it('puts it off once where the provider answers again', async () => {
    const id = await create({ steps: steps('P1D') });
    await until(0.9);
    silent();
    await run.liveUntil(START + DAY + 10 * MINUTE);
    run.fate = () => 'pass';
    await until(1.2);
    expect([gone(), await statesOf(id)]).toEqual([1, ['sent']]);
    expect(await texts()).toHaveLength(2);
  });
});

it('nothing is told of a link without news', async () => {
  const id = await create({ steps: steps('P20D') });
  await until(15);
  expect(await texts()).toEqual([]);
  await post(run, id, 'cancel');
  await until(21);
  expect(await texts()).toEqual([]);
});
