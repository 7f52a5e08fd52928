import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../../clients/typescript/src/index.ts';
import { startWholeStack } from './whole-stack.ts';

let whole: Awaited<ReturnType<typeof startWholeStack>>;
let folder: string;
beforeAll(async () => {
  [whole, folder] = await Promise.all([startWholeStack(), mkdtemp(join(tmpdir(), 'paylinks-'))]);
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await whole?.stack.close();
});

const HEADER = 'reference,amount,currency,customer.name,customer.email\r\n';
const row = (reference: string) => `${reference},1000,GBP,Ada Byron,ada@example.com\r\n`;

it('the client makes, finds and reads links and runs a file, over the network', async () => {
  const paylinks = createClient({ baseUrl: whole.stack.api, apiKey: whole.stack.demo?.key ?? '' });
  const customer = { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' };
  const link = await paylinks.links.create({ amount: 12_500, currency: 'GBP', reference: 'E2E-1', customer });
  const found: string[] = [];
  for await (const { id } of paylinks.links.list({ reference: 'E2E-1' })) found.push(id);
  expect(found).toEqual([link.id]);
  await expect(paylinks.links.get('no-such-link')).rejects.toMatchObject({ code: 'not_found', status: 404 });

  const file = HEADER + row('E2E-2') + row('E2E-3');
  const ready = await paylinks.batches.upload({ file, file_name: 'e2e.csv' });
  expect(ready).toMatchObject({ status: 'ready', counts: { valid: 2 } });
  await paylinks.batches.confirm(ready.id);
  expect(await paylinks.batches.wait(ready.id)).toMatchObject({ status: 'completed' });
  await whole.stack.drain();
  expect(await paylinks.batches.resultsCsv(ready.id)).toContain('link_created,E2E-3');
}, 60_000);

it('the command line runs a file and lists its links', async () => {
  const path = join(folder, 'arrears.csv');
  await writeFile(path, HEADER + row('E2E-4'));
  const paylinks = (...line: string[]) =>
    promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, '../../clients/typescript/cli/paylinks.ts'), ...line],
      { env: { ...process.env, PAYLINKS_URL: whole.stack.api, PAYLINKS_API_KEY: whole.stack.demo?.key } },
    );
  const { stdout, stderr } = await paylinks('batch', path, '--yes', '--out', folder);
  expect(stdout, stderr).toMatch(/completed {2}1 links, 0 failed\n$/);
  expect(await readFile(join(folder, 'results.csv'), 'utf8')).toContain('link_created,E2E-4');
  const [listed = ''] = (await paylinks('list', '--reference', 'E2E-4', '--json')).stdout.split('\n');
  expect(JSON.parse(listed)).toMatchObject({ object: 'link', reference: 'E2E-4', amount: 1000 });
}, 60_000);
