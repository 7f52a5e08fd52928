import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { type ClientWorld, startClientWorld } from '../../clients/typescript/test/contract/client-world.ts';
import { putEvent } from '../../lib/table/events.ts';
import { batchSteps } from '../api/batch-steps.ts';
import { anEvent } from '../events/feed-world.ts';
import { read, root } from './pages.ts';

const page = read('docs/client.md');
const blocks = [...page.matchAll(/^## (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)].reduce<
  { heading: string; language: string; code: string }[]
>((found, [, heading, language, code]) => {
  const last = found.at(-1);
  if (heading !== undefined) found.push({ heading, language: '', code: '' });
  else if (last && language && code) Object.assign(last, { language, code: last.code + code });
  return found;
}, []);
const codeOf = (language: string) => blocks.filter((block) => block.language === language);

let started: ClientWorld;
let steps: ReturnType<typeof batchSteps>;
let server: Server;
let url = '';
let working: NodeJS.Timeout;
const folder = mkdtempSync(join(tmpdir(), 'paylinks-'));

beforeAll(async () => {
  started = await startClientWorld();
  const { table, organisation } = started.world;
  const at = Date.UTC(2026, 10, 20);
  const told = { type: 'link.paid', version: 7, reference: 'INV-1001' } as const;
  const event = anEvent(at, {
    ...told,
    data: { status: 'paid', amount: 1, amount_paid: 1, currency: 'GBP' },
  });
  await putEvent(table, organisation.id, event, 0, { now: () => Date.now() - 60_000 });
  steps = batchSteps(started.world);
  await started.client().webhooks.create({ url: 'https://hooks.example.com/paylinks' });
  // As an installed package.
  mkdirSync(join(folder, 'node_modules/@paylinks'), { recursive: true });
  symlinkSync(join(root, 'clients/typescript'), join(folder, 'node_modules/@paylinks/client'));
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization = '', ...rest } = request.headers;
    const names = ['content-type', 'idempotency-key'] as const;
    const headers = names.flatMap((name): [string, string][] =>
      rest[name] ? [[name, String(rest[name])]] : [],
    );
    const { method = 'GET', url: path = '/' } = request;
    const answer = await started.fetch(
      new Request(started.baseUrl + path, {
        method,
        headers: [['authorization', authorization], ...headers],
        ...(chunks.length ? { body: Buffer.concat(chunks) } : {}),
      }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`;
  let busy = Promise.resolve();
  working = setInterval(() => {
    busy = busy.then(() => steps.deliver('batches')).then(() => steps.deliver('rows'));
  }, 200);
});
afterAll(async () => {
  clearInterval(working);
  server?.close();
  steps?.close();
  await started?.close();
  rmSync(folder, { recursive: true });
});

async function node(args: readonly string[]): Promise<string> {
  const env = { ...process.env, PAYLINKS_URL: url, PAYLINKS_API_KEY: started.world.adminKey.key };
  const { stdout } = await promisify(execFile)(process.execPath, [...args], { env, cwd: folder });
  return stdout;
}

const PRINTS: Readonly<Record<string, RegExp>> = {
  'A link': /^active https:/,
  Errors: /^422 validation_error false\n\/customer/,
  Lists: /pending 0\n/,
  'Everything else': /^Ada Travel\n/,
  'A file of links': /ready [\s\S]*completed 2\n$/,
  Webhooks: /^https:\/\/hooks\.example\.com\/paylinks 0\n$/,
  'A file for finance': /100 %\n0 [0-9a-f]{64} \[\]\n$/,
  Events: /link\.paid [\s\S]* 7\ngo on with [\w-]+\n$/,
  'Verifying a webhook': /^$/,
};

it.each(codeOf('ts').map(({ heading, code }) => [heading, code] as const))(
  'what stands under "%s" does what is said',
  async (heading, code) => {
    const file = join(folder, `${heading.replaceAll(' ', '-')}.ts`);
    writeFileSync(file, code);
    expect(await node([file])).toMatch(PRINTS[heading] ?? /never/);
  },
);

it('the receiver of webhooks takes what is signed and nothing else', async () => {
  const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`;
  const body = JSON.stringify({
    type: 'link.paid',
    timestamp: 'now',
    data: { event_id: 'evt_1', version: 3 },
  });
  const at = new Date();
  const headers = {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('evt_1', at, body),
  };
  const file = join(folder, 'call.ts');
  writeFileSync(
    file,
    `import { onWebhook } from './Verifying-a-webhook.ts';
process.env.WEBHOOK_SECRET = '${secret}';
const init = { method: 'POST', headers: ${JSON.stringify(headers)} };
for (const body of ['${body}', '{}']) {
  console.log((await onWebhook(new Request('https://shop.example', { ...init, body }))).status);
}`,
  );
  expect(await node([file])).toBe('evt_1 undefined 3\n204\n401\n');
});

it('the command line does what is said', async () => {
  const cli = join(root, 'clients/typescript/cli/paylinks.ts');
  const lines = codeOf('sh').flatMap(({ code }) => code.trim().split('\n'));
  const outputs: string[] = [];
  for (const line of lines) {
    const [, ...args] = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    outputs.push(await node([cli, ...args]));
  }
  expect(outputs[0]).toMatch(/£125\.00 {2}INV-3001 {2}https:/);
  expect(outputs[1]).toContain('INV-3001');
  expect(JSON.parse(outputs[2] ?? '')).toMatchObject({ reference: 'INV-3001' });
  expect(outputs[3]).toMatch(/^2026-.* {2}link\.paid {14}01\w+ {2}INV-1001 {2}paid\n/);
  expect(outputs[4]).toContain('paylinks batch <file.csv>');
});
