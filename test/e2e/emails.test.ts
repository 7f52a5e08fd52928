import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Link } from '../../lib/links/model/link.ts';
import { contentOf } from '../../lib/messages/content.ts';
import { aLink } from '../../lib/messages/link-fixture.ts';
import type { EmailWording } from '../../lib/messages/model/wording.ts';
import { textOf } from '../../lib/messages/text-of.ts';
import { launchBrowser } from './browser.ts';
import { faultsOf, keepPicture, openView, VIEWS } from './views.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const HEBREW: EmailWording = {
  subject: '{{sender}}: הקישור המאובטח שלך',
  text: 'שלום {{name}},\n\nאפשר לראות ולשלם כאן:\n\n{{url}}\n\n[[סכום: {{amount}}]]\n[[אסמכתא: {{reference}}]]',
  button: 'לצפייה ולתשלום',
};
const FRENCH: EmailWording = {
  subject: '{{sender}} : votre lien',
  text: 'Bonjour {{name}},\n\nvous pouvez voir et payer ici : {{url}} [[({{description}})]]',
};

function html(language: string, words?: EmailWording, changes: Partial<Link> = {}): string {
  const content = contentOf(
    aLink(changes),
    { name: 'Acme Travel' },
    'Europe/London',
    'https://pay.acme.example',
    language,
  );
  const text = textOf('reminder', 'email', content, words ? { email: { reminder: words } } : {});
  return text.channel === 'email' ? text.html : '';
}

const LONG = {
  description: 'W'.repeat(250),
  reference: '0'.repeat(100),
  customer: { name: 'עדה '.repeat(30) },
};

describe.each<[string, string]>([
  ['ours', html('en-GB')],
  ['ours, partly paid, unknown how much', html('en-GB', undefined, { facts: { partlyPaidAt: 1 } })],
  ['ours with long values', html('en-GB', undefined, LONG)],
  ['own, with a button, right to left', html('he', HEBREW)],
  ['own, without a button, with long values', html('fr', FRENCH, LONG)],
])('an email: %s', (name, page) => {
  it.each(VIEWS)('is accessible and fits $width px, $scheme', async (view) => {
    const context = await openView(browser, view);
    const tab = await context.newPage();
    await tab.setContent(page);
    expect(await faultsOf(tab)).toEqual([]);
    await keepPicture(tab, `email-${name.replace(/\W+/g, '-')}`, view);
    await context.close();
  });
});
