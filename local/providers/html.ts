/** Markup that is safe to send: made by `html`, in which every other value is escaped. */
export interface Html {
  readonly markup: string;
}

type Value = string | number | Html | readonly Html[] | false | undefined | null;

export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: strings.reduce((all, part, index) => all + toMarkup(values[index - 1]) + part) };
}

/** A whole page: no script, no outside resource, readable from 320 px up, in light and in dark. */
export function htmlDocument(title: string, main: Html, banner: string): string {
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<header class="banner"><p><strong>Simulator.</strong> ${banner}</p></header>
<main>
${main}
</main>
</body>
</html>
`.markup;
}

function toMarkup(value: Value): string {
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  if ('markup' in value) return value.markup;
  return value.map(({ markup }) => markup).join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const style = `
:root { --ground: #f3f5f8; --card: #ffffff; --ink: #17202b; --soft: #516071; --line: #8a97a6; --hair: #dde3ea;
  --accent: #0b5cab; --on-accent: #ffffff; --warn: #5c3d00; --warn-ground: #fff1cc; --bad: #a3172b; --good: #17633a }
@media (prefers-color-scheme: dark) { :root { --ground: #11161d; --card: #1a222c; --ink: #e9eef4; --soft: #a9b6c4;
  --line: #7c8a9a; --hair: #2e3946; --accent: #7db8f5; --on-accent: #0a1725; --warn: #ffdf94; --warn-ground: #3a2e10;
  --bad: #ff9aa5; --good: #84d8a5 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
.banner { background: var(--warn-ground); color: var(--warn); font-size: .875rem; text-align: center }
.banner p { margin: 0; padding: .5rem 1rem }
main { max-width: 27rem; margin: 0 auto; padding: 1.25rem 1rem 3rem }
main:has(.wide) { max-width: 64rem }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.0625rem; margin: 0 0 .5rem }
p { margin: .5rem 0 }
a { color: var(--accent) }
.card { background: var(--card); border: 1px solid var(--hair); border-radius: .75rem; padding: 1.125rem; margin: 0 0 1rem }
.amount { font-size: 2.25rem; font-weight: 700; line-height: 1.2; margin: .25rem 0; font-variant-numeric: tabular-nums }
.soft { color: var(--soft) }
.bad { color: var(--bad) }
.good { color: var(--good) }
fieldset { border: 0; margin: 0 0 .75rem; padding: 0; min-width: 0 }
legend { font-weight: 600; padding: 0; margin: 0 0 .25rem }
.choices { display: flex; flex-wrap: wrap; gap: .5rem }
.choices label { display: flex; align-items: center; gap: .5rem; min-height: 2.75rem; padding: .25rem .75rem;
  border: 1px solid var(--line); border-radius: .5rem }
.choices label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent) }
.choices label:has(:disabled) { border-style: dashed; color: var(--soft) }
input[type=radio] { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent) }
.field { margin: 0 0 .75rem }
.field label { display: block; font-weight: 600 }
.field input, .field select, .field textarea { width: 100%; min-height: 2.75rem; padding: .5rem; font: inherit; color: inherit;
  background: var(--ground); border: 1px solid var(--line); border-radius: .5rem }
.columns { display: grid; gap: 0 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)) }
button { width: 100%; min-height: 3rem; margin: .25rem 0; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  border: 1px solid var(--accent); border-radius: .5rem; background: transparent; color: var(--accent) }
button.main { background: var(--accent); color: var(--on-accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; margin: .75rem 0 0 }
dt { color: var(--soft) }
dd { margin: 0 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .875rem; overflow-wrap: normal }
th, td { text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--hair) }
`;
