import type { Rates } from '../../../lib/connections/rate.ts';
import type { Hints } from '../../../lib/links/deps.ts';
import { tellSwept } from '../../../lib/links/swept.ts';
import { tick } from '../../../lib/links/tick.ts';
import { wakeLink } from '../../../lib/links/wake.ts';
import { deliverSends } from '../../../lib/messages/deliver.ts';
import { wakeSweep } from '../../../lib/sweeps/wake.ts';
import { sweepKey } from '../../../lib/table/keys.ts';
import { create, paidOn, pays, perform, refOf } from './acts.ts';
import { calm, type Faults } from './faults.ts';
import { createHeap } from './heap.ts';
import { current, type Ended, type Invocation, invoke } from './invocation.ts';
import { headOf, type Life, newLife } from './lives.ts';
import { arrange } from './organisations.ts';
import type { Written } from './record.ts';
import type { Act, Story } from './script.ts';
import { actAt, startWorld, type World } from './world.ts';

const MINUTE = 60_000;
/** No tick's clock is further ahead. */
const SKEW_MS = 5 * MINUTE;
const SIDE_BY_SIDE = 8;
/** Every so many ticks all partitions are read, as the deployed one does: it must find what is due, and nothing else. */
const WHOLE_TICK = 100;

export interface MonthOptions {
  seed: string;
  stories: readonly Story[];
  start: number;
  end: number;
  faults?: Faults;
  /** For looking at, not for proving: `WorldOptions.isQuick`, and no tick over all partitions is held against ours. */
  isQuick?: boolean;
  /** Called before anything happens. */
  begun?(world: World): void;
  /** Called as time goes on. */
  progress?(now: number, world: World): void | Promise<void>;
}

export interface Month {
  world: World;
  lives: readonly Life[];
}

interface Due {
  id: string;
  at: number;
}

/** `about`: a link, or the connection that a sweep is of. */
interface Hint {
  kind: 'messages' | 'wake' | 'sweep';
  org: string;
  about: string;
  slotAt?: number;
  /** Nobody gets it before: whoever sent it had spent time by then. */
  notBefore: number;
}

/**
 * Lives through the time from one minute at which something happens to the next. A tick wakes what the writes say is due,
 * and every so often what the deployed one reads, which must be the same; minutes in which nothing is due are passed over.
 */
export async function liveMonth(options: MonthOptions): Promise<Month> {
  const { seed, stories, start, end, faults = calm, isQuick = false } = options;
  const hints = createHeap<Hint>();
  const world = await startWorld({ start, faults, hints: queued(), isQuick });
  const { clock, record } = world;
  options.begun?.(world);
  const acts = createHeap<{ life: Life; act?: Act }>();
  const dues = createHeap<Due>();
  const written = new Map<string, Written>();
  const waits = new Map<string, { version: number; hint: Hint; dueAt?: number }>();
  /** Environments that have nothing to do. */
  const idle: Rates[] = [];
  let lastTick = start - MINUTE;
  let ticks = 0;
  const times = new Map<string, number>();

  record.onWrite((link) => {
    if ((written.get(link.id)?.version ?? 0) < link.version) written.set(link.id, link);
    noteDue(link.id, link, { kind: 'wake', org: link.org, about: link.id, notBefore: 0 });
  });
  record.onSweep((sweep) => {
    const { org, connection } = sweep;
    noteDue(sweepName(sweep), sweep, { kind: 'sweep', org, about: connection, notBefore: 0 });
  });
  const lives = await begin();
  const byLink = new Map(lives.map((life) => [headOf(life), life]));
  record.onClaim((link, message) => {
    if (faults.paysBetween(message)) payBetween(link);
  });

  for (;;) {
    const next = Math.min(...[acts.next(), hints.next(), dues.next()].map((at) => at ?? Infinity));
    if (next > end) break;
    clock.set(Math.max(clock.now(), Math.ceil(next / MINUTE) * MINUTE));
    await minute();
    await options.progress?.(clock.now(), world);
  }
  clock.set(end);
  return { world, lives };

  async function begin(): Promise<Life[]> {
    const organisations = new Map<number, Life['organisation']>();
    for (const { org } of stories)
      if (!organisations.has(org)) organisations.set(org, await arrange(world, org));
    return stories.flatMap((story) => {
      const organisation = organisations.get(story.org);
      if (!organisation) return [];
      const life = newLife(seed, story, organisation);
      acts.add(story.createdAt, { life });
      for (const act of story.acts) acts.add(act.at, { life, act });
      return [life];
    });
  }

  async function minute(): Promise<void> {
    const now = clock.now();
    const work = new Map<string, (() => Promise<unknown>)[]>();
    const add = (key: string, one: () => Promise<unknown>) => work.set(key, [...(work.get(key) ?? []), one]);
    while ((acts.next() ?? Infinity) <= now) {
      const { life, act } = acts.take() ?? {};
      if (life)
        add(String(life.story.nth), () =>
          act ? perform(world, seed, life, act, fares) : create(world, life, fares),
        );
    }
    await sideBySide([...work.values()]);
    // Some hints are slower than the tick.
    for (let round = 0; round < 20 && (hints.next() ?? Infinity) < now + MINUTE; round++) {
      const batch: Hint[] = [];
      while ((hints.next() ?? Infinity) < now + MINUTE)
        batch.push(hints.take() ?? { kind: 'wake', org: '', about: '', notBefore: 0 });
      await sideBySide(batch.map((hint) => [() => workOff(hint)]));
    }
    if ((dues.next() ?? Infinity) <= now) await runTick(now);
  }

  async function runTick(now: number): Promise<void> {
    lastTick = now;
    const ids = new Set<string>();
    while ((dues.next() ?? Infinity) <= now) {
      const due = dues.take();
      if (due && waits.get(due.id)?.dueAt === due.at) ids.add(due.id);
    }
    if (ids.size === 0) return;
    const copies = faults.ticks(now);
    if (copies > 1) record.count(copies === 2 ? 'tick doubled' : 'tick tripled');
    const found = new Map<string, Hint[]>();
    const whole = !isQuick && ++ticks % WHOLE_TICK === 0;
    for (let copy = 0; copy < copies; copy++) {
      const seenNow = now + tickSkew(now, copy);
      const due = [...ids].filter((id) => (waits.get(id)?.dueAt ?? Infinity) <= seenNow);
      if (whole && copy === 0) await compare(due, seenNow);
      for (const id of due) {
        const hint = waits.get(id)?.hint;
        if (hint) found.set(id, [...(found.get(id) ?? []), hint]);
      }
    }
    await sideBySide([...found.values()].map((same) => [() => Promise.all(same.map(workOff))]));
    // Still due: woken by somebody whose clock says otherwise, or who died.
    for (const id of ids) {
      const at = waits.get(id)?.dueAt;
      if (at !== undefined && at <= now + SKEW_MS) dues.add(firstTick(at), { id, at });
    }
  }

  function noteDue(id: string, { version, dueAt }: { version: number; dueAt?: number }, hint: Hint): void {
    if ((waits.get(id)?.version ?? 0) >= version) return;
    waits.set(id, { version, hint, ...(dueAt === undefined ? {} : { dueAt }) });
    if (dueAt !== undefined) dues.add(firstTick(dueAt), { id, at: dueAt });
  }

  /** A tick whose clock is ahead finds what is due a little later too. */
  function refuseLate(id: string, now: number): void {
    const at = waits.get(id)?.dueAt ?? now;
    if (at < now - 2 * SKEW_MS && !faults.outages.some(({ to }) => to > at && to <= now + MINUTE))
      throw new Error(`${id}, due since ${new Date(at).toISOString()}, was passed over`);
  }

  /** The use case as it is deployed finds the same. */
  async function compare(due: readonly string[], now: number): Promise<void> {
    const found = new Set<string>();
    const queue = {
      depth: async () => 0,
      send: async (sent: Parameters<Parameters<typeof tick>[0]['queue']['send']>[0]) => {
        for (const { message } of sent) {
          if (message.kind === 'link') found.add(message.linkId);
          if (message.kind === 'sweep') found.add(sweepName(message));
        }
      },
    };
    record.count('tick over all partitions');
    await tick({
      table: world.table,
      clock: { now: () => now },
      queue,
      batches: { send: async () => {} },
      webhooks: { send: async () => {}, depth: async () => 0 },
    });
    for (const id of found) if (!due.includes(id)) refuseLate(id, now);
    const passedOver = due.find((id) => !found.has(id) && (waits.get(id)?.dueAt ?? Infinity) <= now);
    if (passedOver !== undefined) throw new Error(`the tick does not find ${passedOver}`);
  }

  async function workOff(hint: Hint): Promise<void> {
    const { kind, about } = hint;
    const how = { ...faresAt(kind, about), elapsedMs: Math.max(0, hint.notBefore - clock.now()) };
    // One whose clock is wrong is an environment of its own.
    const rates = (how.skewMs === 0 && kind === 'wake' && idle.pop()) || world.newRates();
    const ended = await invoke(how, () => work(hint, rates));
    // One that was killed is gone, and whoever waited in it.
    if (how.skewMs === 0 && kind === 'wake' && !('killed' in ended)) idle.push(rates);
    record.count(kind === 'messages' ? 'delivery' : kind);
    noteEnd(ended, kind);
    // A message that was not worked off comes again when its visibility is over.
    if (!('answered' in ended) && kind === 'messages') {
      const notBefore = clock.now() + 3 * MINUTE;
      hints.add(notBefore, { ...hint, notBefore });
    }
  }

  function work({ kind, org, about, slotAt }: Hint, rates: Rates): Promise<void> {
    if (kind === 'messages') return deliverSends(world.deliverDeps(), org, about);
    const deps = world.wakeDeps(rates);
    if (kind === 'wake') return wakeLink(deps, org, about, slotAt);
    const connection = { org, connection: about };
    return wakeSweep(deps, connection, (swept) => tellSwept(deps, connection, swept));
  }

  function noteEnd(ended: Ended<unknown>, kind: string): void {
    if ('killed' in ended) record.count(`killed in ${kind}`);
    if ('failed' in ended) record.count(`failed in ${kind}`);
  }

  function fares(what: string, life: Life): Invocation {
    return faresAt(what, String(life.story.nth));
  }

  function faresAt(what: string, whom: string): Invocation {
    const names = [what, whom, clock.now(), again(`${what} ${whom}`)];
    const kill = faults.kill(...names);
    return {
      name: names.join(' '),
      skewMs: faults.skewMs(...names),
      begun: record.next(),
      ...(kill ? { kill } : {}),
    };
  }

  /** How often this has come before: the same for one link, whatever others do beside it. */
  function again(what: string): number {
    const before = times.get(what) ?? 0;
    times.set(what, before + 1);
    return before;
  }

  /** The first full minute, later than the last tick, whose tick sees something of that instant. */
  function firstTick(at: number): number {
    let tickAt = Math.max(Math.ceil((at - SKEW_MS) / MINUTE) * MINUTE, lastTick + MINUTE, floor(clock.now()));
    while (faults.ticksMissing(tickAt) || tickAt + mostSkew(tickAt) < at) {
      if (faults.ticksMissing(tickAt) && tickAt >= at) record.count('tick missing');
      tickAt += MINUTE;
    }
    return tickAt;
  }

  function tickSkew(at: number, copy: number): number {
    return faults.skewMs('tick', at, copy);
  }

  function mostSkew(at: number): number {
    return Math.max(...Array.from({ length: faults.ticks(at) }, (_, copy) => tickSkew(at, copy)));
  }

  function queued(): Hints {
    const add =
      (kind: Hint['kind']) =>
      async (org: string, about: string, delaySeconds = 0, slotAt?: number) => {
        if (faults.losesHint(kind, about, clock.now(), again(`hint ${kind} ${about}`)))
          return record.count('hint lost');
        const at = clock.now() + (current()?.elapsedMs ?? 0) + delaySeconds * 1000;
        hints.add(at, { kind, org, about, notBefore: at, ...(slotAt === undefined ? {} : { slotAt }) });
      };
    return { messages: add('messages'), wake: add('wake'), sweep: add('sweep') };
  }

  /** At once, so that nothing comes between. */
  function payBetween(link: string): void {
    const life = byLink.get(link) ?? lives.find(({ ids }) => ids.includes(link));
    const known = written.get(link);
    const left = (life?.story.amount ?? 0) - paidOn(world, link);
    if (!life || !known || left <= 0) return;
    const whole = left === life.story.amount ? {} : { amount: left };
    if (actAt(world.simulated, known.provider, { action: 'pay', link: refOf(known), ...whole })) {
      pays(world, link, left, true);
      record.count('paid between check and send');
    }
  }
}

function sweepName({ org, connection }: { org: string; connection: string }): string {
  const { pk, sk } = sweepKey(org, connection);
  return `${pk} ${sk}`;
}

function floor(at: number): number {
  return Math.floor(at / MINUTE) * MINUTE;
}

/** Lists of work, each in its order, some lists at a time. */
async function sideBySide(lists: readonly (readonly (() => Promise<unknown>)[])[]): Promise<void> {
  const waiting = [...lists];
  const worker = async () => {
    for (let list = waiting.shift(); list; list = waiting.shift()) for (const one of list) await one();
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, waiting.length) }, worker));
}
