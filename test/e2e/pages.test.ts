import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSecret } from '../../lib/ids.ts';
import { type Listening, listen } from '../../local/listen.ts';
import { launchBrowser } from './browser.ts';
import { faces, startPayerSite } from './payer-site.ts';
import { faultsOf, keepPicture, openView, VIEWS } from './views.ts';

let site: Awaited<ReturnType<typeof startPayerSite>>;
let browser: Browser;
let provider: Listening;
let bank: Listening;
/** Path of each page by its name. */
const paths = new Map<string, string>();

beforeAll(async () => {
  [site, browser] = await Promise.all([startPayerSite(), launchBrowser()]);
  bank = await listen((_, response) => response.end('Bank'));
  provider = await listen((request, response) =>
    request.url === '/leads-on'
      ? response.writeHead(302, { location: `${bank.url}/pay` }).end()
      : response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Provider</h1>'),
  );
  const { id } = await site.addOrganisation();
  for (const [name, changes] of Object.entries(faces(Date.now()))) {
    paths.set(name, `/p/${(await site.addLink(id, changes)).code}`);
  }
  const renewing = await site.addOrganisation({ renewal: 'on' });
  await site.addConnection(renewing.id);
  const expired = `/p/${(await site.addLink(renewing.id, faces(Date.now()).expired)).code}`;
  paths.set('expired-renewable', expired);
  paths.set('renewal-asked', `${expired}/renew?to=email`);
  const payable = paths.get('payable');
  paths.set('unconfirmed', `${payable}?back=success`);
  paths.set('failed-attempt', `${payable}?back=failure`);
  paths.set('left-without-paying', `${payable}?back=cancel`);
  paths.set('unknown', `/p/${newSecret(128)}`);
  paths.set('fault', `/p/${(await site.addLink('no-such-organisation')).code}`);
  for (const [name, customer] of Object.entries(STOPPING)) {
    const link = await site.addLink(id, { customer });
    paths.set(`stop-${name}`, `/p/${link.code}/stop`);
    const stops = STOPPED[name];
    if (stops) await postForm(paths.get(`stop-${name}`) ?? '', { channel: stops });
  }
  const large = await site.addOrganisation({
    senderName: 'Donaudampfschifffahrtsgesellschaft'.repeat(2),
    mode: 'test',
  });
  const wide = { amount: 99_999_999_999, description: 'W'.repeat(250), reference: 'R'.repeat(100) };
  paths.set('extremes', `/p/${(await site.addLink(large.id, wide)).code}`);
});

afterAll(async () => {
  await browser?.close();
  await provider?.close();
  await bank?.close();
  await site?.close();
});

/** Customers whose messages can be stopped, and which of them have been. */
const STOPPING: Readonly<Record<string, { phone?: string; email?: string }>> = {
  both: { phone: '+447700900301', email: 'grace@example.com' },
  one: { phone: '+447700900302' },
  half: { phone: '+447700900303', email: 'half@example.com' },
  done: { phone: '+447700900304', email: `${'w'.repeat(64)}@${'example-'.repeat(20)}.com` },
  nobody: {},
};
const STOPPED: Readonly<Record<string, string>> = { half: 'sms', done: 'all' };

const postForm = (path: string, form: Record<string, string>) =>
  fetch(site.url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

describe.each(VIEWS)('at $width px, $scheme', (view) => {
  it('every page fits, reads well and breaks no rule of accessibility', async () => {
    const context = await openView(browser, view);
    const page = await context.newPage();
    const blocked: string[] = [];
    page.on(
      'console',
      (message) => void (message.text().includes('Content Security') && blocked.push(message.text())),
    );
    const faults: Record<string, string[]> = {};
    for (const [name, path] of paths) {
      await page.goto(site.url + path);
      await keepPicture(page, `payer-${name}`, view);
      const found = await faultsOf(page);
      if (found.length > 0) faults[name] = found;
    }
    expect(faults).toEqual({});
    expect(blocked).toEqual([]);
    await context.close();
  });
});

async function payablePage(
  providerUrl: string,
  javaScriptEnabled: boolean,
): Promise<{ page: Page; code: string }> {
  const { id } = await site.addOrganisation();
  const { code } = await site.addLink(id, { providerUrl });
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await page.goto(`${site.url}/p/${code}`);
  return { page, code };
}

describe('without a mouse and without script', () => {
  it('leads on with Tab and Enter, the focus in sight, also where the provider leads on further', async () => {
    const { page } = await payablePage(`${provider.url}/leads-on`, false);
    await page.keyboard.press('Tab');
    const button = page.locator('button:focus-visible');
    expect(await button.textContent()).toBe('Continue to payment');
    const ring = 'getComputedStyle(document.activeElement).outlineWidth';
    expect(await page.evaluate(ring)).toBe('3px');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${bank.url}/pay`);
    await page.context().close();
  });

  it('offers the way back to the payment page to those who did not finish', async () => {
    const { page, code } = await payablePage(`${provider.url}/pay`, false);
    await page.goto(`${site.url}/p/${code}?back=success`);
    const focused = () => page.locator(':focus-visible').textContent();
    for (const [name, key] of [
      ['Check again', 'Tab'],
      ['I did not finish paying', 'Enter'],
      ['I did not finish paying', 'Tab'],
      ['Back to the payment page', 'Enter'],
    ] as const) {
      if (name === 'Check again') await page.keyboard.press('Tab');
      expect(await focused()).toBe(name);
      await page.keyboard.press(key);
    }
    await page.waitForURL(`${provider.url}/pay`);
    await page.context().close();
  });

  it('sends the short url to nobody', async () => {
    const referrers: (string | undefined)[] = [];
    const watching = await listen((request, response) => {
      referrers.push(request.headers.referer);
      response.end();
    });
    const { page } = await payablePage(`${watching.url}/pay`, true);
    await page.getByRole('button').click();
    await page.waitForURL(/\/pay$/);
    expect(referrers[0]).toBeUndefined();
    await page.context().close();
    await watching.close();
  });

  it('looks again by itself after a return, until the money is seen', async () => {
    const { id } = await site.addOrganisation();
    const { code, ...link } = await site.addLink(id);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.url}/p/${code}?back=success`);
    expect(await page.locator('h1').textContent()).toBe('We are waiting for confirmation');
    await site.change(link.org, link.id, { facts: { amountPaid: 125_000, paidAt: Date.now() } });
    await page.waitForURL(/look=1$/, { timeout: 8_000 });
    expect(await page.locator('h1').textContent()).toBe('Thank you');
    await context.close();
  });

  it('stops messages by keyboard alone, and leads back to the payment request', async () => {
    const { id } = await site.addOrganisation();
    const customer = { phone: '+447700900305', email: 'key@example.com' };
    const { code } = await site.addLink(id, { customer });
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 320, height: 640 },
    });
    const page = await context.newPage();
    const heading = () => page.locator('h1').textContent();
    const press = async (name: string) => {
      for (let n = 0; n < 6; n++) {
        await page.keyboard.press('Tab');
        if ((await page.locator(':focus-visible').textContent()) === name)
          return page.keyboard.press('Enter');
      }
      throw new Error(`no ${name}`);
    };
    await page.goto(`${site.url}/p/${code}`);
    await press('Stop messages about payments');
    await page.waitForURL(`**/p/${code}/stop`);
    expect(await heading()).toBe('Stop messages from Harbour Travel?');
    await press('Stop emails to k•••@e•••.com');
    await page.waitForSelector('li');
    expect(await page.locator('li').allTextContents()).toEqual(['Emails to k•••@e•••.com are stopped.']);
    await press('Stop texts to •••• 0305');
    await page.waitForSelector('.good');
    expect(await heading()).toBe('Messages from Harbour Travel are stopped');
    await page.reload();
    expect(await page.locator('li').count()).toBe(2);
    await press('Back to the payment request');
    await page.waitForURL(`**/p/${code}`);
    expect(await page.getByRole('button').textContent()).toBe('Continue to payment');
    await context.close();
  });
});
