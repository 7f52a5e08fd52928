import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import page from '../../docs/docs-page.json' with { type: 'json' };
import { launchBrowser } from '../e2e/browser.ts';

const AXE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each([320, 1280])('the docs page at %i px', (width) => {
  it.each(['light', 'dark'] as const)('fits, and is accessible in %s', async (colorScheme) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const tab = await context.newPage();
    await tab.setContent(page.html);
    const overflow: unknown = await tab.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await tab.evaluate(AXE);
    const found: string[] = await tab.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))',
    );
    expect(found).toEqual([]);
    await tab.screenshot({ path: `test/artifacts/docs-${width}-${colorScheme}.png` });
    await context.close();
  });
});
