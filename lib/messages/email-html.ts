/** The words of an email, before they are set as text or as HTML. Every one is a single line. */
export interface Letter {
  subject: string;
  greeting: string;
  opening: string;
  details: readonly (readonly [name: string, value: string])[];
  button: string;
  url: string;
  closing: string;
}

/**
 * One column, no images, no script, nothing fetched. Colours stand inline for readers that drop styles, and the dark
 * ones in a media query; both meet WCAG AA. Readers that force colours find plain elements to force.
 */
export function emailHtml({ subject, greeting, opening, details, button, url, closing }: Letter): string {
  const rows = details.map(
    ([name, value]) =>
      `<tr><th scope="row" class="quiet" style="${CELL};font-weight:normal;color:#565b66">${escaped(name)}</th>` +
      `<td style="${CELL};overflow-wrap:anywhere">${escaped(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en-GB" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
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
<main class="page" style="max-width:36rem;margin:0 auto;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<p>${escaped(greeting)}</p>
<h1 style="margin:16px 0;font-size:20px;line-height:1.3">${escaped(opening)}</h1>
<table style="border-collapse:collapse;margin:16px 0">
${rows.join('\n')}
</table>
<p style="margin:24px 0"><a class="button" href="${escaped(url)}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#0b4fb3;color:#ffffff;font-weight:600;text-decoration:none">${escaped(button)}</a></p>
<p class="quiet" style="color:#565b66;font-size:14px">If the button does not work, open this address: <a href="${escaped(url)}" style="color:#0b4fb3;overflow-wrap:anywhere">${escaped(url)}</a></p>
<p class="quiet" style="color:#565b66;font-size:14px">${escaped(closing)}</p>
</main>
</body>
</html>
`;
}

const CELL = 'padding:4px 16px 4px 0;text-align:left;vertical-align:top';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}
