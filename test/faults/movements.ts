import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { Link } from '../../lib/links/model/link.ts';
import type { Bench, Theirs, Traits } from './benches.ts';
import type { Catcher, Caught } from './catcher.ts';
import { createAt } from './connections.ts';
import { linksOf } from './invariants.ts';
import type { Outcome, Reply, Request, Run } from './run.ts';
import { answered } from './scenarios.ts';
import type { Servers } from './servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One run of the system at one provider. */
export interface Place {
  servers: Servers;
  run: Run;
  at: Bench;
  catcher: Catcher;
}

/** One main movement of the system at any provider, of which every call may be the last. It is made many times side by side. */
export interface Movement {
  name: string;
  /** Dies at every call, not only at the first of each name. */
  everyCall?: true;
  /** Absent: every provider has it, or we supply it. */
  fits?(at: Traits): boolean;
  /** What is there before; nothing fails here. Gives what it is about: a link's id, or the key of a request. */
  arrange(place: Place, key: string): Promise<string>;
  /** What happens to all that were arranged before the first of them is acted on. */
  ready?(place: Place, subjects: readonly string[]): Promise<void>;
  act(place: Place, subject: string): Promise<unknown>;
  /** How long the timers are given afterwards. */
  settleMs: number;
  /** The caller, who may never have had an answer, asks once more; then all have some more minutes. */
  repeat?(place: Place, subject: string): Promise<unknown>;
  /** What is to be in the end, as far as that does not depend on when somebody died. */
  end(place: Place, subject: string): Promise<void>;
}

let people = 0;

/** Somebody else each time: what is sent to one is counted, and some look-ups go by the address. */
function somebody(at: Bench) {
  people += 1;
  const phone =
    at.provider === 'fortis'
      ? `+120255501${String(people % 100).padStart(2, '0')}`
      : `+447700900${String(people % 1000).padStart(3, '0')}`;
  return {
    name: 'Ada Byron',
    email: `ada.${people}@example.com`,
    phone,
    timezone: 'Europe/London',
    reference: REFERENCES[at.provider] ?? 'C-77',
  };
}

const REFERENCES: Readonly<Record<string, string>> = { allpay: 'TEN0048213', paypoint: 'ACC-204417' };

/** The same body whenever one run gives the same key. */
const bodies = new Map<string, object>();

export function create({ run, at }: Place, key: string, more: object = {}): Promise<Outcome<Reply>> {
  const name = `${run.table} ${key}`;
  const body = bodies.get(name) ?? { customer: somebody(at), ...more };
  bodies.set(name, body);
  return createAt(run, at.simulated, body, key);
}

export async function createdLink(place: Place, key: string, more: object = {}): Promise<string> {
  const reply = answered(await create(place, key, more));
  expect(reply.status, reply.body).toBe(201);
  return idOf(reply);
}

export function idOf({ body }: Reply): string {
  return z.parse(z.object({ id: z.string() }), JSON.parse(body)).id;
}

export function operate(run: Run, linkId: string, verb: string, body?: unknown): Promise<Outcome<Reply>> {
  return run.http(`links/${verb}`, {
    path: `/v1/links/${linkId}/${verb}`,
    params: { id: linkId },
    headers: { 'idempotency-key': `${verb}-${linkId}` },
    ...(body === undefined ? {} : { body }),
  });
}

export async function linkOf({ run }: Place, linkId: string): Promise<Link> {
  const link = (await linksOf(run)).find((one) => one.id === linkId);
  if (!link) throw new Error('the link is lost');
  return link;
}

/** What the provider has of a link: nothing, or the one. */
export function theirsOf({ at }: Place, link: Link): Theirs | undefined {
  const found = at.madeFor(link);
  expect(found.length, 'never two provider links for one of ours').toBeLessThanOrEqual(1);
  return found[0];
}

async function later({ servers }: Place, ms: number): Promise<void> {
  servers.clock.set(servers.clock.now() + ms);
}

/** By then every list tells what was just made. */
const listed = (place: Place) => later(place, 61_000);

/** The payer's browser: the short url's button. */
export async function open(place: Place, linkId: string): Promise<void> {
  const { code } = await linkOf(place, linkId);
  const outcome = await place.run.http('public/open', { path: `/p/${code}`, params: { code } });
  expect(answered(outcome).status).toBe(303);
}

async function payAll(place: Place, subjects: readonly string[]): Promise<void> {
  await listed(place);
  for (const subject of subjects) {
    await open(place, subject);
    place.at.act(await linkOf(place, subject), place.at.pay);
  }
}

/** The timer's message for one link. */
function wake(run: Run, linkId: string): Promise<Outcome<unknown>> {
  const body = JSON.stringify({ v: 1, kind: 'link', org: run.org, linkId });
  const record = { messageId: linkId, receiptHandle: linkId, body, attributes: {}, messageAttributes: {} };
  return run.invoke('timers/wake', { Records: [{ ...record, eventSource: 'aws:sqs' }] });
}

/** Hands a caught notification to the function as the gateway would. */
export async function arrive({ run }: Place, { headers, body }: Caught): Promise<Outcome<Reply>> {
  const hook = (await run.items()).find((item) => String(item.pk).startsWith('H#'));
  const token = String(hook?.pk).slice(2);
  return run.http('public/notify', { path: `/hooks/${token}`, params: { token }, headers, body });
}

const Messages = z.looseObject({ messages: z.array(z.unknown()) });

function sentByThem(theirs: Theirs | undefined): number {
  return theirs ? z.parse(Messages, theirs.entry).messages.length : 0;
}

async function messagesOf({ run }: Place, linkId: string) {
  return (await run.items()).filter(
    (item) => String(item.sk).startsWith('M#') && String(item.pk).endsWith(`#L#${linkId}`),
  );
}

async function expectClosed(place: Place, linkId: string): Promise<void> {
  const theirs = theirsOf(place, await linkOf(place, linkId));
  expect(['closed', 'expired']).toContain(theirs?.state);
}

async function again(place: Place, linkId: string, verb: string, body?: unknown, status = 200) {
  const reply = answered(await operate(place.run, linkId, verb, body));
  expect(reply.status, reply.body).toBe(status);
  return reply;
}

const transfer = { amount: 12_500, method: 'bank_transfer', received_on: '2026-03-01', reference: 'BACS-1' };
const replacement = { amount: 10_000 };

/** Of two links one can be paid, at the provider too. */
async function expectOnePayable(place: Place, oldId: string): Promise<void> {
  const links = (await linksOf(place.run)).filter(
    ({ id, supersedes }) => id === oldId || supersedes === oldId,
  );
  const payable = links.filter(({ status }) => status === 'active');
  expect(payable).toHaveLength(1);
  const open = links.filter((link) => theirsOf(place, link)?.state === 'open');
  expect(open.map(({ id }) => id)).toEqual(payable.map(({ id }) => id));
  expect(payable[0]?.held).toBeUndefined();
}

const notified = new Map<string, Caught>();

/** A change that the provider makes, or where it makes none one that only we keep. */
const changeOf = ({ change }: Bench) => change ?? { due_on: '2026-03-20' };

function patch({ run }: Place, linkId: string, body: object): Promise<Outcome<Reply>> {
  const request: Request = { method: 'PATCH', path: `/v1/links/${linkId}`, params: { id: linkId }, body };
  return run.http('links/update', request);
}

function remove({ run }: Place, linkId: string): Promise<Outcome<Reply>> {
  return run.http('links/delete', { method: 'DELETE', path: `/v1/links/${linkId}`, params: { id: linkId } });
}

/** Creates of which nobody knows what came; the last of `when` is that of the one more create that the timer makes. */
async function createdUnknown(place: Place, key: string, when: 'before' | 'after'): Promise<string> {
  place.at.fail({ kind: 'reset', when, operation: 'create' });
  const reply = answered(await create(place, key));
  expect(reply.status, reply.body).toBe(202);
  return idOf(reply);
}

async function liveUntilStuck(place: Place, subjects: readonly string[]): Promise<void> {
  const open = [];
  for (const subject of subjects) if (!(await linkOf(place, subject)).op?.stuck) open.push(subject);
  if (open.length === 0) return;
  place.at.fail({ kind: 'reset', when: 'before', operation: 'create', times: open.length });
  await place.run.liveUntil(place.servers.clock.now() + 30 * MINUTE);
  for (const subject of subjects) {
    expect((await linkOf(place, subject)).op?.stuck, 'it waits for a person').toBe(true);
  }
}

async function expectActive(place: Place, linkId: string): Promise<void> {
  const link = await linkOf(place, linkId);
  expect(link.status).toBe('active');
  expect(theirsOf(place, link)?.state).toBe('open');
}

export const movements: readonly Movement[] = [
  {
    name: 'create',
    everyCall: true,
    arrange: async (_place, key) => key,
    act: (place, key) => create(place, key),
    settleMs: 20 * MINUTE,
    end: async (place, key) => expectActive(place, await createdLink(place, key)),
  },
  {
    name: 'create, and the provider sends',
    fits: ({ native }) => native !== undefined,
    arrange: async (_place, key) => key,
    act: async (place, key) => {
      await create(place, key, { delivery: { channels: ['sms', 'email'], sender: 'provider' } });
      await place.run.drain();
    },
    settleMs: 20 * MINUTE,
    repeat: (place, key) => createdLink(place, key),
    end: async (place, key) => {
      const id = await createdLink(place, key);
      const theirs = theirsOf(place, await linkOf(place, id));
      // At most once each; fewer only where a message is known to be of unknown outcome.
      const unsure = (await messagesOf(place, id)).filter(({ state }) => state === 'unknown').length;
      expect(sentByThem(theirs)).toBeLessThanOrEqual(2);
      expect(sentByThem(theirs) + unsure).toBeGreaterThanOrEqual(2);
    },
  },
  {
    name: 'send',
    arrange: (place, key) => createdLink(place, key),
    ready: listed,
    act: async ({ run }, id) => {
      await operate(run, id, 'send', { channels: ['sms'] });
      await run.drain();
    },
    settleMs: 10 * MINUTE,
    repeat: (place, id) => again(place, id, 'send', { channels: ['sms'] }, 202),
    end: async (place, id) => {
      expect(await messagesOf(place, id)).toHaveLength(1);
      const theirs = theirsOf(place, await linkOf(place, id));
      if (place.at.native) expect(sentByThem(theirs), 'exactly one sender').toBe(0);
    },
  },
  {
    name: 'send by the provider',
    fits: ({ native }) => native === 'call',
    arrange: (place, key) => createdLink(place, key, { delivery: { channels: [], sender: 'provider' } }),
    ready: listed,
    act: async ({ run }, id) => {
      await operate(run, id, 'send', { channels: ['email'] });
      await run.drain();
    },
    settleMs: 10 * MINUTE,
    repeat: (place, id) => again(place, id, 'send', { channels: ['email'] }, 202),
    end: async (place, id) => {
      const [message, ...others] = await messagesOf(place, id);
      expect(others).toEqual([]);
      const sent = sentByThem(theirsOf(place, await linkOf(place, id)));
      expect(sent, 'at most once').toBeLessThanOrEqual(1);
      if (message?.state === 'sent') expect(sent).toBe(1);
      else expect(message?.state).toBe('unknown');
    },
  },
  {
    name: 'update',
    arrange: (place, key) => createdLink(place, key),
    ready: listed,
    act: (place, id) => patch(place, id, changeOf(place.at)),
    settleMs: 20 * MINUTE,
    end: async (place, id) => {
      const reply = answered(await patch(place, id, changeOf(place.at)));
      expect(reply.status, reply.body).toBe(200);
      expect(JSON.parse(reply.body)).toMatchObject(changeOf(place.at));
      const theirs = theirsOf(place, await linkOf(place, id));
      if (place.at.changed) expect(theirs && place.at.changed(theirs.entry)).toBe(true);
    },
  },
  {
    name: 'cancel',
    arrange: (place, key) => createdLink(place, key),
    ready: listed,
    act: ({ run }, id) => operate(run, id, 'cancel'),
    settleMs: 20 * MINUTE,
    end: async (place, id) => {
      await again(place, id, 'cancel');
      expect((await linkOf(place, id)).status).toBe('cancelled');
      await expectClosed(place, id);
    },
  },
  {
    name: 'cancel behind the short url',
    fits: ({ hold }) => hold !== undefined,
    arrange: (place, key) => createdLink(place, key),
    ready: async (place, subjects) => {
      await listed(place);
      const { at } = place;
      for (const subject of subjects) if (at.hold) at.act(await linkOf(place, subject), at.hold);
    },
    act: ({ run }, id) => operate(run, id, 'cancel'),
    settleMs: 20 * MINUTE,
    end: async (place, id) => {
      await again(place, id, 'cancel');
      expect(await linkOf(place, id)).toMatchObject({ status: 'cancelled', providerUrlOpen: true });
      const { code } = await linkOf(place, id);
      const outcome = await place.run.http('public/open', { path: `/p/${code}`, params: { code } });
      expect(answered(outcome).headers.location ?? '').not.toContain('//');
    },
  },
  {
    name: 'delete',
    arrange: (place, key) => createdLink(place, key),
    ready: listed,
    act: remove,
    settleMs: 20 * MINUTE,
    end: async (place, id) => {
      expect([204, 404]).toContain(answered(await remove(place, id)).status);
      expect((await linkOf(place, id)).deletedAt).toBeDefined();
      await expectClosed(place, id);
    },
  },
  {
    name: 'assign',
    arrange: (place, key) => createdLink(place, key),
    ready: listed,
    act: ({ run, at }, id) => operate(run, id, 'assign', { booking_id: at.booking.id }),
    settleMs: 20 * MINUTE,
    end: async (place, id) => {
      await again(place, id, 'assign', { booking_id: place.at.booking.id });
      expect((await linkOf(place, id)).booking?.id).toBe(place.at.booking.id);
    },
  },
  {
    name: 'resolve: there is none',
    arrange: (place, key) => createdUnknown(place, key, 'before'),
    ready: liveUntilStuck,
    act: ({ run }, id) => operate(run, id, 'resolve', { none: true }),
    settleMs: 5 * MINUTE,
    end: async (place, id) => {
      await operate(place.run, id, 'resolve', { none: true });
      expect((await linkOf(place, id)).status).toBe('failed');
      await again(place, id, 'retry');
      await expectActive(place, id);
    },
  },
  {
    name: 'resolve: it is this one',
    arrange: (place, key) => createdUnknown(place, key, 'after'),
    ready: async (place, subjects) => {
      // The lists are so late that no look-up can tell; the person sees it in the provider's own portal.
      place.at.configure({ list_lag_seconds: 86_400 });
      await liveUntilStuck(place, subjects);
      place.at.configure({ list_lag_seconds: null });
    },
    act: async (place, id) => {
      const provider_link_id = theirsOf(place, await linkOf(place, id))?.id;
      await operate(place.run, id, 'resolve', { provider_link_id });
    },
    settleMs: 5 * MINUTE,
    end: async (place, id) => {
      const provider_link_id = theirsOf(place, await linkOf(place, id))?.id;
      await operate(place.run, id, 'resolve', { provider_link_id });
      await expectActive(place, id);
    },
  },
  {
    name: 'supersede',
    arrange: (place, key) => createdLink(place, key),
    ready: listed,
    act: ({ run }, id) => operate(run, id, 'supersede', replacement),
    settleMs: 20 * MINUTE,
    repeat: async (place, id) => {
      await expectOnePayable(place, id);
      await again(place, id, 'supersede', replacement, 201);
    },
    end: async (place, id) => {
      const head = idOf(await again(place, id, 'supersede', replacement, 201));
      expect(await linkOf(place, id)).toMatchObject({ status: 'cancelled', supersededBy: head });
      expect(await linkOf(place, head)).toMatchObject({ status: 'active', amount: 10_000 });
      await expectOnePayable(place, id);
      await expectClosed(place, id);
    },
  },
  {
    name: 'a payment by other means',
    arrange: (place, key) => createdLink(place, key),
    ready: listed,
    act: ({ run }, id) => operate(run, id, 'external-payments', transfer),
    settleMs: 20 * MINUTE,
    end: async (place, id) => {
      await again(place, id, 'external-payments', transfer);
      const link = await linkOf(place, id);
      expect(link.status).toBe('paid');
      expect(link.externalPayments).toHaveLength(1);
      await expectClosed(place, id);
    },
  },
  {
    name: 'paid, told by the payer’s return',
    arrange: (place, key) => createdLink(place, key),
    ready: payAll,
    act: async (place, id) => {
      const { code } = await linkOf(place, id);
      const path = `/p/${code}/back/success`;
      await place.run.http('public/back', { method: 'GET', path, params: { code, outcome: 'success' } });
    },
    settleMs: 15 * MINUTE,
    end: async (place, id) => expect(place.at.paid).toContain((await linkOf(place, id)).status),
  },
  {
    name: 'paid, told by a notification',
    fits: ({ notifies }) => notifies,
    arrange: (place, key) => createdLink(place, key),
    ready: async (place, subjects) => {
      await listed(place);
      for (const subject of subjects) {
        if (notified.has(subject)) continue;
        place.catcher.take();
        place.at.act(await linkOf(place, subject), place.at.pay);
        await place.at.simulated.simulator.drained();
        const told = place.catcher.take().at(-1);
        if (!told) throw new Error('the provider told nothing');
        notified.set(subject, told);
      }
    },
    act: async (place, id) => {
      const told = notified.get(id);
      if (told) await arrive(place, told);
      await place.run.drain();
    },
    settleMs: 15 * MINUTE,
    end: async (place, id) => {
      const told = notified.get(id);
      if (told) expect(answered(await arrive(place, told)).status).toBeLessThan(300);
      await place.run.drain();
      expect(place.at.paid).toContain((await linkOf(place, id)).status);
    },
  },
  {
    name: 'wake: the poll after an opening',
    fits: ({ lists }) => lists === undefined,
    arrange: (place, key) => createdLink(place, key),
    ready: async (place, subjects) => {
      await payAll(place, subjects);
      await later(place, 3 * MINUTE);
    },
    act: ({ run }, id) => wake(run, id),
    settleMs: 15 * MINUTE,
    end: async (place, id) => expect(place.at.paid).toContain((await linkOf(place, id)).status),
  },
  {
    name: 'wake: a creation of unknown outcome',
    arrange: (place, key) => createdUnknown(place, key, 'after'),
    ready: (place) => later(place, 2 * MINUTE),
    act: ({ run }, id) => wake(run, id),
    settleMs: 20 * MINUTE,
    end: expectActive,
  },
  {
    name: 'wake: a creation that never was',
    arrange: (place, key) => createdUnknown(place, key, 'before'),
    ready: (place) => later(place, 6 * MINUTE),
    act: ({ run }, id) => wake(run, id),
    settleMs: 30 * MINUTE,
    end: async (place, id) => {
      // It is made once more, and only once: whoever dies at just that leaves it to a person, who finds nothing there.
      if ((await linkOf(place, id)).op?.stuck) {
        await again(place, id, 'resolve', { none: true });
        await again(place, id, 'retry');
      }
      await expectActive(place, id);
    },
  },
  {
    name: 'wake: the end of a link that nobody paid',
    arrange: async (place, key) => {
      const now = place.servers.clock.now();
      return createdLink(place, key, { expires_at: new Date(now + HOUR).toISOString() });
    },
    ready: async (place, subjects) => {
      const ends: number[] = [];
      for (const subject of subjects) ends.push((await linkOf(place, subject)).expiresAt);
      place.servers.clock.set(Math.max(...ends) + 1);
    },
    act: ({ run }, id) => wake(run, id),
    settleMs: 3 * HOUR,
    end: async (place, id) => {
      expect((await linkOf(place, id)).status).toBe('expired');
      await expectClosed(place, id);
    },
  },
];
