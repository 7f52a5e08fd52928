import { spawn } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebhookEventType } from '../../lib/webhooks/model/event-types.ts';
import { payloadOf } from '../../lib/webhooks/payload.ts';
import { signed } from '../../lib/webhooks/signed.ts';
import { read, root } from './pages.ts';

const page = read('docs/webhooks.md');

function block(language: string): string {
  const [, code = ''] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  return code;
}

const event = {
  id: '01KAGM7Q40B6Y1ZC8E3F5G7H9J0.7.0',
  type: 'link.paid',
  at: Date.UTC(2026, 10, 20, 9, 29, 59, 100),
  version: 7,
  linkId: '01KAGM7Q40B6Y1ZC8E3F5G7H9J0',
  reference: 'INV-1001',
  data: { status: 'paid', amount: 12_500, amount_paid: 12_500, currency: 'GBP' },
};

it('shows what is sent', () => {
  expect(JSON.parse(block('json'))).toEqual(payloadOf(event));
});

it('names every type, and no other', () => {
  const [, list = ''] = /^Types: ([\s\S]*?)\n\n/m.exec(page) ?? [];
  let family = '';
  const named = [...list.matchAll(/`([a-z]*)\.([a-z_]+)`/g)].map(([, before, name]) => {
    family = before || family;
    return `${family}.${name}`;
  });
  expect(named.sort()).toEqual([...WebhookEventType.options].sort());
});

describe('the request to try a receiver with', () => {
  const [head = '', body = ''] = block('http').trimEnd().split('\n\n');
  const headers = new Map(
    head.split('\n').map((line): [string, string] => {
      const [, name = '', value = ''] = /^([\w-]+): (.*)$/.exec(line) ?? [];
      return [name, value];
    }),
  );
  const of = (name: string) => headers.get(name) ?? '';
  const [, secret = ''] = /the secret `(whsec_\S+)`/.exec(page) ?? [];
  const [, clock = ''] = /whose clock stands at `(\S+)`/.exec(page) ?? [];

  /** The five steps of the page, with nothing but a hash. */
  function isGood(given: ReadonlyMap<string, string>, raw: string, now: number): boolean {
    const [id, timestamp, signature] = NAMES.map((name) => given.get(name));
    if (id === undefined || timestamp === undefined || signature === undefined) return false;
    if (!(Math.abs(now / 1000 - Number(timestamp)) <= 300)) return false;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${raw}`).digest('base64');
    const expected = Buffer.from(`v1,${digest}`);
    const told = signature.split(' ').map((one) => Buffer.from(one));
    return told.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  }
  const NAMES = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

  it('is one that we send', () => {
    const sent = signed(event, [secret], Date.parse(clock));
    expect(body).toBe(sent.body);
    expect(of('webhook-id')).toBe(sent.headers['webhook-id']);
    expect(of('webhook-timestamp')).toBe(sent.headers['webhook-timestamp']);
    const [newer, right, ...more] = of('webhook-signature').split(' ');
    expect(right).toBe(sent.headers['webhook-signature']);
    expect(newer).toMatch(/^v1,[\w+/]{43}=$/);
    expect(more).toEqual([]);
  });

  it('is good by the steps of the page, which refuse whatever is changed in it', () => {
    const now = Date.parse(clock);
    expect(isGood(headers, body, now)).toBe(true);
    for (const seconds of [-301, 301]) expect(isGood(headers, body, now + seconds * 1000)).toBe(false);
    const bytes = Buffer.from(body);
    for (let at = 0; at < bytes.length; at++) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      expect(isGood(headers, other.toString('latin1'), now)).toBe(false);
    }
    for (const name of NAMES) {
      const left = new Map(headers);
      left.delete(name);
      expect(isGood(left, body, now)).toBe(false);
      const changed = new Map(headers).set(name, of(name).replaceAll('0', '1').replaceAll('v1,9', 'v1,8'));
      expect(isGood(changed, body, now)).toBe(false);
    }
  });
});

it('the TypeScript server takes what is signed and refuses all else', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'server.mjs'), block('ts'));
  const port = await freePort();
  const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
  const server = spawn(process.execPath, [join(folder, 'server.mjs')], {
    env: { ...process.env, PORT: String(port), PAYLINKS_WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  server.stdout.on('data', (chunk) => {
    told += chunk;
  });
  try {
    const { headers, body } = signed(event, [secret], Date.now());
    const post = async (sent: string) =>
      (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: sent })).status;
    await expect.poll(() => post(body).catch(() => 0), { timeout: 30_000 }).toBe(204);
    expect(await post(body.replace('12500', '12501'))).toBe(400);
    await expect.poll(() => told).toBe(`${event.id} link.paid\n`);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
