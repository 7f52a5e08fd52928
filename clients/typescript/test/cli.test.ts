import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newLinkId } from '../../../lib/ids.ts';
import { putEvent } from '../../../lib/table/events.ts';
import { makeDeliveries } from '../../../lib/webhooks/make-deliveries.ts';
import { batchSteps, fileOf } from '../../../test/api/batch-steps.ts';
import { startMerchant } from '../../../test/webhooks/merchant.ts';
import { run } from '../cli/run.ts';
import type { Terminal } from '../cli/terminal.ts';
import { type ClientWorld, startClientWorld } from './contract/client-world.ts';

let started: ClientWorld;
let steps: ReturnType<typeof batchSteps>;
const folder = mkdtempSync(join(tmpdir(), 'paylinks-'));
beforeAll(async () => {
  started = await startClientWorld();
  steps = batchSteps(started.world);
});
afterAll(async () => {
  steps?.close();
  await started?.close();
  rmSync(folder, { recursive: true });
});

async function paylinks(line: readonly string[], more: Partial<Terminal> = {}) {
  let out = '';
  let err = '';
  const exit = await run(line, {
    env: { PAYLINKS_URL: started.baseUrl, PAYLINKS_API_KEY: started.world.adminKey.key },
    out(text) {
      out += text;
    },
    err(text) {
      err += text;
    },
    ask: async () => '',
    fetch: started.fetch,
    pollSeconds: 0.05,
    ...more,
  });
  return { exit, out, err };
}

const CREATE = [
  'create',
  '--amount',
  '12500',
  '--name',
  'Ada Byron',
  '--email',
  'ada@example.com',
  '--phone',
  '+447700900123',
];
const create = async (...more: string[]) => JSON.parse((await paylinks([...CREATE, ...more, '--json'])).out);

describe('events', () => {
  const at = Date.now() - 3_600_000;
  const publish = async (version: number, publishedAt: number) => {
    const { table, organisation } = started.world;
    const linkId = '01KAGM7Q40B6Y1ZC8E3F5G7H9J0';
    const data = { status: 'paid', amount: 12_500, amount_paid: 12_500, currency: 'GBP' };
    const id = `${linkId}.${version}.0`;
    const event = {
      id,
      linkId,
      type: 'link.paid',
      at,
      version,
      by: 'provider',
      reference: 'INV-1',
      data,
    } as const;
    await putEvent(table, organisation.id, event, 0, { now: () => publishedAt });
  };

  it('are printed with where to go on, and followed until it is broken off', async () => {
    await publish(2, at);
    const first = await paylinks(['events', '--type', 'link.paid,link.failed']);
    const line = `${new Date(at).toISOString()}  link.paid              01KAGM7Q40B6Y1ZC8E3F5G7H9J0  INV-1  paid\n`;
    expect(first).toEqual({ exit: 0, out: line, err: expect.stringMatching(/^--after [\w-]+\n$/) });
    const goOn = [...first.err.trim().split(' '), '--type', 'link.failed', '--type', 'link.paid'];
    expect(await paylinks(['events', ...goOn])).toEqual({ exit: 0, out: '', err: first.err });
    expect((await paylinks(['events', ...goOn.slice(0, 2)])).exit).toBe(1);
    expect((await paylinks(['events', '--from', 'yesterday'])).exit).toBe(1);

    let polls = 0;
    const fetch: typeof started.fetch = async (request) => {
      polls += 1;
      if (polls === 2) await publish(3, Date.now() - 20_000);
      if (polls === 4) return new Response('{}', { status: 400 });
      return started.fetch(request);
    };
    const followed = await paylinks(['events', '--follow', '--json', ...goOn], { fetch });
    expect(followed.exit).toBe(1);
    expect(JSON.parse(followed.out)).toMatchObject({ type: 'link.paid', data: { version: 3 } });
    expect(followed.err).toMatch(/^--after [\w-]+\n/);
  });
});

describe('links', () => {
  it('are created, listed and sent', async () => {
    const link = await create('--reference', 'CLI-1');
    const listed = await paylinks(['list', '--reference', 'CLI-1', '--status', 'active,paid']);
    expect(listed).toEqual({
      exit: 0,
      out: `${link.id}  pending              £125.00  CLI-1  ${link.url}\n`,
      err: '',
    });
    const sent = await paylinks(['send', link.id, '--channels', 'sms']);
    expect([sent.exit, sent.out]).toEqual([0, expect.stringMatching(/ {2}sms {2}queued\n$/)]);
  });

  it('are made once for one key', async () => {
    const one = await create('--idempotency-key', 'order-7');
    expect((await create('--idempotency-key', 'order-7')).id).toBe(one.id);
  });

  it('are watched to their end', async () => {
    const { id } = await create();
    const watched = paylinks(['watch', id]);
    const body = { amount: 12_500, method: 'cash', received_on: '2026-11-20', reference: 'CASH-1' };
    await started.world.ok({ method: 'POST', path: `/v1/links/${id}/external_payments`, body });
    expect(await watched).toMatchObject({ exit: 0, err: 'paid\n' });
    const other = await create();
    await started.world.ok({ method: 'POST', path: `/v1/links/${other.id}/cancel` });
    expect(await paylinks(['watch', other.id])).toMatchObject({ exit: 4, err: 'cancelled\n' });
  });
});

describe('webhooks', () => {
  it('are listed and tested, their deliveries shown, and those of a time range sent again', async () => {
    const { webhooks } = started.client();
    const merchant = await startMerchant();
    const { id, secret, url } = await webhooks.create({ url: `${merchant.url}/hook`, events: ['link.paid'] });
    merchant.secret = secret;
    const told = await paylinks(['webhooks']);
    expect(told.out).toBe(`${id}  enabled  ${url}  link.paid\n`);
    expect(await paylinks(['webhooks', 'test', id])).toEqual({ exit: 0, out: 'delivered  200\n', err: '' });
    merchant.manner = 500;
    expect(await paylinks(['webhooks', 'test', id])).toMatchObject({ exit: 4, out: 'not delivered  500\n' });
    await merchant.close();

    const { table, organisation } = started.world;
    const linkId = newLinkId(Date.now());
    const data = { status: 'paid', amount: 1, amount_paid: 1, currency: 'GBP' };
    const at = Date.now();
    const event = { id: `${linkId}.2.0`, type: 'link.paid', at, version: 2, linkId, data };
    // An endpoint is known everywhere within half a minute.
    await makeDeliveries({ table, now: at + 60_000 }, organisation.id, event);
    const listed = await paylinks(['webhooks', 'deliveries', id, '--state', 'pending']);
    expect(listed.out).toMatch(/^wd_\w+ {2}\S+Z {2}link\.paid {2}pending {2}0 tries {2}-\n$/);
    expect(await paylinks(['webhooks', 'deliveries', id, '--state', 'failed'])).toMatchObject({ out: '' });
    const [from, to] = [at - 60_000, at + 60_000].map((ms) => new Date(ms).toISOString());
    const range = ['--from', from ?? '', '--to', to ?? ''];
    const replayed = await paylinks(['webhooks', 'replay', id, ...range]);
    expect(replayed).toEqual({ exit: 0, out: '1 will be sent again\n', err: '1\n' });
    for (const wrong of [['forget', id], ['test'], ['replay', id], ['deliveries', id, '--limit', '0']]) {
      expect(await paylinks(['webhooks', ...wrong])).toMatchObject({ exit: 2, out: '' });
    }
  });
});

/** With the workers at it. */
const working = async <T>(work: () => Promise<T>) => {
  let busy = Promise.resolve();
  const timer = setInterval(() => {
    busy = busy.then(() => steps.deliver('batches')).then(() => steps.deliver('rows'));
  }, 100);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await busy;
  }
};

describe('a batch', () => {
  const fileNamed = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  it('is validated, asked about, run, and its reports are saved', async () => {
    const path = fileNamed(
      'arrears.csv',
      fileOf(3, (row) => row === 2),
    );
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return 'yes';
    };
    const ended = await working(() => paylinks(['batch', path, '--out', folder], { ask, columns: 80 }));
    expect(questions).toEqual(['Create and send 2 links? Type yes: ']);
    expect(ended.out).toMatch(/completed_with_errors {2}2 links, 0 failed\n$/);
    expect(ended.exit).toBe(4);
    expect(ended.err).toContain('2 rows to run, £20.04; 1 invalid, 0 double');
    expect(ended.err).toMatch(/\r.*█+ 2\/2/);
    expect(readdirSync(folder).sort()).toEqual(['arrears.csv', 'errors.csv', 'results.csv']);
    expect(readFileSync(join(folder, 'errors.csv'), 'utf8')).toContain('INV-2,much');
    expect(readFileSync(join(folder, 'results.csv'), 'utf8')).toContain('link_created,INV-3');
  });

  it('that nobody says yes to makes nothing', async () => {
    const path = fileNamed(
      'no.csv',
      fileOf(1, () => false, 'NO'),
    );
    const before = started.world.felloh.ledger().length;
    const ended = await working(() => paylinks(['batch', path, '--out', folder]));
    expect(ended).toMatchObject({ exit: 4, out: expect.stringContaining('cancelled  0 links') });
    expect(started.world.felloh.ledger()).toHaveLength(before);
  });
});

describe('an export', () => {
  it('is waited for, and saved under its name when all of it has come', async () => {
    const { id } = await create('--reference', 'EXP-1', '--idempotency-key', 'exp-1');
    const body = { amount: 12_500, method: 'cash', received_on: '2026-11-20', reference: 'CASH-2' };
    await started.world.ok({ method: 'POST', path: `/v1/links/${id}/external_payments`, body });
    const path = join(folder, 'paid.csv');
    const line = ['export', '--paid-from', '2026-01-01', '--reference', 'EXP-1', '--status', 'paid'];
    const ended = await working(() =>
      paylinks([...line, '--out', path, '--delimiter', ';'], { columns: 80 }),
    );
    expect(ended.out).toMatch(/ {2}completed {2}1 links, £125\.00\n$/);
    expect(ended.exit).toBe(0);
    expect(ended.err).toMatch(/█{30} 1 of \d+ links\n/);
    expect(readFileSync(path, 'utf8')).toContain(`\r\n${id};paid;EXP-1;`);
    expect(readdirSync(folder)).not.toContain('paid.csv.part');
  });
});

describe('what goes wrong', () => {
  it.each<[string, string[], RegExp]>([
    ['no command', [], /Give a command[\s\S]*paylinks create/],
    ['an unknown one', ['pay'], /no command pay/],
    ['an unknown option', ['list', '--colour', 'red'], /--colour/],
    ['pounds', ['create', '--amount', '125.00'], /minor units/],
    ['no id', ['watch'], /Give one link id/],
    ['a status that is none', ['list', '--status', 'open'], /--status is one of: creating/],
  ])('%s: 2', async (_, line, told) => {
    const { exit, out, err } = await paylinks(line);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(told);
  });

  it('no key, no address: 2', async () => {
    expect((await paylinks(['list'], { env: {} })).exit).toBe(2);
    expect((await paylinks(['list', '--url', started.baseUrl], { env: {} })).err).toMatch(/PAYLINKS_API_KEY/);
  });

  it('refused by the API: 1, with each fault', async () => {
    const refused = await paylinks(['create', '--amount', '12500']);
    expect(refused.exit).toBe(1);
    expect(refused.err).toMatch(/^ {2}\/customer\/\w+: /m);
  });

  it('no answer: 3, with the key that goes on', async () => {
    const fetch = async () => Promise.reject(new TypeError('fetch failed'));
    const none = await paylinks(CREATE, { fetch });
    expect(none.exit).toBe(3);
    expect(none.err).toMatch(/--idempotency-key [0-9a-f-]{36}\n$/);
  });

  it('tells how it is used', async () => {
    expect(await paylinks(['--help'])).toMatchObject({
      exit: 0,
      out: expect.stringContaining('paylinks batch'),
    });
  });
});
