import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf, lineOf, SILENT } from './files.ts';
import { judgeBatch, judgeLedger, providerLinks } from './judge.ts';
import type { Call, Fate } from './lives.ts';
import type { Tenant } from './tenant.ts';
import { startBatchWorld } from './world.ts';

let world: Awaited<ReturnType<typeof startBatchWorld>>;
beforeAll(async () => {
  world = await startBatchWorld({ callsPerSecond: 100, rowsPerChunk: 5 });
});
afterAll(() => world.close());

const ROWS = 16;
const INVALID = [7];
const DUPLICATES = new Map([[12, 2]]);
/** Four chunks; one row is not valid, one has the key of a row of another chunk. */
const FILE = fileOf(ROWS, (row) => {
  if (INVALID.includes(row)) return lineOf(row, { amount: 'much' });
  const first = DUPLICATES.get(row);
  return first === undefined ? undefined : lineOf(row, { reference: `INV-${first}` });
});

type Death = Exclude<Fate, 'pass'>;
const DEATHS: readonly Death[] = ['dead-before', 'dead-after'];

/** A batch from its creation to its reports, with this fate of its calls. */
async function runOnce(fate: (call: Call) => Fate): Promise<void> {
  const tenant = await world.tenant();
  const from = providerLinks(world).length;
  world.gates.fate = fate;
  await whole(tenant, from);
}

async function whole(tenant: Tenant, from: number): Promise<void> {
  try {
    const id = await tenant.validated(FILE, { defaults: SILENT });
    await tenant.confirmed(id);
    world.gates.fate = () => 'pass';
    // What was hidden when its worker died comes once more.
    await world.quiet();
    await judgeBatch(world, tenant, id, { rows: ROWS, invalid: INVALID, duplicates: DUPLICATES });
    expect(await judgeLedger(world, [tenant], from)).toBe(ROWS - 2);
  } finally {
    world.gates.fate = () => 'pass';
  }
}

/** How often each kind of call is made when nobody dies. */
const counts = new Map<string, number>();
let deaths = 0;

describe('a worker that is killed', () => {
  it('is not killed at first, to see its calls', async () => {
    await runOnce(({ name }) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return 'pass';
    });
    const phases = new Set([...counts.keys()].map((name) => name.split(' ')[0]));
    expect([...phases]).toEqual(
      expect.arrayContaining([
        'create',
        'confirm-upload',
        'scan',
        'validate',
        'settle',
        'confirm',
        'release',
        'run',
        'row',
        'look',
        'reports',
      ]),
    );
    const services = new Set([...counts.keys()].map((name) => name.split(' ')[1]));
    expect([...services].sort()).toEqual(['dynamo', 'kms', 'provider', 's3', 'sqs']);
  }, 120_000);

  // One batch sees one death of each kind: those that follow meet what earlier ones have left.
  const places: readonly [string, (count: number) => number][] = [
    ['first', () => 1],
    ['middle', (count) => Math.ceil((count + 1) / 2)],
    ['last', (count) => count],
  ];
  // A create that is lost twice is left to a person, so of a row's calls one kind at a time.
  const rowKinds = [
    'dynamo GetItem',
    'dynamo PutItem',
    'provider POST /token',
    'provider PUT /agent/payment-links',
  ];
  const cases = places
    .flatMap(([place, nth]) => DEATHS.map((death) => ({ place, nth, death })))
    .map((one, index) => ({ ...one, rowKind: `row ${rowKinds[index % rowKinds.length]}` }));
  it.each(cases)(
    'at the $place call of each kind, $death, leaves nothing undone and nothing done twice',
    async ({ nth, death, rowKind }) => {
      const seen = new Map<string, number>();
      const killed = new Set<string>();
      await runOnce(({ name }) => {
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        if (name.startsWith('row ') && name !== rowKind) return 'pass';
        if (killed.has(name) || count < nth(counts.get(name) ?? Number.POSITIVE_INFINITY)) return 'pass';
        killed.add(name);
        deaths += 1;
        return death;
      });
      // After a death less may be left to do: a request that is repeated finds its work done.
      const spared = [...counts.keys()].filter((name) => !killed.has(name) && !name.startsWith('row '));
      expect(spared.length, spared.join(', ')).toBeLessThan(10);
    },
    240_000,
  );
});

describe('a worker that is killed alone', () => {
  it('at each write of a row, a run and a close leaves the rest to the timers', async () => {
    const writes = [...counts.keys()].filter((name) =>
      /^(row (provider|dynamo Put)|run (sqs|dynamo Transact)|look (s3 Put|dynamo Transact))/.test(name),
    );
    for (const { kind, death } of writes.flatMap((kind) => DEATHS.map((death) => ({ kind, death })))) {
      let killed = false;
      await runOnce(({ name }) => {
        if (killed || name !== kind) return 'pass';
        killed = true;
        deaths += 1;
        return death;
      }).catch((error: unknown) => {
        throw new Error(`${kind}, ${death}`, { cause: error });
      });
      expect(killed, kind).toBe(true);
    }
  }, 240_000);
});

afterAll(() => {
  const kinds = [...counts].map(([name, count]) => `  ${String(count).padStart(4)}  ${name}\n`).join('');
  process.stdout.write(`\nBatches: ${deaths} deaths at ${counts.size} kinds of calls\n${kinds}`);
});
