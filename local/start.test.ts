import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageCopy } from '../build/package-copy.ts';
import { demoTimezone } from './demo.ts';

const data = mkdtempSync(join(tmpdir(), 'paylinks-start-'));
const running: ChildProcess[] = [];
let template: string;

beforeAll(async () => {
  template = join(await packageCopy(), '.serverless/cloudformation-template-update-stack.json');
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

/** `npm start` behind its packaging: gives all that it printed up to its Ready line. */
async function start() {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start.ts'), template], {
    env: {
      ...process.env,
      PORT: '0',
      PAYLINKS_DATA: data,
      PAYLINKS_DEMO_KEY: 'pl_test_start-test-key',
      PAYLINKS_STACK_FILE: join(data, 'addresses.json'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  let printed = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${printed}`)));
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      if (/^Ready \S+$/m.test(printed)) resolve();
    });
  });
  await ready;
  const api = /^Ready (\S+)$/m.exec(printed)?.[1] ?? '';
  const call = async (path: string, body?: object) => {
    const response = await fetch(api + path, {
      headers: { authorization: 'Bearer pl_test_start-test-key', 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const stop = async (signal: NodeJS.Signals) => {
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return Promise.race([ended, sleep(2500, 'late')]);
  };
  return { printed, call, stop };
}

interface Listed {
  data: { id: string; status: string; amount_paid: number; provider_link_id: string }[];
}

test('the printed curl makes a link, both messages go out, a simulated payment shows as paid; a second start finds it all', async () => {
  const first = await start();
  const curl =
    /^curl[\s\S]*?'\}?\n/m.exec(first.printed.slice(first.printed.indexOf('A first link')))?.[0] ?? '';
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', curl]);
  const link = JSON.parse(stdout);
  expect(link).toMatchObject({ object: 'link', status: 'active', connection: 'felloh-main', amount: 12500 });

  await first.call('/_local/tick', {});
  const { messages } = await first.call('/_local/outbox');
  expect(messages).toMatchObject([
    { channel: 'sms', to: '+447700900123' },
    { channel: 'email', to: 'ada@example.com' },
  ]);

  const addresses = JSON.parse(readFileSync(join(data, 'addresses.json'), 'utf8'));
  await fetch(`${addresses.providers.felloh.control_url}/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ link: link.provider_link_id, action: 'pay' }),
  });
  await first.call('/_local/tick', {});
  expect(await first.call(`/v1/links/${link.id}`)).toMatchObject({ status: 'paid', amount_paid: 12500 });
  expect(await first.stop('SIGTERM')).toBe(0);
  expect(existsSync(join(data, 'addresses.json'))).toBe(false);

  const second = await start();
  expect(((await second.call('/v1/links')) as unknown as Listed).data).toMatchObject([
    { id: link.id, status: 'paid' },
  ]);
  expect((await second.call('/_local/outbox')).messages).toEqual(messages);
  expect(await second.stop('SIGINT')).toBe(0);
});

test('it ends when the shell ends in which npm runs it', async () => {
  const command = `true && '${process.execPath}' '${join(import.meta.dirname, 'start.ts')}' '${template}'`;
  const env = {
    ...process.env,
    PORT: '0',
    npm_lifecycle_event: 'start',
    PAYLINKS_STACK_FILE: join(data, 'other.json'),
  };
  const shell = spawn('/bin/sh', ['-c', command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(shell);
  const api = await new Promise<string>((resolve) =>
    shell.stdout.on('data', (chunk) => {
      const [, url] = /^Ready (\S+)$/m.exec(String(chunk)) ?? [];
      if (url) resolve(url);
    }),
  );
  shell.kill('SIGTERM');
  const answers = () =>
    fetch(`${api}/_local/clock`).then(
      () => true,
      () => false,
    );
  for (let tries = 0; tries < 100 && (await answers()); tries++) await sleep(20);
  expect(await answers()).toBe(false);
});

test('by night in London the demo lives where it is about noon', () => {
  const at = (time: string) => demoTimezone(Date.parse(`2026-01-15T${time}Z`));
  expect(at('08:00')).toBe('Europe/London');
  expect(at('18:59')).toBe('Europe/London');
  for (let hour = 0; hour < 24; hour++) {
    const now = Date.parse('2026-07-15T00:30:00Z') + hour * 3_600_000;
    const there = new Intl.DateTimeFormat('en-GB', {
      timeZone: demoTimezone(now),
      hour: '2-digit',
      hourCycle: 'h23',
    });
    expect(Number(there.format(now))).toBeGreaterThanOrEqual(8);
    expect(Number(there.format(now))).toBeLessThan(19);
  }
});
