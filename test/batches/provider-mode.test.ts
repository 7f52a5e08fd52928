import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { cancelBatch } from '../../lib/batches/cancel.ts';
import { confirmBatch } from '../../lib/batches/confirm.ts';
import { retryBatch } from '../../lib/batches/retry.ts';
import { rowLinkId } from '../../lib/batches/row-ids.ts';
import { endedRows } from '../../lib/batches/rows-of.ts';
import { putConnection } from '../../lib/connections/put.ts';
import { ourReference } from '../../lib/ids.ts';
import { cancelLink } from '../../lib/links/cancel.ts';
import { hints } from '../../lib/queues/hints.ts';
import { suppress } from '../../lib/suppressions/suppress.ts';
import { chunksOf } from '../../lib/table/chunks.ts';
import { rowLinks } from '../../lib/table/row-links.ts';
import type { PaypointSimulator } from '../../local/providers/paypoint/index.ts';
import { type Death, dying } from './dying.ts';
import { startBatchWorld } from './world.ts';

let world: Awaited<ReturnType<typeof startBatchWorld>>;
let paypoint: PaypointSimulator;
beforeAll(async () => {
  world = await startBatchWorld({ provider: 'paypoint' });
  paypoint = z.custom<PaypointSimulator>().parse(world.simulated.simulator);
});
afterEach(() => {
  paypoint.configure({ wire: {} });
  world.around.batches = (work) => work(world.worker);
});
afterAll(() => world.close());

const LONG = 180_000;
const HEADER = 'reference,amount,currency,customer.name,customer.phone,description,delivery.channels\r\n';

/** The simulator takes shorter texts than we know of. */
const STRICT = { wire: { text_max: 40 } };
const TOO_LONG = 'Rent of a week that nobody knows to be so very long';

let files = 0;

/** Each file has references of its own. */
function fileOf(rows: number, isBad: (row: number) => boolean = () => false): string {
  files += 1;
  const lines = Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    const text = isBad(row) ? TOO_LONG : `Rent of week ${row}`;
    const phone = `+447700900${String(row % 1000).padStart(3, '0')}`;
    return `INV-${files}-${row},${1_000 + row},GBP,Ada Byron,${phone},${text},sms\r\n`;
  });
  return HEADER + lines.join('');
}

/** What came of each row, here, in the report and at the provider; no row has two links there, and none is messaged twice. */
async function outcome(id: string) {
  const batch = await world.batch(id);
  const rows: { row: number; state: string; code: string | undefined; made: number }[] = [];
  const ledger = paypoint.ledger();
  for await (const chunk of chunksOf(world.table, world.org, id)) {
    const ended = await endedRows(world.worker.files, chunk);
    const ids = ended.map((_, index) => rowLinkId(batch, chunk, index) ?? '');
    const links = await rowLinks(world.table, world.org, [...new Set(ids.filter(Boolean))]);
    for (const [index, { row, state, errors }] of ended.entries()) {
      const link = links.get(ids[index] ?? '');
      const made = ledger.filter(({ reference }) => reference?.slice(0, 27) === (link?.id ?? 'none'));
      const isLive = state === 'link_created';
      expect(made.length, `row ${row}`).toBe(isLive ? 1 : 0);
      if (isLive && link) {
        expect(link.providerLinkId).toBe(made[0]?.id);
        expect(made[0]?.reference).toBe(ourReference(link.id, link.generation ?? 0));
        expect(made[0]?.messages).toHaveLength(1);
        expect(link).toMatchObject({ status: 'active', sender: 'provider', sentAtCreation: ['sms'] });
        expect(link.op ?? link.sends).toBeUndefined();
      }
      rows.push({ row, state, code: errors?.[0]?.code, made: made.length });
    }
  }
  return rows;
}

const statesOf = (rows: readonly { state: string }[]) => rows.map(({ state }) => state);
const made = (count: number) => Array.from({ length: count }, () => 'link_created');

describe('a file in the provider mode', () => {
  it(
    'becomes links of ours through the provider’s own batch, but for the lines that it refuses',
    async () => {
      paypoint.configure(STRICT);
      const isBad = (row: number) => row % 50 === 0;
      const id = await world.validated(fileOf(210, isBad), { mode: 'provider' });
      const singles = paypoint.calls().filter(({ operation }) => operation === 'create').length;
      const done = await world.confirmed(id);
      expect(done.status).toBe('completed_with_errors');
      expect(await world.sums(id)).toMatchObject({ linkCreated: 206, failed: 4, passing: 0, begun: 210 });
      const rows = await outcome(id);
      expect(rows.filter(({ state }) => state === 'failed').map(({ row }) => row)).toEqual(
        Array.from({ length: 4 }, (_, index) => (index + 1) * 50),
      );
      expect(new Set(rows.flatMap(({ code }) => code ?? []))).toEqual(new Set(['rejected']));
      expect(done.atProvider?.parts).toMatchObject([{ lines: 210, word: 'done_with_errors', failed: 4 }]);
      // One batch there, and no link by itself.
      expect(paypoint.calls().filter(({ operation }) => operation === 'create')).toHaveLength(singles);
    },
    LONG,
  );

  it(
    'goes in several files where the provider takes fewer rows',
    async () => {
      await putConnection(world, world.org, 'small', {
        provider: 'paypoint',
        settings: world.simulated.settings,
        credentials: world.simulated.credentials,
        wire: { batch_max_rows: 2 },
        expiresInDays: undefined,
        callsPerSecond: 100,
        sender: undefined,
        reminders: 'none',
      });
      paypoint.configure(STRICT);
      const file = fileOf(5, (row) => row === 4);
      const id = await world.validated(file, { mode: 'provider', connection: 'small' });
      const done = await world.confirmed(id);
      expect(done.atProvider?.parts.map(({ lines, failed }) => [lines, failed])).toEqual([
        [2, 0],
        [2, 1],
        [1, 0],
      ]);
      expect(statesOf(await outcome(id))).toEqual([...made(3), 'failed', ...made(1)]);
    },
    LONG,
  );

  it.each([
    ['request', { operation: 'batch_create', kind: 'reset', when: 'after' }],
    ['upload', { operation: 'batch_upload', kind: 'reset', when: 'after' }],
    ['confirm', { operation: 'batch_confirm', kind: 'reset', when: 'after' }],
    ['confirm that did nothing', { operation: 'batch_confirm', kind: 'reset', when: 'before' }],
    ['status', { operation: 'batch_status', kind: 'status', status: 503, times: 4 }],
    ['failures', { operation: 'batch_failures', kind: 'truncated', times: 2 }],
    ['call that is too many', { operation: 'batch_create', kind: 'status', status: 429, retry_after: 30 }],
  ] as const)(
    'is made once where the answer is lost: %s',
    async (_, fault) => {
      paypoint.configure(STRICT);
      paypoint.fail(fault);
      const ran = () => paypoint.batches().filter(({ confirmed_at }) => confirmed_at !== null).length;
      const before = ran();
      const id = await world.validated(
        fileOf(3, (row) => row === 2),
        { mode: 'provider' },
      );
      await world.confirmed(id);
      expect(statesOf(await outcome(id))).toEqual(['link_created', 'failed', 'link_created']);
      expect(ran()).toBe(before + 1);
    },
    LONG,
  );

  it(
    'takes another place where the one for its file is used up',
    async () => {
      paypoint.configure({ wire: { upload_url_seconds: 0 } });
      const before = paypoint.batches().length;
      const id = await world.validated(fileOf(2), { mode: 'provider' });
      await confirmBatch(world.worker, world.actor, id, { acceptErrors: true });
      await world.until(async () => paypoint.batches().length >= before + 3);
      paypoint.configure({ wire: {} });
      await world.until(async () => (await world.batch(id)).completedAt !== undefined);
      expect(statesOf(await outcome(id))).toEqual(made(2));
      expect(
        paypoint
          .batches()
          .slice(before)
          .filter(({ confirmed_at }) => confirmed_at !== null),
      ).toHaveLength(1);
    },
    LONG,
  );

  it(
    'fails with all its rows where the provider’s batch does, and is made under new references when asked for again',
    async () => {
      paypoint.configure({ wire: { batch_columns: ['Other'] } });
      const id = await world.validated(fileOf(3), { mode: 'provider' });
      const failed = await world.confirmed(id);
      expect(failed.status).toBe('completed_with_errors');
      expect(await world.sums(id)).toMatchObject({ failed: 3, passing: 3, linkCreated: 0 });
      expect(statesOf(await outcome(id))).toEqual(['failed', 'failed', 'failed']);
      paypoint.configure({ wire: {} });
      await retryBatch(world.worker, world.actor, id);
      await world.until(async () => (await world.batch(id)).status === 'completed');
      expect(await world.sums(id)).toMatchObject({ failed: 0, passing: 0, linkCreated: 3, begun: 3 });
      expect(statesOf(await outcome(id))).toEqual(made(3));
      expect((await world.batch(id)).atProvider?.parts.map(({ word }) => word)).toEqual(['failed', 'done']);
    },
    LONG,
  );

  it(
    'leaves out who must not be messaged, and is not held back by a later wish',
    async () => {
      const contact = '+447700900777';
      const at = world.clock.now();
      await suppress(world, { org: world.org, channel: 'sms', contact, source: 'api', at });
      const id = await world.validated(fileOf(3).replace('+447700900002', contact), { mode: 'provider' });
      const sendAt = at + 3_600_000;
      await expect(
        confirmBatch(world.worker, world.actor, id, { acceptErrors: true, sendAt }),
      ).rejects.toMatchObject({ code: 'capability_not_supported' });
      await world.confirmed(id);
      const rows = await outcome(id);
      expect(statesOf(rows)).toEqual(['link_created', 'failed', 'link_created']);
      expect(rows[1]?.code).toBe('recipient_suppressed');
    },
    LONG,
  );

  it(
    'is skipped whole where it is cancelled before the provider is told to begin',
    async () => {
      const before = paypoint.ledger().length;
      const id = await world.validated(fileOf(3), { mode: 'provider' });
      paypoint.fail({ operation: 'batch_create', kind: 'status', status: 503, times: 3 });
      await confirmBatch(world.worker, world.actor, id, { acceptErrors: true });
      await world.until(async () => ((await world.batch(id)).atProvider?.parts.length ?? 0) > 0);
      await cancelBatch(world.worker, world.actor, id);
      await world.until(async () => (await world.batch(id)).completedAt !== undefined);
      expect(await world.sums(id)).toMatchObject({ skipped: 3, failed: 0, linkCreated: 0 });
      expect(statesOf(await outcome(id))).toEqual(['skipped', 'skipped', 'skipped']);
      expect(paypoint.ledger()).toHaveLength(before);
      expect((await world.batch(id)).status).toBe('cancelled');
    },
    LONG,
  );

  it(
    'ends its rows where it is cancelled after that, and closes the link that a person cancelled',
    async () => {
      const id = await world.validated(fileOf(3), { mode: 'provider' });
      await confirmBatch(world.worker, world.actor, id, { acceptErrors: true });
      await world.until(async () => (await world.batch(id)).atProvider?.parts[0]?.state === 'begun');
      await cancelBatch(world.worker, world.actor, id);
      const batch = await world.batch(id);
      const linkIds: string[] = [];
      for await (const chunk of chunksOf(world.table, world.org, id)) {
        linkIds.push(...[0, 1, 2].map((index) => rowLinkId(batch, chunk, index) ?? ''));
      }
      const [first = ''] = linkIds;
      await cancelLink({ ...world, hints }, world.actor, first);
      await world.until(async () => (await world.batch(id)).completedAt !== undefined);
      const links = await rowLinks(world.table, world.org, linkIds, { consistent: true });
      await world.until(async () => {
        const [closed] = paypoint.ledger().filter(({ reference }) => reference?.startsWith(first));
        return closed?.status === 'Cancelled';
      });
      expect(linkIds.map((linkId) => links.get(linkId)?.status)).toEqual(['cancelled', 'active', 'active']);
      expect(await world.sums(id)).toMatchObject({ linkCreated: 3, skipped: 0, failed: 0 });
    },
    LONG,
  );

  it(
    'is one for each row in the usual mode',
    async () => {
      const batches = paypoint.batches().length;
      const id = await world.validated(fileOf(3).replaceAll(',sms\r', ',\r'));
      expect((await world.confirmed(id)).status).toBe('completed');
      expect(await world.sums(id)).toMatchObject({ linkCreated: 3 });
      expect(paypoint.batches()).toHaveLength(batches);
    },
    LONG,
  );
});

const DEATHS: readonly Death[] = ['dead-before', 'dead-after'];
const PROVIDER = new Set(['request', 'upload', 'confirm', 'fetch', 'failures']);

describe('a worker that dies', () => {
  it.each(DEATHS)(
    'at any of its writes, %s, leaves each row made once',
    async (death: Death) => {
      const seen = await run(() => 'pass');
      expect(seen.length).toBeGreaterThan(15);
      for (let nth = 0; nth < seen.length; nth++) {
        // Both ways at what the provider is asked, in turn at all else.
        if (!PROVIDER.has(seen[nth] ?? '') && nth % 2 !== DEATHS.indexOf(death)) continue;
        let calls = 0;
        await run(() => (calls++ === nth ? death : 'pass')).catch((error: unknown) => {
          throw new Error(`${death} at ${nth}, ${seen[nth]}`, { cause: error });
        });
      }
      process.stdout.write(`\nKill points (${death}): ${seen.length}\n`);
    },
    600_000,
  );

  /** One batch from its confirmation to its end; gives the calls at which its workers might have died. */
  async function run(fate: () => 'pass' | Death): Promise<string[]> {
    paypoint.configure(STRICT);
    const id = await world.validated(
      fileOf(2, (row) => row === 2),
      { mode: 'provider' },
    );
    const calls: string[] = [];
    let over = false;
    world.around.batches = (work) =>
      work(
        dying(world.worker, (name) => {
          if (over) return 'pass';
          calls.push(name);
          return fate();
        }),
      );
    await world.confirmed(id);
    over = true;
    expect(statesOf(await outcome(id))).toEqual(['link_created', 'failed']);
    expect(await world.sums(id)).toMatchObject({ linkCreated: 1, failed: 1, begun: 2, closedChunks: 1 });
    return calls;
  }
});
