import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface View {
  width: 320 | 1280;
  scheme: 'light' | 'dark';
}

/** The narrowest phone and a desktop, by day and by night. */
export const VIEWS: readonly View[] = ([320, 1280] as const).flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

const ARTIFACTS = join(import.meta.dirname, '../artifacts');
mkdirSync(ARTIFACTS, { recursive: true });

export function openView(browser: Browser, { width, scheme }: View): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width, height: width === 320 ? 640 : 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
}

/** A browser gives up on pictures of very long pages, and takes no others after that. */
const TALLEST = 6_000;

/** Keeps a picture of the page as `test/artifacts/<name>-<width>-<scheme>.png`. */
export async function keepPicture(page: Page, name: string, { width, scheme }: View): Promise<void> {
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  // Frames out of sight are not drawn, so everything is brought into sight.
  await page.setViewportSize({ width, height: Math.min(height, TALLEST) });
  const path = join(ARTIFACTS, `${name}-${width}-${scheme}.png`);
  try {
    await page.screenshot({ path });
  } catch {
    // A busy machine sometimes cannot draw a tall page in time; what is in sight at first is picture enough.
    await page.setViewportSize({ width, height: 640 });
    await page.screenshot({ path });
  }
}

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What is wrong with a page at its present size and scheme: every rule of axe, and no scrolling sideways. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<string[]>(RUN_AXE);
  const over = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  return over > 0 ? [...found, `scrolls sideways by ${over} px`] : found;
}

// A text, since what runs in the page is not of this program.
const RUN_AXE = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) =>
    [id, ...nodes.slice(0, 3).map(({ html, failureSummary }) => html + ': ' + failureSummary)].join('\\n  '),
  ),
)`;
