import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBatchClient } from '../../local/batches/client.ts';
import { demoFile } from '../../local/batches/demo-file.ts';
import { runDemoBatch } from '../../local/batches/run-demo.ts';
import { read } from '../docs/pages.ts';
import { launchBrowser } from './browser.ts';
import { faultsOf, keepPicture, openView, VIEWS } from './views.ts';
import { startWholeStack } from './whole-stack.ts';

const PATIENCE = { timeout: 60_000 };

let whole: Awaited<ReturnType<typeof startWholeStack>>;
let browser: Browser;
let folder: string;
const faults: Record<string, string[]> = {};

beforeAll(async () => {
  [whole, browser, folder] = await Promise.all([
    startWholeStack(),
    launchBrowser(),
    mkdtemp(join(tmpdir(), 'paylinks-batches-')),
  ]);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await whole?.stack.close();
  await rm(folder, { recursive: true, force: true });
});

const key = () => whole.stack.demo?.key ?? '';
const client = () => createBatchClient({ api: whole.stack.api, key: key() });

/** Every size and scheme of a page as it is now. */
async function look(path: string, name: string): Promise<void> {
  for (const view of VIEWS) {
    const context = await openView(browser, view);
    const page = await context.newPage();
    await page.goto(whole.stack.api + path);
    await page.waitForLoadState('networkidle');
    await keepPicture(page, `batches-${name}`, view);
    const found = await faultsOf(page);
    if (found.length > 0) faults[`${name} ${view.width} ${view.scheme}`] = found;
    await context.close();
  }
}

async function uploadOn(page: Page, name: string, csv: string, button: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, csv);
  await page.setInputFiles('input[type=file]', file);
  const before = page.url();
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL((url) => url.href !== before, PATIENCE);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

const isState = (page: Page, state: string) =>
  page.waitForFunction(`document.getElementById('state').textContent === '${state}'`, undefined, PATIENCE);
const counted = async (page: Page, name: string) =>
  Number(await page.locator(`#counts div:has(dt:text-is("${name}")) dd`).textContent());

it('npm run demo:batch: 60 rows to the last, and both ledgers agree', async () => {
  const { api, providers } = whole.stack;
  const [said, shown]: [string[], string[]] = [[], []];
  const found = await runDemoBatch({
    api,
    key: key(),
    controlUrl: providers.felloh?.control_url ?? '',
    provider: 'felloh',
    connection: 'felloh-main',
    rows: 60,
    folder,
    say: (line) => void said.push(line),
    show: (line) => void shown.push(line),
  });
  expect(found).toEqual([]);
  expect(said.join('\n')).toContain('57 good, 2 invalid, 1 duplicate');
  expect(said.join('\n')).toContain('57 rows with a link, 57 links of ours, 57 made by felloh');
  expect(shown.at(-1)).toContain('57 of 57 rows');
  const results = await readFile(join(folder, 'results.csv'), 'utf8');
  expect(results.match(/,link_created,/g)).toHaveLength(57);
  const errors = await readFile(join(folder, 'errors.csv'), 'utf8');
  expect(errors.trim().split('\r\n')).toHaveLength(4);
}, 120_000);

it('a file goes from the upload to its reports, and its corrected errors after it, all on the page', async () => {
  const { api } = whole.stack;
  const context = await openView(browser, { width: 320, scheme: 'light' });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => void wrong.push(error.message));
  await page.goto(`${api}/_local`);
  await page.getByRole('link', { name: 'Batches' }).click();
  await page.waitForFunction(`document.querySelectorAll('option').length > 0`, undefined, PATIENCE);
  expect(await page.locator('select').inputValue()).toBe('felloh-main');

  const { csv } = demoFile({ rows: 40, provider: 'felloh', seed: 2 });
  const id = await uploadOn(page, 'rent.csv', csv, 'Upload and check');
  await isState(page, 'ready');
  expect(await page.locator('h1').textContent()).toBe('rent.csv');
  expect(await page.locator('#error-rows tr').count()).toBe(2);
  await look(`/_local/batches/${id}`, 'ready');

  await page.getByRole('button', { name: 'Confirm: make 38 links, leave out 2 rows' }).click();
  await isState(page, 'completed with errors');
  expect(await counted(page, 'link created')).toBe(38);
  expect(await page.locator('#bar').evaluate<number, { position: number }>((bar) => bar.position)).toBe(1);
  const results = page.getByRole('link', { name: 'results.csv' });
  await results.waitFor();
  const table = await (await fetch(api + (await results.getAttribute('href')))).text();
  expect(table.match(/,link_created,/g)).toHaveLength(38);
  await look(`/_local/batches/${id}`, 'done');

  const errors = (await client().report(id, 'errors.csv')) ?? '';
  const again = await uploadOn(page, 'errors.csv', corrected(errors), 'Upload the corrected file');
  await isState(page, 'ready');
  await page.getByRole('button', { name: 'Confirm: make 2 links' }).click();
  await isState(page, 'completed');
  expect((await client().read(again)).counts).toMatchObject({ rows: 2, link_created: 2 });
  await page.goto(`${api}/_local/batches`);
  await page.getByRole('link', { name: 'rent.csv' }).waitFor();
  await look('/_local/batches', 'list');
  expect(wrong).toEqual([]);
  expect(faults).toEqual({});
  await context.close();
}, 180_000);

it('Cancel stops a batch before anything is made, and what the API refuses is told', async () => {
  const { api } = whole.stack;
  const context = await openView(browser, { width: 1280, scheme: 'dark' });
  const page = await context.newPage();
  await page.goto(`${api}/_local/batches`);
  await page.waitForFunction(`document.querySelectorAll('option').length > 0`, undefined, PATIENCE);
  const { csv } = demoFile({ rows: 5, provider: 'felloh', seed: 3 });
  await uploadOn(page, 'arrears.csv', csv, 'Upload and check');
  await isState(page, 'ready');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await isState(page, 'cancelled');
  expect(await page.getByRole('button', { name: /Confirm/ }).count()).toBe(0);

  await page.goto(`${api}/_local/batches`);
  await page.waitForFunction(`document.querySelectorAll('option').length > 0`, undefined, PATIENCE);
  await uploadOn(page, 'broken.csv', 'reference,reference\r\n1,2\r\n', 'Upload and check');
  await isState(page, 'rejected');
  expect(await page.locator('#rejection').textContent()).toContain('reference');
  await page.goto(`${api}/_local/batches/01ARZ3NDEKTSV4RRFFQ69G5FAV`);
  await page.getByRole('alert').waitFor();
  await context.close();
}, 120_000);

it('the blocks of docs/batches.md run one after the other, and end as it says', async () => {
  const blocks = [...read('docs/batches.md').matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)];
  const script = blocks.map(([, indent = '', text = '']) => text.replace(new RegExp(`^${indent}`, 'gm'), ''));
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script.join('')], {
    cwd: folder,
    env: { ...process.env, API: whole.stack.api, KEY: key() },
  });
  const states = stdout.split('\n').filter((line) => /^[a-z_]+$/.test(line));
  expect(states).toEqual(['ready', 'completed_with_errors', 'ready', 'completed', 'cancelled']);
  expect(stdout).toMatch(/RENT-2,.*,invalid,wrong_format,customer\.email,/);
  expect(stdout).toMatch(/^1,2,link_created,RENT-1,/m);
}, 180_000);

it('the page is shown under this machine’s own names alone', async () => {
  const { hostname, port } = new URL(whole.stack.api);
  const { request } = await import('node:http');
  const status = await new Promise((resolve, reject) => {
    const path = '/_local/batches';
    request({ hostname, port, path, headers: { host: 'rebound.example' } }, ({ statusCode }) =>
      resolve(statusCode),
    )
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
});

/** The two broken rows of the file above, put right as a person would. */
function corrected(errors: string): string {
  return errors.replace(/12\.345/, '12.34').replace(/^ARR-000001,/m, 'ARR-001001,');
}
