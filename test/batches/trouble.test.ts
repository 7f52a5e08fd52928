import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { looksLikeCardNumber } from '../../lib/card-number.ts';
import { CARD_MASK } from '../../lib/csv/card-mask.ts';
import { errorsKey } from '../../lib/files/keys.ts';
import { mostInOneSecond } from '../storm/call-log.ts';
import { fileOf, HEADER, lineOf, SILENT, seeded } from './files.ts';
import { itemsOf, judgeBatch, judgeLedger, linksOf, providerLinks, rowsOf } from './judge.ts';
import { startBatchWorld } from './world.ts';

let world: Awaited<ReturnType<typeof startBatchWorld>>;
const logged: string[] = [];
beforeAll(async () => {
  world = await startBatchWorld({ callsPerSecond: 50, rowsPerChunk: 20 });
});
afterAll(() => world.close());

const Simulator = z.object({
  fail: z.custom<(fault: object) => unknown>((value) => typeof value === 'function'),
});

const CARD = '4111111111111111';

async function textOf(key: string): Promise<string> {
  const { Body } = await world.s3Client.send(new GetObjectCommand({ Bucket: 'files', Key: key }));
  return (await Body?.transformToString()) ?? '';
}

/** Everything in the bucket but what was uploaded, by its key. */
async function written(org: string): Promise<Map<string, string>> {
  const { Contents = [] } = await world.s3Client.send(
    new ListObjectsV2Command({ Bucket: 'files', Prefix: `${org}/` }),
  );
  const keys = Contents.flatMap(({ Key }) => (Key && !Key.endsWith('upload.csv') ? [Key] : []));
  return new Map(await Promise.all(keys.map(async (key) => [key, await textOf(key)] as const)));
}

/** One row in ten is bad, each in a way of its own. */
const BAD: Readonly<Record<number, string>> = {
  3: lineOf(3, { amount: 'much' }),
  13: lineOf(13, { amount: '-5' }),
  23: lineOf(23, { description: 'x'.repeat(2_000) }),
  33: 'INV-33,1033,GBP,Ada Byron\r\n',
  43: 'INV-43,1043,GBP,Ada Byron,ada43@example.com,Rent,one too many\r\n',
  53: lineOf(53, { description: CARD }),
  46: 'INV-46,1046,GBP,"Ada" Byron,ada46@example.com,Rent\r\n',
  63: lineOf(63, { name: `"=HYPERLINK(""http://x.example"")"`, amount: '1e9' }),
  73: lineOf(73, { reference: 'INV-5' }),
  83: lineOf(83, { reference: 'INV-84', amount: '1084' }),
  84: lineOf(84, { reference: 'INV-84', amount: '1084' }),
  93: lineOf(93, { amount: '99999999999999999999' }),
};
const INVALID = [3, 13, 23, 33, 43, 46, 53, 63, 93];
const DUPLICATES = new Map([
  [73, 5],
  [84, 83],
]);

describe('a file with one row in ten poisonous', () => {
  it('makes all others, tells of each, and keeps no card number; its errors.csv, mended, is taken as it is', async () => {
    // Warnings and errors go to the other one.
    const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
    const tenant = await world.tenant();
    const from = providerLinks(world).length;
    process.env.LOG_LEVEL = 'DEBUG';
    for (const { stream } of streams) {
      stream.write = (text: string | Uint8Array) => {
        logged.push(String(text));
        return true;
      };
    }
    let id = '';
    try {
      id = await tenant.validated(
        fileOf(100, (row) => BAD[row]),
        { defaults: SILENT },
      );
      // At the provider one row is always refused.
      const { fail } = z.parse(Simulator, world.simulated.simulator);
      world.gates.provider = ({ body }) => {
        if (body.includes('ada40@example.com')) fail({ operation: 'create', kind: 'status', status: 400 });
      };
      await tenant.confirmed(id);
    } finally {
      for (const { stream, write } of streams) stream.write = write;
      world.gates.provider = () => {};
    }
    await judgeBatch(world, tenant, id, {
      rows: 100,
      invalid: INVALID,
      duplicates: DUPLICATES,
      failed: [40],
    });
    expect(await judgeLedger(world, [tenant], from)).toBe(100 - INVALID.length - DUPLICATES.size - 1);

    const codes = new Map(
      (await rowsOf(world, tenant, id)).map(({ row, errors = [] }) => [row, errors[0]?.code]),
    );
    expect(codes.get(46)).toBe('stray_quote');
    expect(codes.get(53)).toBe('card_number');
    expect(codes.get(40)).toBe('rejected');
    for (const [key, text] of await written(tenant.org)) expect(text.includes(CARD), key).toBe(false);
    expect(JSON.stringify(await itemsOf(world))).not.toContain(CARD);
    expect(logged.join('')).not.toContain(CARD);
    // The file as it was uploaded still holds it: whoever runs this has to know.
    const warned = logged
      .flatMap((lines) => lines.split('\n'))
      .filter((line) => line.includes('CARD_NUMBER_IN_FILE'));
    expect(JSON.parse(warned[0] ?? '{}')).toMatchObject({
      level: 'WARN',
      org: tenant.org,
      batchId: id,
      rows: 1,
    });

    const errors = await textOf(errorsKey(tenant.org, id));
    expect(errors).toContain(`"'=HYPERLINK(""http://x.example"")"`);
    const [header = '', ...lines] = errors.trimEnd().split('\r\n');
    expect(lines).toHaveLength(INVALID.length + DUPLICATES.size + 1);
    // Only the bad cells are mended; the formula, the reason columns and all else stay as they were downloaded.
    // What no parser takes apart stands whole in the first column.
    expect(errors).toContain(
      '"INV-46,1046,GBP,""Ada"" Byron,ada46@example.com,Rent",,,,,,46,invalid,stray_quote',
    );
    const mended = lines.flatMap((line) => {
      if (line.includes('one too many') || /^"INV-(33|46)/.test(line)) return [];
      return [
        line
          .replace(',much,', ',1003,')
          .replace(',-5,', ',1013,')
          .replace('x'.repeat(2_000), 'Rent')
          .replace(',1e9,', ',1063,')
          .replace(/^INV-5,1073/, 'INV-73,1073')
          .replace(',99999999999999999999,', ',1093,'),
      ];
    });
    const again = await tenant.validated([header, ...mended, ''].join('\r\n'), {
      defaults: SILENT,
      retryOf: id,
    });
    const ready = await tenant.batch(again);
    expect(ready.rejection).toBeUndefined();
    await tenant.confirmed(again);
    const rows = await rowsOf(world, tenant, again);
    const stateOf = new Map(rows.map(({ reference, state }) => [reference, state]));
    for (const row of [3, 13, 23, 40, 63, 73, 93])
      expect([row, stateOf.get(`INV-${row}`)]).toEqual([row, 'link_created']);
    // Where a card number was masked in the report nothing was mended; the other duplicate has a key that is taken.
    expect(stateOf.get('INV-53')).not.toBe('link_created');
    const [unmended] = rows.filter(({ errors }) => errors?.some(({ code }) => code === 'card_number'));
    expect(unmended).toMatchObject({ state: 'invalid' });
    expect(await judgeLedger(world, [tenant], from)).toBe(88 + 7);
    const names = (await linksOf(world, tenant.org)).map(({ customer }) => customer?.name);
    expect(names).toContain('=HYPERLINK("http://x.example")');

    // Another content under the key of a row that was made.
    const reused = await tenant.validated(HEADER + lineOf(1, { amount: '77' }), {
      defaults: SILENT,
      retryOf: id,
    });
    expect((await tenant.batch(reused)).errors).toMatchObject([{ row: 1, code: 'key_reused' }]);
    expect(await tenant.sums(reused)).toMatchObject({ valid: 0, invalid: 1 });
  }, 400_000);
});

describe("allpay's reference of 19 digits", () => {
  it('goes through a whole run and every report as it is, where a card number goes nowhere', async () => {
    // By its check digit it could be a card number.
    const prn = '9826123456789012346';
    expect(looksLikeCardNumber(prn)).toBe(true);
    const tenant = await world.tenant(50, 'allpay');
    const sent: string[] = [];
    world.gates.fate = ({ name, input }) => {
      sent.push(`${name} ${JSON.stringify(input)}`);
      return 'pass';
    };
    const atProvider: string[] = [];
    world.gates.provider = ({ body }) => void atProvider.push(body);
    const columns = 'reference,amount,currency,customer.name,customer.phone,description';
    const row = (cells: string, reference = prn) => `${cells},${reference}\r\n`;
    const id = await tenant.validated(
      `${columns},provider_options.payment_reference_number\r\n` +
        row('P-1,1001,GBP,Ada Byron,+447700900123,Rent') +
        row('P-2,much,GBP,Ada Byron,+447700900123,Rent') +
        row(`P-3,1003,GBP,Ada Byron,+447700900123,${CARD}`) +
        row('P-4,1004,GBP,Ada Byron,+447700900123,Rent', CARD) +
        row(`P-5,1005,GBP,Ada Byron,${CARD},Rent`),
      { defaults: SILENT },
    );
    await tenant.confirmed(id);
    world.gates.fate = () => 'pass';
    world.gates.provider = () => {};
    const states = (await rowsOf(world, tenant, id)).map(({ state }) => state);
    expect(states).toEqual(['link_created', 'invalid', 'invalid', 'invalid', 'invalid']);
    const [link] = await linksOf(world, tenant.org);
    expect(link?.providerOptions).toMatchObject({ payment_reference_number: prn });
    expect(atProvider.filter((body) => body.includes(prn)).length).toBeGreaterThan(0);
    expect(sent.filter((call) => call.startsWith('run sqs') && call.includes(prn))).toHaveLength(1);

    const lines = (await textOf(errorsKey(tenant.org, id))).trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => [line.includes(prn), line.includes(CARD_MASK)])).toEqual([
      [true, false],
      [true, true],
      [false, true],
      [true, true],
    ]);
    for (const [key, text] of await written(tenant.org)) expect(text.includes(CARD), key).toBe(false);
    expect(JSON.stringify(await itemsOf(world))).not.toContain(CARD);
    expect([...sent, ...atProvider].filter((text) => text.includes(CARD))).toEqual([]);
  }, 400_000);
});

describe('a provider in trouble', () => {
  it('is waited for: a two-minute outage and one call in ten failing cost no row, within 80 % of the rate', async () => {
    const rate = 10;
    const tenant = await world.tenant(rate);
    const from = providerLinks(world).length;
    const random = seeded(11);
    const calls: number[] = [];
    const { fail } = z.parse(Simulator, world.simulated.simulator);
    const begin = world.clock.now();
    let faults = 0;
    const doubted = new Set<string>();
    world.gates.provider = ({ body }) => {
      const at = world.clock.now();
      const row = /ada\d+@/.exec(body)?.[0];
      calls.push(at);
      const since = at - begin;
      // A create of which twice nothing is known is left to a person, so each row meets that once at most.
      const wasDoubted = row !== undefined && doubted.has(row);
      if (since > 5_000 && since < 125_000) {
        if (row) doubted.add(row);
        fail({ operation: 'any', kind: 'status', status: 503 });
      } else if (random() < 0.1) {
        faults += 1;
        if (faults % 3 === 1 || wasDoubted) {
          fail({ operation: 'any', kind: 'status', status: 429, retry_after: 3 });
          return;
        }
        if (row) doubted.add(row);
        if (faults % 3 === 0) fail({ operation: 'any', kind: 'reset', when: 'after' });
        else fail({ operation: 'any', kind: 'status', status: 503 });
      }
    };
    const id = await tenant.validated(fileOf(120), { defaults: SILENT });
    await tenant.confirmed(id);
    world.gates.provider = () => {};
    await judgeBatch(world, tenant, id, { rows: 120 });
    expect(await judgeLedger(world, [tenant], from)).toBe(120);
    expect(faults).toBeGreaterThan(8);
    expect(mostInOneSecond(calls)).toBeLessThanOrEqual(rate);
    const spans = calls.map((at) => calls.filter((other) => other >= at && other < at + 10_000).length);
    // Slots are one interval apart; one more is that of the edge.
    expect(Math.max(...spans)).toBeLessThanOrEqual(rate * 0.8 * 10 + 1);
  }, 400_000);
});

describe('two organisations', () => {
  it('do not wait for each other: the small one is through long before the big one', async () => {
    const [big, small] = [await world.tenant(5), await world.tenant(5)];
    const from = providerLinks(world).length;
    const bigId = await big.validated(fileOf(160), { defaults: SILENT });
    const smallId = await small.validated(fileOf(10), { defaults: SILENT });
    await big.confirm(bigId);
    await small.confirm(smallId);
    const [bigEnd = 0, smallEnd = 0] = [await big.completed(bigId), await small.completed(smallId)].map(
      ({ completedAt = 0, confirmed }) => completedAt - (confirmed?.at ?? 0),
    );
    expect(smallEnd).toBeLessThan(10_000);
    expect(bigEnd).toBeGreaterThan(30_000);
    await judgeBatch(world, big, bigId, { rows: 160 });
    await judgeBatch(world, small, smallId, { rows: 10 });
    expect(await judgeLedger(world, [big, small], from)).toBe(170);
  }, 400_000);
});

describe('with all hints lost', () => {
  it('a batch ends by its ticks alone', async () => {
    const tenant = await world.tenant();
    const from = providerLinks(world).length;
    // What the tick sends within its own work is no hint.
    world.sqs.deliveries = (queue) => (queue === 'batches' && !world.isTicking() ? [] : [0]);
    const id = await tenant.validated(fileOf(50), { defaults: SILENT });
    await tenant.confirmed(id);
    world.sqs.deliveries = undefined;
    await judgeBatch(world, tenant, id, { rows: 50 });
    expect(await judgeLedger(world, [tenant], from)).toBe(50);
  }, 400_000);
});

describe('messages of a batch', () => {
  it('are sent no earlier than send_at, and later by day where that is at night', async () => {
    const tenant = await world.tenant();
    const sms = { delivery: { channels: ['email'] } };
    const soon = await tenant.validated(fileOf(5), { defaults: sms });
    const sendAt = world.clock.now() + 3 * 3_600_000;
    await tenant.confirmed(soon, { acceptErrors: true, sendAt });
    const sends = (await linksOf(world, tenant.org)).flatMap((link) => link.sends ?? []);
    expect(sends).toHaveLength(5);
    for (const { until } of sends) expect(until ?? 0).toBeGreaterThanOrEqual(sendAt);
  }, 400_000);

  it('wait for the morning where a batch runs at night, while its links are made at once', async () => {
    const tenant = await world.tenant();
    // Nothing is under way, so the day may pass at once.
    const night = Date.UTC(2026, 2, 2, 22);
    expect(world.clock.now()).toBeLessThan(night);
    world.time.set(night);
    const id = await tenant.validated(fileOf(5), { defaults: { delivery: { channels: ['email'] } } });
    const { completedAt = 0 } = await tenant.confirmed(id);
    await judgeBatch(world, tenant, id, { rows: 5 });
    expect(completedAt - night).toBeLessThan(5 * 60_000);
    const codes = (await linksOf(world, tenant.org)).map(({ code }) => code);
    const sent = () => world.outbox.list().filter(({ text }) => codes.some((code) => text.includes(code)));
    const opens = Date.UTC(2026, 2, 3, 9);
    world.time.set(opens - 120_000);
    await world.until(async () => world.clock.now() >= opens - 30_000);
    expect(sent()).toEqual([]);
    await world.until(async () => sent().length >= 5);
    await world.until(async () => world.clock.now() >= opens + 3_600_000);
    const recipients = sent().map(({ to }) => to);
    expect(recipients.sort()).toEqual([1, 2, 3, 4, 5].map((row) => `ada${row}@example.com`));
    expect(sent().filter(({ at }) => Date.parse(at) < opens)).toEqual([]);
  }, 400_000);
});
