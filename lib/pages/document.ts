import { createHash } from 'node:crypto';
import { type Html, html, markupOf, raw } from './html.ts';
import { favicon } from './icons.ts';
import { style } from './style.ts';
import type { Texts } from './texts.en.ts';

/** One page before it is written down. */
export interface Page {
  status: number;
  title: string;
  main: Html;
  /** Whose page it is; absent where no link is known. */
  sender?: string;
  testMode?: boolean;
  /** Who should think twice is told so at the foot. */
  foot?: string;
  /** Url that a form of the page ends at, after its redirect; `self`: on these pages. */
  formEnds?: URL | 'self';
  /** The browser goes to `to`, relative to the page, by itself. */
  refresh?: { seconds: number; to: string };
}

export interface PageResult {
  statusCode: number;
  headers: Record<string, string>;
  body?: string;
}

export function pageResult(page: Page, texts: Texts): PageResult {
  return {
    statusCode: page.status,
    headers: {
      ...commonHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(page.formEnds),
      // As a header, since `<meta http-equiv>` is what accessibility rules rightly complain of: it cannot be bounded by
      // a user agent's setting. Ours ends by itself, and a control beside it does the same.
      ...(page.refresh && { refresh: `${page.refresh.seconds}; url=${page.refresh.to}` }),
    },
    body: `<!doctype html>\n${markupOf(documentOf(page, texts))}`,
  };
}

/** Goes on to another page. */
export function redirectResult(location: string): PageResult {
  return { statusCode: 303, headers: { ...commonHeaders, location } };
}

/** The address of a page is the secret that opens it, so it is kept out of caches, indexes and referrers. */
const commonHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};

/**
 * No script, and nothing is fetched. Chromium holds `form-action` against each redirect after a form, and a provider may
 * lead on to hosts that we cannot know: so any https page may be the end of it, and where the provider is one of the
 * local stack any http page too.
 */
function contentSecurityPolicy(formEnds: Page['formEnds']): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    'img-src data:',
    `form-action ${formAction(formEnds)}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function formAction(formEnds: Page['formEnds']): string {
  if (!formEnds) return "'none'";
  if (formEnds === 'self') return "'self'";
  return `'self' https:${formEnds.protocol === 'http:' ? ' http:' : ''}`;
}

const styleHash = createHash('sha256').update(style).digest('base64');

function documentOf({ title, main, sender, testMode, foot }: Page, texts: Texts): Html {
  return html`<html lang="${texts.lang}" dir="${texts.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="icon" href="${raw(favicon)}">
<style>${raw(style)}</style>
</head>
<body>
${testMode ? html`<aside class="test">${texts.testMode}</aside>` : undefined}
<header>${sender === undefined ? undefined : html`<p class="sender"><span class="mark" aria-hidden="true">${initial(sender)}</span> <span dir="auto">${sender}</span></p>`}</header>
<main>
${main}
</main>
<footer>${foot === undefined ? undefined : html`<p>${foot}</p>`}</footer>
</body>
</html>
`;
}

function initial(name: string): string {
  const [first = ''] = new Intl.Segmenter().segment(name)[Symbol.iterator]().next().value?.segment ?? '';
  return first.toLocaleUpperCase();
}
