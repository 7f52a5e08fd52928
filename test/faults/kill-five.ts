import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { traitsOf } from './benches.ts';
import { type Catcher, startCatcher } from './catcher.ts';
import { expectInvariants, standing } from './invariants.ts';
import type { Death } from './kill.ts';
import { createdLink, type Movement, movements, type Place } from './movements.ts';
import { inPlace } from './places.ts';
import type { Call } from './proxy.ts';
import { type Servers, startServers } from './servers.ts';

const DEATHS: readonly Death[] = ['dead-before', 'dead-after'];

/** Kills whoever acts at every call of every movement at these providers, and lets the timers finish. */
export function killAtProviders(providers: readonly string[]): void {
  let servers: Servers;
  let catcher: Catcher;
  const counted = new Map<string, number>();

  beforeAll(async () => {
    servers = await startServers();
    catcher = await startCatcher();
    for (const { notify } of servers.simulated) notify?.(catcher.url);
  });

  afterAll(async () => {
    await servers?.close();
    await catcher?.close();
    process.stdout.write(
      `\nKill points of every provider (not sent, or done):\n${tableOf(providers, counted)}`,
    );
  });

  const at = ({ fits }: Movement) => providers.filter((provider) => fits?.(traitsOf(provider)) !== false);

  describe.each(movements.filter((movement) => at(movement).length > 0))('$name', (movement) => {
    it.each(at(movement))(
      'at %s is finished by the timers',
      async (provider) => {
        await inPlace(servers, catcher, provider, async (place) => {
          const count = await killGroup(place, movement);
          expect(count, 'calls were seen at all').toBeGreaterThan(1);
          counted.set(`${movement.name} ${provider}`, count);
        });
      },
      240_000,
    );
  });
}

/**
 * Makes the movement once to see its calls, then twice for each of them, dead before and after that one, all within one
 * run; then the timers have their time. Gives how many deaths there were.
 */
async function killGroup(place: Place, movement: Movement): Promise<number> {
  const { servers, run, at } = place;
  // As deployed: what is due is found by the next tick.
  run.tickMs = 60_000;
  const since = standing(servers, at);
  // The first link of a connection marks it as used: one call more than all others.
  await createdLink(place, 'order-first');
  const [first = ''] = await arranged(place, movement, ['order-0']);
  const calls: Call[] = [];
  await alone(place, async () => {
    run.fate = (call) => {
      calls.push(call);
      return 'pass';
    };
    await movement.act(place, first);
  });

  const points = movement.everyCall ? calls.map((_call, index) => index + 1) : firstOfEach(calls);
  // Of what is not killed at every call each name is killed once, before and after by turns.
  const ends = movement.everyCall
    ? DEATHS.flatMap((death) => points.map((nth) => ({ death, nth })))
    : points.map((nth, index) => ({ death: DEATHS[index % 2] ?? 'dead-after', nth }));
  const subjects = await arranged(
    place,
    movement,
    ends.map(({ death, nth }) => `order-${death}-${nth}`),
  );
  const deaths = new Map<string, string>();
  for (const [index, { death, nth }] of ends.entries()) {
    const subject = subjects[index] ?? '';
    let seen = 0;
    await alone(place, async () => {
      run.fate = (call) => {
        seen += 1;
        if (seen !== nth) return 'pass';
        deaths.set(subject, `${death} call ${seen}: ${call.service} ${call.operation}`);
        return death;
      };
      await movement.act(place, subject);
    });
  }
  expect(deaths.size, 'the same calls each time').toBe(ends.length);

  const forEach = async (work: (place: Place, subject: string) => Promise<unknown>) => {
    for (const subject of [first, ...subjects]) {
      try {
        await work(place, subject);
      } catch (error) {
        throw new Error(`${movement.name} at ${at.provider}, ${deaths.get(subject) ?? 'nobody died'}`, {
          cause: error,
        });
      }
    }
    await run.drain();
  };
  await run.liveUntil(servers.clock.now() + movement.settleMs);
  if (movement.repeat) {
    await forEach(movement.repeat);
    await run.liveUntil(servers.clock.now() + 5 * 60_000);
  }
  await forEach(movement.end);
  await expectInvariants(servers, run, since, at);
  return ends.length;
}

/** The first call of each name: what comes after it under the same name is done in the same way. */
function firstOfEach(calls: readonly Call[]): number[] {
  const names = calls.map(({ service, operation }) => `${service} ${operation}`);
  return names.flatMap((name, index) => (names.indexOf(name) === index ? [index + 1] : []));
}

/** What is there before. Every hint of it is lost, so that nothing but the act itself settles anything. */
async function arranged(place: Place, movement: Movement, keys: readonly string[]): Promise<string[]> {
  place.servers.sqs.deliveries = () => (place.run.ticking ? [0] : []);
  const subjects: string[] = [];
  for (const key of keys) subjects.push(await movement.arrange(place, key));
  await movement.ready?.(place, subjects);
  place.servers.sqs.deliveries = undefined;
  return subjects;
}

/** In a fresh environment, with nothing else under way before or after. */
async function alone({ run }: Place, act: () => Promise<void>): Promise<void> {
  await run.drain();
  run.renew();
  await act();
  run.fate = () => 'pass';
}

function tableOf(providers: readonly string[], counted: ReadonlyMap<string, number>): string {
  const row = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(42)}${cells.map((cell) => cell.padStart(11)).join('')}\n`;
  const rows = movements.map(({ name }) =>
    row(
      name,
      providers.map((provider) => String(counted.get(`${name} ${provider}`) ?? '–')),
    ),
  );
  const total = [...counted.values()].reduce((sum, count) => sum + count, 0);
  return `${row('', providers)}${rows.join('')}  ${total} in all\n`;
}
