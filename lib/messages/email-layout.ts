import { escapeHtml } from '../escape-html.ts';

/** One column, no images, no script, nothing fetched: how every email of ours is set. */
interface Layout {
  language: string;
  title: string;
  /** HTML. */
  body: string;
}

/**
 * Colours stand inline for readers that drop styles, and the dark ones in a media query; both meet WCAG AA. Readers that
 * force colours find plain elements to force.
 */
export function emailDocument({ language, title, body }: Layout): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
.page { background: #14161b !important; color: #eceef2 !important; }
.quiet { color: #a9b0bd !important; }
.page a { color: #8db8ff !important; }
.page a.button { background: #8db8ff !important; color: #14161b !important; }
}
</style>
</head>
<body class="page" style="margin:0;background:#ffffff;color:#1b1d22">
<main class="page" dir="${directionOf(language)}" style="max-width:36rem;margin:0 auto;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:anywhere">
${body}
</main>
</body>
</html>
`;
}

export function heading(text: string): string {
  return `<h1 style="margin:16px 0;font-size:20px;line-height:1.3">${escapeHtml(text)}</h1>`;
}

export function button(url: string, label: string): string {
  return `<p style="margin:24px 0"><a class="button" href="${escapeHtml(url)}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#0b4fb3;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>`;
}

/** The url as a link that shows where it leads. */
export function address(url: string): string {
  return `<a href="${escapeHtml(url)}" style="color:#0b4fb3;overflow-wrap:anywhere">${escapeHtml(url)}</a>`;
}

/** A small paragraph of HTML. */
export function quiet(html: string): string {
  return `<p class="quiet" style="color:#565b66;font-size:14px">${html}</p>`;
}

/** Scripts that run from right to left, ISO 15924. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set([
  'Adlm',
  'Arab',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Syrc',
  'Thaa',
]);

function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
}
