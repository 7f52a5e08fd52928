import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { moneyAt } from '../../lib/exports/filter.ts';
import { workExport } from '../../lib/exports/work.ts';
import { newLinkId } from '../../lib/ids.ts';
import { tick } from '../../lib/links/tick.ts';
import type { BatchHint } from '../../lib/queues/batches.ts';
import type { Hint } from '../../lib/queues/define-queue.ts';
import { noteLateChain } from '../../lib/table/late-chains.ts';
import { linkItem } from '../../lib/table/link-item.ts';
import { FIRST, type MadeUp, madeUp, writeLinks } from './links.ts';
import { type ExportWorld, startExportWorld } from './world.ts';

const DAY = 24 * 3_600_000;
const LINKS = 2_000;
/** In the middle of the time in which the money came. */
const [FROM, TO] = [FIRST + 2 * DAY, FIRST + 5 * DAY];
const PERIOD = { from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() };
const EVER = { from: '2026-01-01' };

let world: ExportWorld;
let org: string;
let all: readonly MadeUp[];
/** Ids of the links of the first file. */
const inPeriod: string[] = [];
beforeAll(async () => {
  world = await startExportWorld({ pageLinks: 100, partBytes: 15_000, partLinks: 200, sliceMs: 8 });
  org = await world.organisation();
  all = Array.from({ length: LINKS }, (_, n) => madeUp(org, n));
  await writeLinks(world.table, all);
}, 60_000);
afterAll(() => world.close());

/** Sums of the rows as they stand in the file, by currency; what is not known counts apart. */
function sumsOf(rows: readonly Record<string, string>[]) {
  const currencies = [...new Set(rows.map(({ currency = '' }) => currency))].sort();
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    const known = own.filter(({ amount_paid }) => amount_paid !== '');
    return {
      currency,
      links: own.length,
      amount: own.reduce((sum, row) => sum + Number(row.amount), 0),
      paid: known.reduce((sum, row) => sum + Number(row.amount_paid), 0),
      unknown: own.length - known.length,
    };
  });
}

/** Units of the table from here on; the test of access patterns holds what each call costs against the page. */
function meter({ table }: ExportWorld) {
  const spent = { r: 0, w: 0 };
  const name = 'meter';
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const { ConsumedCapacity } = Consumed.parse(result.output);
      spent[/Get|Query/.test(context.commandName ?? '') ? 'r' : 'w'] += ConsumedCapacity.CapacityUnits;
      return result;
    },
    { step: 'initialize', name },
  );
  return () => {
    table.client.middlewareStack.remove(name);
    return spent;
  };
}

const Consumed = z.object({ ConsumedCapacity: z.object({ CapacityUnits: z.number() }) });

describe('an export of 2,000 links', () => {
  it('has each link that took money in the period once, with sums as in the table', async () => {
    const one = await world.create(org, { period: PERIOD });
    expect(one).toMatchObject({ status: 'queued', from: FROM, to: TO });
    const spent = meter(world);
    const steps: { lookedAt: number; rows: number }[] = [];
    const done = await world.finish(one, ({ reading }) => steps.push(reading));
    expect(done.status).toBe('completed');
    const { r, w } = spent();
    // What docs/exports.md tells: by the size of a link, and a write for each part beside those of its runs.
    expect(r / LINKS).toBeLessThan(0.25);
    expect(w).toBeLessThan(done.reading.runs.reduce((sum, { parts }) => sum + parts + 7, 7));
    process.stdout.write(`An export of ${LINKS} links: ${r} r, ${(r / LINKS).toFixed(2)} a link, ${w} w\n`);
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.map(({ lookedAt }) => lookedAt)).toEqual(
      steps.map(({ lookedAt }) => lookedAt).sort((a, b) => a - b),
    );
    expect(done.reading.runs.reduce((sum, { parts }) => sum + parts, 0)).toBeGreaterThan(10);

    const wanted = all.filter(({ at }) => at !== undefined && at >= FROM && at < TO);
    expect(wanted.length).toBeGreaterThan(500);
    const { rows, text, bytes, sha256, headers } = await world.file(done);
    inPeriod.push(...rows.map(({ link_id = '' }) => link_id));
    // In the order in which they were made, which is that of their ids.
    expect(rows.map(({ link_id }) => link_id)).toEqual(wanted.map(({ link }) => link.id));
    expect(rows.map(({ status, amount_paid }) => [status, amount_paid])).toEqual(
      wanted.map(({ status, paid }) => [status, paid === undefined ? '' : String(paid)]),
    );
    expect(wanted.some(({ link }) => link.deletedAt !== undefined)).toBe(true);

    const byCurrency = Object.entries(done.reading.totals).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(
      byCurrency.map(([currency, { links, amount, amountPaid, unknown }]) => ({
        currency,
        links,
        amount,
        paid: amountPaid,
        unknown,
      })),
    ).toEqual(sumsOf(rows));
    expect(byCurrency.map(([currency]) => currency)).toEqual(['EUR', 'GBP', 'JPY', 'KWD']);
    expect(done.reading).toMatchObject({ rows: rows.length });
    expect(done.file).toEqual({ bytes, sha256 });
    expect(text.endsWith('\r\n')).toBe(true);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('"paid-links-2026-10-03-to-2026-10-06.csv"');
  }, 60_000);

  it('and those before and after it have every link that took money once, whatever became of it', async () => {
    const ids = [...inPeriod];
    const after = { from: PERIOD.to, to: new Date(FIRST + 20 * DAY).toISOString() };
    for (const period of [{ from: EVER.from, to: PERIOD.from }, after]) {
      const done = await world.finish(await world.create(org, { period }));
      ids.push(...(await world.file(done)).rows.map(({ link_id = '' }) => link_id));
    }
    const withMoney = all.filter(({ at }) => at !== undefined).map(({ link }) => link.id);
    expect(ids.sort()).toEqual(withMoney.sort());
  }, 60_000);

  it('tells amounts as decimals too, in each currency by its own', async () => {
    const filter = { created: { to: FIRST + 15 * 60_000 }, amount: { from: 1_000, to: 1_100 } };
    const { rows } = await world.file(await world.finish(await world.create(org, { period: EVER, filter })));
    const first = (currency: string) => rows.find((row) => row.currency === currency);
    expect(first('EUR')).toMatchObject({ amount: '1007', amount_major: '10.07', amount_paid_major: '10.07' });
    expect(first('JPY')).toMatchObject({ amount: '1014', amount_major: '1014' });
    expect(first('KWD')).toMatchObject({ amount: '1021', amount_major: '1.021' });
    expect(rows.find(({ external_methods }) => external_methods !== '')).toMatchObject({
      external_amount: '1035',
      external_methods: 'bank_transfer',
      amount_paid: '1035',
    });
    const refunded = rows.find(({ exceptions }) => exceptions === 'refunded');
    expect(refunded?.first_paid_at).toMatch(/^2026-10-03T/);
    expect(refunded?.paid_at).toMatch(/^2026-10-04T/);
    expect(rows.find(({ exceptions }) => exceptions === 'paid_late')?.status).toBe('paid');
  });

  it('finds by created_from what a chain of batches made that had begun weeks before', async () => {
    const org = await world.organisation();
    const firstAt = FIRST - 40 * DAY;
    const late = madeUp(org, 1, { id: newLinkId(firstAt) });
    await writeLinks(world.table, [late]);
    await noteLateChain(world.table, org, 'B1', { firstAt, lastAt: late.link.createdAt - 60_000 });
    const wanted = { period: EVER, filter: { created: { from: FIRST } } };
    const { rows } = await world.file(await world.finish(await world.create(org, wanted)));
    expect(rows.map(({ link_id }) => link_id)).toEqual([late.link.id]);
  }, 60_000);

  it('takes every filter of the list', async () => {
    const created = { from: FIRST + 60_000, to: FIRST + 4 * 60_000 };
    const ids = async (filter: object) => {
      const wanted = { period: EVER, filter: { created, ...filter } };
      const done = await world.finish(await world.create(org, wanted));
      return (await world.file(done)).rows.map(({ reference }) => reference);
    };
    expect(await ids({})).toEqual(['INV-1', 'INV-2', 'INV-3', 'INV-4']);
    expect(await ids({ reference: 'INV-1' })).toEqual(['INV-1']);
    expect(await ids({ created: { to: created.to + 6 * 60_000 }, reference: 'INV-10' })).toEqual([]);
    expect(await ids({ statuses: ['partially_paid'] })).toEqual(['INV-4']);
    expect(await ids({ text: 'inv-3' })).toEqual(['INV-3']);
    expect(await ids({ connection: 'another' })).toEqual([]);
  });

  it('without a link has the header alone', async () => {
    const period = { from: '2026-01-01', to: '2026-01-31' };
    const done = await world.finish(await world.create(org, { period }));
    const { rows, text, bytes } = await world.file(done);
    expect([done.status, rows, done.reading.runs]).toEqual(['completed', [], []]);
    expect(text).toMatch(/^link_id,status,reference,[\w,]+,metadata\r\n$/);
    expect(done.file?.bytes).toBe(bytes);
  });

  it('has nothing of another organisation', async () => {
    const other = await world.organisation();
    await writeLinks(world.table, [madeUp(other, 1)]);
    const { rows } = await world.file(await world.finish(await world.create(other, { period: EVER })));
    expect(rows).toHaveLength(1);
  });
});

describe('a link that is paid while the export runs', () => {
  it('is in it as it is when it is read, and only if it was paid in the period', async () => {
    const own = await world.organisation();
    const links = Array.from({ length: 600 }, (_, n) => madeUp(own, n * 10));
    await writeLinks(world.table, links);
    const one = await world.create(own, { period: EVER });
    await workExport(world.worker, one.org, one.id);
    const { lookedAt, rows } = (await world.stored(one)).reading;
    expect([lookedAt > 0, lookedAt < 600, rows]).toEqual([true, true, 0]);
    const paid = (n: number, at: number) => {
      const link = links[n]?.link ?? madeUp(own, n).link;
      const facts = { amountPaid: link.amount, partlyPaidAt: at, paidAt: at };
      return {
        link: { ...link, facts, version: link.version + 1 },
        at,
        paid: link.amount,
        status: 'paid' as const,
      };
    };
    // One that has been looked at, and two that have not: of these one in the period.
    const changed = [paid(3, one.to - 1), paid(599, one.to - 1), paid(598, one.to)];
    await writeLinks(world.table, changed);
    const { rows: told } = await world.file(await world.finish(one));
    expect(told.map(({ link_id }) => link_id)).toEqual([links[599]?.link.id]);
    const later = await world.finish(await world.create(own, { period: EVER }));
    expect((await world.file(later)).rows).toHaveLength(3);
  });
});

describe('an export of which every hint was lost', () => {
  it('is found by the tick', async () => {
    const own = await world.organisation();
    const one = await world.create(own, { period: EVER });
    const sent: BatchHint[] = [];
    const nobody = { send: async () => {}, depth: async () => 0 };
    const queue = {
      send: async (hints: readonly Hint<BatchHint>[]) =>
        void sent.push(...hints.map(({ message }) => message)),
    };
    await tick({ ...world.worker, queue: nobody, webhooks: nobody, batches: queue });
    expect(sent).toEqual([{ v: 1, kind: 'export', org: own, exportId: one.id }]);
    await world.finish(one);
    await tick({ ...world.worker, queue: nobody, webhooks: nobody, batches: queue });
    expect(sent).toHaveLength(1);
  });
});

describe('what is written', () => {
  it('runs in no spreadsheet, shows no card number and no contact', async () => {
    const own = await world.organisation();
    const made = madeUp(own, 1, {
      reference: '=1+1',
      description: 'a "quoted", two\nlined; text',
      customer: {
        firstName: '@SUM(A1)',
        lastName: 'Byron',
        email: 'ada@example.com',
        phone: '+447700900123',
        reference: '4111 1111 1111 1111',
        address: { line1: '1 High St', city: 'Leeds' },
      },
      metadata: { order: '42', note: '+cmd' },
      providerLinkId: '4111111111111111',
      batch: { id: '01KCC00000000000000000000B', row: 7, hash: 'abcdefghijk' },
    });
    await writeLinks(world.table, [made]);
    for (const delimiter of [',', ';', '\t'] as const) {
      const one = await world.create(own, { period: EVER, delimiter, bom: true });
      const { rows, text } = await world.file(await world.finish(one));
      expect(text.startsWith('\ufefflink_id')).toBe(true);
      expect(rows).toEqual([
        expect.objectContaining({
          reference: "'=1+1",
          description: 'a "quoted", two\nlined; text',
          customer_name: "'@SUM(A1) Byron",
          customer_reference: '[card number]',
          metadata: '{"note":"+cmd","order":"42"}',
          provider_link_id: '4111111111111111',
          provider_reference: `${made.link.id}0`,
          batch_id: '01KCC00000000000000000000B',
          created_at: new Date(made.link.createdAt).toISOString(),
          paid_at: new Date(moneyAt(made.link) ?? 0).toISOString(),
        }),
      ]);
      expect(text).not.toMatch(/ada@example|447700900123|High St|Leeds/);
    }
  });

  it('is not begun by a link that this version cannot read: it is tried again, and then fails', async () => {
    const own = await world.organisation();
    const { link } = madeUp(own, 1);
    await writeLinks(world.table, [{ link, at: 0, paid: 0, status: 'paid' }]);
    const { stage: _, ...broken } = linkItem({ ...link, version: 9 });
    await world.table.client.send(new PutItemCommand({ TableName: world.table.name, Item: broken }));
    const one = await world.create(own, { period: EVER });
    const tries: (number | undefined)[] = [];
    const failed = await world.finish(one, (now) => tries.push(now.tries));
    expect(failed).toMatchObject({ status: 'failed', failure: 'internal' });
    expect(tries).toEqual([1, 2, 3, 4, 5, 6, 7, 8, undefined]);
  });
});
