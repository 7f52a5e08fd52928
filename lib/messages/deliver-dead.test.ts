import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { EMAIL, ORG, SMS, startDelivery } from '../../test/support/start-delivery.ts';
import type { Link } from '../links/model/link.ts';
import { putMessage } from '../table/messages.ts';
import { NOON } from './link-fixture.ts';
import { settleDead } from './settle-dead.ts';

const stack = await startDelivery();
const { outbox, deps, writes, stored, deliver, outcome } = stack;

beforeEach(() => stack.reset());
afterAll(() => stack.close());

describe('a worker that died', () => {
  const dead = (until: number): Partial<Link> => ({ sends: [{ ...SMS, state: 'sending', until }, EMAIL] });

  it('is waited for while it may live', async () => {
    const link = await stored(dead(NOON + 1));
    await deliver(link);
    expect(writes).toEqual([]);
  });

  it('while sending: unknown, and the next one goes', async () => {
    const link = await stored(dead(NOON));
    await deliver(link);
    expect((await outcome(link)).states).toEqual([
      ['EMAIL1', 'sent', undefined],
      ['SMS1', 'unknown', 'sender_died'],
    ]);
    expect(outbox.list()).toHaveLength(1);
  });

  it('after it had kept the outcome: only the save is made up', async () => {
    const link = await stored({ ...dead(NOON), sends: [{ ...SMS, state: 'sending', until: NOON }] });
    const { id, channel, kind, queuedAt } = SMS;
    await putMessage(deps.table, ORG, {
      id,
      linkId: link.id,
      channel,
      kind,
      queuedAt,
      state: 'sent',
      at: NOON - 50_000,
    });
    await deliver(link);
    const end = await outcome(link);
    expect(end.states).toEqual([['SMS1', 'sent', undefined]]);
    expect(end.link).toMatchObject({ sentAt: NOON - 50_000, cause: { message: { state: 'sent' } } });
    expect(end.sends).toBeUndefined();
    expect(outbox.list()).toEqual([]);
  });

  it('after it had kept that there was nothing to send: what comes of sending it now counts', async () => {
    const link = await stored({ sends: [SMS] });
    const { id, channel, kind, queuedAt } = SMS;
    await putMessage(deps.table, ORG, {
      id,
      linkId: link.id,
      channel,
      kind,
      queuedAt,
      state: 'skipped',
      reason: 'processing',
      unclaimed: true,
      at: NOON - 50_000,
    });
    await deliver(link);
    expect((await outcome(link)).states).toEqual([['SMS1', 'sent', undefined]]);
    expect(outbox.list()).toHaveLength(1);
  });

  it('leaves a dead letter that settles what it had begun and nothing else', async () => {
    const link = await stored(dead(NOON));
    await settleDead(deps, link.org, link.id);
    const end = await outcome(link);
    expect(end.states).toEqual([['SMS1', 'unknown', 'sender_died']]);
    expect(end.sends).toMatchObject([{ id: 'EMAIL1', state: 'queued' }]);
    expect(end.link.dueAt).toBeDefined();
    await settleDead(deps, link.org, link.id);
    await settleDead(deps, link.org, 'unknown0');
    expect(outbox.list()).toEqual([]);
  });
});

it('claims nothing that it could not record in its time', async () => {
  const link = await stored();
  let calls = 0;
  await deliver(link, { ...deps, clock: { now: () => NOON + (calls++ > 6 ? 13_000 : 0) } });
  const end = await outcome(link);
  expect(outbox.list()).toHaveLength(1);
  expect(end.sends).toMatchObject([{ state: 'queued' }]);
});

it('gives the claim back when it fails before the request', async () => {
  const link = await stored({ sends: [SMS], currency: 'XXX' });
  await expect(deliver(link)).rejects.toThrow('not an ISO 4217 currency');
  expect((await outcome(link)).sends).toMatchObject([{ id: 'SMS1', state: 'queued', until: NOON + 30_000 }]);
});
