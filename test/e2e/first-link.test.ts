import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { faultsOf, keepPicture, openView, VIEWS } from './views.ts';
import { startWholeStack } from './whole-stack.ts';

let whole: Awaited<ReturnType<typeof startWholeStack>>;
let browser: Browser;

beforeAll(async () => {
  [whole, browser] = await Promise.all([startWholeStack(), launchBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await whole?.stack.close();
});

/** A payer's phone, on which no script runs. */
async function phone(url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 320, height: 640 },
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const heading = (page: Page) => page.locator('h1').textContent();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const text = (page: Page) => page.locator('main').textContent();

/** Keeps a picture of a page in every view, and gives what is wrong with it in any. */
async function pictures(name: string, url: string): Promise<string[]> {
  const faults: string[] = [];
  for (const view of VIEWS) {
    const context = await openView(browser, view);
    const page = await context.newPage();
    await page.goto(url);
    await keepPicture(page, name, view);
    faults.push(...(await faultsOf(page)).map((fault) => `${view.width} ${view.scheme}: ${fault}`));
    await context.close();
  }
  return faults;
}

it('the first link: created, sent, opened, paid, seen as paid', async () => {
  const { stack } = whole;
  const link = await whole.createLink({ delivery: { channels: ['sms', 'email'] } });
  expect(link.status).toBe('active');
  expect(await pictures('outbox', stack.endpoints.outbox)).toEqual([]);

  const page = await phone(stack.endpoints.outbox);
  const sms = page.locator('article[data-channel=sms]', { hasText: link.url });
  expect(await page.locator('article[data-channel=email]').count()).toBe(1);
  await sms.getByRole('link').click();
  await page.waitForURL(link.url);
  expect(await heading(page)).toBe('Example Travel asks you to pay');
  expect(await text(page)).toMatch(/£125\.00[\s\S]*Deposit for Bali[\s\S]*INV-1001/);
  expect(await pictures('link', link.url)).toEqual([]);
  expect((await fetch(link.url, { method: 'HEAD' })).status).toBe(200);
  expect(await whole.getLink(link.id)).toMatchObject({ display_status: 'sent' });

  await press(page, 'Continue to payment');
  await page.waitForURL((url) => !url.href.startsWith(stack.api));
  expect(await heading(page)).toMatch(/^Pay /);
  expect(await pictures('provider', link.provider_url ?? '')).toEqual([]);
  expect(await whole.getLink(link.id)).toMatchObject({ display_status: 'opened' });

  await press(page, /^Pay £125\.00 by card/);
  await page.waitForURL(`${link.url}?back=success`);
  expect(await heading(page)).toBe('Thank you');
  expect(await text(page)).toContain('£125.00');
  expect(await pictures('thank-you', link.url)).toEqual([]);
  expect(await whole.getLink(link.id)).toMatchObject({ status: 'paid', amount_paid: 12_500 });
  expect(await whole.eventTypes(link.id)).toEqual(
    expect.arrayContaining(['link.created', 'link.sent', 'link.opened', 'link.paid', 'message.sent']),
  );
  await page.context().close();
}, 60_000);

describe('the payer', () => {
  it('is declined, is told so, and pays at the second try', async () => {
    const link = await whole.createLink();
    const page = await phone(link.url);
    await press(page, 'Continue to payment');
    await press(page, 'Let the card be declined');
    await page.waitForURL(`${link.url}?back=failure`);
    expect(await text(page)).toContain('As far as we know nothing was taken');
    expect(await whole.getLink(link.id)).toMatchObject({ status: 'active', amount_paid: 0 });
    await press(page, 'Continue to payment');
    await press(page, /^Pay .* by card/);
    await page.waitForURL(`${link.url}?back=success`);
    expect(await heading(page)).toBe('Thank you');
    expect(await whole.getLink(link.id)).toMatchObject({ status: 'paid' });
    await page.context().close();
  });

  it('leaves without paying and can come again', async () => {
    const link = await whole.createLink();
    const page = await phone(link.url);
    await press(page, 'Continue to payment');
    await press(page, 'Cancel and go back');
    await page.waitForURL(`${link.url}?back=cancel`);
    expect(await text(page)).toContain('without paying');
    expect(await whole.getLink(link.id)).toMatchObject({ status: 'active', display_status: 'opened' });
    await page.context().close();
  });

  it('pays from the bank, which confirms later', async () => {
    const link = await whole.createLink();
    const page = await phone(link.url);
    await press(page, 'Continue to payment');
    await press(page, /from your bank/);
    await page.waitForURL(`${link.url}?back=success`);
    expect(await heading(page)).toBe('Your payment is being confirmed');
    expect(await whole.getLink(link.id)).toMatchObject({ status: 'processing' });
    whole.stack.engines.felloh.act({ action: 'settle', link: link.provider_url ?? '' });
    await whole.stack.drain();
    await page.getByRole('link', { name: 'Check again' }).click();
    expect(await heading(page)).toBe('Thank you');
    expect(await whole.getLink(link.id)).toMatchObject({ status: 'paid' });
    await page.context().close();
  });

  it('is not thanked before the money is seen, and can have the provider asked again', async () => {
    const { felloh } = whole.stack.engines;
    const link = await whole.createLink();
    const page = await phone(link.url);
    await press(page, 'Continue to payment');
    felloh.fail({ operation: 'webhook', kind: 'drop', times: 5 });
    felloh.fail({ operation: 'any', kind: 'status', status: 503, times: 5 });
    await press(page, /^Pay .* by card/);
    await page.waitForURL(`${link.url}?back=success`);
    expect(await heading(page)).toBe('We are waiting for confirmation');
    await fetch(`${felloh.controlUrl}/faults`, { method: 'DELETE' });
    await page.getByRole('link', { name: 'Check again' }).click();
    await page.waitForURL(`${link.url}?back=success`);
    expect(await heading(page)).toBe('Thank you');
    await page.context().close();
  });

  it('is led on to the merchant’s own page where there is one', async () => {
    const success = `${whole.stack.api}/health?order=42`;
    const link = await whole.createLink({ redirects: { success } });
    const page = await phone(link.url);
    await press(page, 'Continue to payment');
    await press(page, /^Pay .* by card/);
    await page.waitForURL(success);
    expect(await whole.getLink(link.id)).toMatchObject({ status: 'paid' });
    await page.context().close();
  });
});

describe('the pages beside them', () => {
  it.each(['docs', 'control', 'local'])('%s fits and breaks no rule of accessibility', async (name) => {
    const { api, controls, providers } = whole.stack;
    const urls: Record<string, string> = {
      docs: `${api}/docs`,
      control: providers.felloh?.control_url ?? '',
      local: controls,
    };
    expect(await pictures(name, urls[name] ?? '')).toEqual([]);
  });
});

it('wrote no short url, provider url, name, address or number to any log', () => {
  expect(whole.lines.length).toBeGreaterThan(20);
  const told = whole.lines.filter((line) => /\/p\/[0-9A-Za-z]{22}|\/pay\/|Ada|ada@|7700900/.test(line));
  expect(told).toEqual([]);
});
