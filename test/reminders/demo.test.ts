import { beforeAll, describe, expect, it } from 'vitest';
import { type DemoMonth, demoMonth } from '../../bench/reminders-page/demo-month.ts';
import { launchBrowser } from '../e2e/browser.ts';

const LINKS = 30;
/** Of two organisations, so that two threads have a part each. */
const FIRST = 485;

let month: DemoMonth;
beforeAll(async () => {
  month = await demoMonth({ links: LINKS, first: FIRST, seed: '1', threads: 2 });
}, 240_000);

describe('the page of a month', () => {
  it('counts what is in the outbox', () => {
    const { outbox, html } = month;
    const of = (channel: string, reminds: boolean) =>
      outbox.filter((one) => one.channel === channel && /\bremind/i.test(one.text) === reminds).length;
    const rows = [
      ...html.matchAll(/<th scope="row">(SMS|Email)<\/th><td>(\d+)<\/td><td>(\d+)<\/td><td>(\d+)<\/td>/g),
    ];
    expect(rows.map(([, , ...counts]) => counts.map(Number))).toEqual([
      [of('sms', false), of('sms', true), outbox.filter(({ channel }) => channel === 'sms').length],
      [of('email', false), of('email', true), outbox.filter(({ channel }) => channel === 'email').length],
    ]);
  });

  it('draws each message once, in its zone', () => {
    const { html, outbox } = month;
    const figures = [...html.matchAll(/data-first="(\d+)" data-reminder="(\d+)"/g)];
    const sum = figures.reduce((all, [, first, reminder]) => all + Number(first) + Number(reminder), 0);
    expect(sum).toBe(outbox.length);
    expect(html.match(/<circle class="reminder"/g)).toHaveLength(
      figures.reduce((all, [, , reminder]) => all + Number(reminder), 0),
    );
  });

  it('ends with every link over', () => {
    const last = month.figures.states.at(-1);
    expect(last).toMatchObject({ active: 0 });
    const all = Object.values(last ?? {}).reduce((sum, count) => sum + count, 0);
    expect(all).toBe(month.figures.links);
  });

  it('needs nothing else, and is not wider than a telephone', async () => {
    expect(month.html).not.toMatch(/<script|src=|href=|url\(|@import/);
    const browser = await launchBrowser();
    try {
      for (const width of [320, 1280]) {
        const page = await browser.newPage({ viewport: { width, height: 800 } });
        await page.setContent(month.html);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        const named = await page.evaluate(
          '[...document.querySelectorAll("svg")].every((svg) => svg.querySelector("title")?.textContent)',
        );
        expect(named).toBe(true);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  }, 120_000);
});
