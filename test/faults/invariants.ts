import { expect } from 'vitest';
import type { Link } from '../../lib/links/model/link.ts';
import { nextDue } from '../../lib/links/model/next-due.ts';
import { parseLink } from '../../lib/table/link-item.ts';
import { type Bench, benchOf, type Theirs } from './benches.ts';
import type { Run } from './run.ts';
import type { Servers } from './servers.ts';

/** What stood outside when a run began; what came since belongs to it. */
export interface Before {
  providerLinks: number;
  messages: number;
}

export function standing(servers: Servers, at: Bench = benchOf(servers, 'felloh')): Before {
  return { providerLinks: at.ledger().length, messages: servers.outbox.list().length };
}

/** Our links as they are stored. */
export async function linksOf(run: Run): Promise<Link[]> {
  return (await run.items()).filter((item) => String(item.sk).startsWith('L#')).map(parseLink);
}

/**
 * What must hold whatever happened, once the timers have had their time. The provider's ledger and the outbox are the
 * witnesses; our own table is only what we claim.
 */
export async function expectInvariants(
  servers: Servers,
  run: Run,
  since: Before,
  at: Bench = benchOf(servers, 'felloh'),
): Promise<void> {
  const links = await linksOf(run);
  const items = await run.items();
  const made = at.ledger().slice(since.providerLinks);

  for (const theirs of made) {
    const ours = links.filter((link) => at.isFor(theirs, link));
    expect(ours, 'every provider link belongs to one of ours').toHaveLength(1);
  }
  for (const link of links) {
    const theirs = made.filter((one) => at.isFor(one, link));
    expect(theirs.length, 'never two provider links for one of ours').toBeLessThanOrEqual(1);
    const [its] = theirs;
    if (link.status === 'failed') expect(its, 'a failed link has nothing at the provider').toBeUndefined();
    expect(link.op, `${link.status}: no operation is left behind`).toBeUndefined();
    expect(link.sends ?? [], 'no message is left behind').toEqual([]);
    expect(link.status, 'every creation is settled').not.toBe('creating');
    expectDue(link);
    if (!its) continue;
    // Some providers tell their id late; the url is the name until then.
    if (link.providerLinkId === undefined) expect(link.providerUrl).toBe(its.url);
    else expect(link.providerLinkId).toBe(its.id);
    expectSameState(link, its, at);
  }

  const bindings = items.filter((item) => String(item.pk).startsWith('X#'));
  const owned = links.flatMap(({ providerLinkId }) => providerLinkId ?? []);
  expect(new Set(owned).size, 'no provider link belongs to two of ours').toBe(owned.length);
  for (const link of links) {
    if (link.providerUrl === undefined) continue;
    const its = bindings.filter((one) => one.linkId === link.id);
    expect(its.length, 'what is known at the provider is bound').toBeGreaterThan(0);
    if (at.provider === 'allpay' || link.providerLinkId === undefined) continue;
    expect(its.filter((one) => String(one.pk).endsWith(`#${link.providerLinkId}`))).toHaveLength(1);
  }

  const sent = servers.outbox.list().slice(since.messages);
  const messages = items.filter((item) => String(item.sk).startsWith('M#'));
  for (const message of messages) {
    const wire = sent.filter((one) => JSON.stringify(one).includes(`"${String(message.id)}"`));
    expect(wire.length, `message ${message.state}: at most once on the wire`).toBeLessThanOrEqual(1);
    const link = links.find(({ id }) => String(message.pk).endsWith(`#L#${id}`));
    if (['sent', 'delivered', 'undelivered'].includes(String(message.state)))
      expect(wire).toHaveLength(link?.sender === 'provider' ? 0 : 1);
    if (message.state === 'failed' || message.state === 'suppressed') expect(wire).toHaveLength(0);
  }
  expect(sent.length, 'nothing was sent that we do not know of').toBeLessThanOrEqual(messages.length);

  expectEvents(items);
  expectNothingTold(servers, run, at, items, links);
}

/** Secrets, personal data and urls that must be in no log line, whatever went wrong. */
function expectNothingTold(
  servers: Servers,
  run: Run,
  at: Bench,
  items: readonly Record<string, unknown>[],
  links: readonly Link[],
): void {
  const hooks = items.map((item) => String(item.pk)).filter((pk) => pk.startsWith('H#'));
  const canaries = [
    run.key,
    ...Object.values(at.simulated.credentials),
    'hook-secret',
    'eyJ',
    ...hooks.map((pk) => pk.slice(2)),
    ...links.flatMap(({ code, providerUrl, providerLinkId, customer }) => [
      code,
      providerUrl,
      providerLinkId,
      customer?.name,
      customer?.email,
      customer?.phone?.slice(1),
    ]),
  ].flatMap((canary) => canary || []);
  const logged = servers.logs.text();
  servers.logs.clear();
  expect(logged, 'something was logged at all').toContain('"code":"REQUEST"');
  expect(canaries.length).toBeGreaterThan(8);
  expect(canaries.filter((canary) => logged.includes(canary))).toEqual([]);
}

function expectDue(link: Link): void {
  const next = nextDue(link);
  if (next === undefined) expect(link.dueAt, 'nothing waits').toBeUndefined();
  else expect(link.dueAt, `due of a link that is ${link.status}`).toBeLessThanOrEqual(next);
}

/** The providers' states, and ours that may stand beside each. */
const BESIDE: Readonly<Record<Theirs['state'], readonly string[]>> = {
  open: ['active', 'cancelled', 'expired'],
  processing: ['processing'],
  paid: ['paid'],
  partly_paid: ['partially_paid'],
  closed: ['cancelled', 'expired'],
  expired: ['expired', 'cancelled'],
};

function expectSameState(link: Link, { state }: Theirs, at: Bench): void {
  if (link.externalPayments?.length && link.status === 'paid') return;
  const beside = state === 'paid' ? at.paid : BESIDE[state];
  expect(beside, `the provider says ${state}`).toContain(link.status);
  const over = link.status === 'cancelled' || link.status === 'expired';
  if (over && state === 'open') {
    expect(link.providerUrlOpen, 'a page that stays open is flagged').toBe(true);
  }
}

/** Each happens once in a link's life. */
const ONCE = ['link.created', 'link.sent', 'link.opened', 'link.paid', 'link.expired', 'link.cancelled'];

function expectEvents(items: readonly Record<string, unknown>[]): void {
  const events = items.filter((item) => String(item.sk).startsWith('E#'));
  for (const link of items.filter((item) => String(item.sk).startsWith('L#')).map(parseLink)) {
    const its = events
      .filter((event) => String(event.pk).endsWith(`#L#${link.id}`))
      .map((event) => String(event.type));
    for (const type of ONCE) {
      expect(its.filter((one) => one === type).length, `${type} in ${its.join(', ')}`).toBeLessThanOrEqual(1);
    }
    const told: Readonly<Record<string, string>> = {
      paid: 'link.paid',
      cancelled: 'link.cancelled',
      expired: 'link.expired',
    };
    const last = told[String(link.status)];
    if (last) expect(its, `a link that is ${link.status} says so`).toContain(last);
    if (link.sentAt !== undefined) expect(its).toContain('link.sent');
  }
}
