/** One column up to a readable width, from 320 px on; both colour schemes meet WCAG AA. */
export const style = `
:root { --paper: #f6f5f1; --card: #fff; --ink: #1b1d22; --quiet: #565b66; --line: #dcdad2; --link: #0b4fb3; --email: #5b2a86; --sms: #0d6049; --focus: #b34700; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14161b; --card: #1e2128; --ink: #eceef2; --quiet: #a9b0bd; --line: #343944; --link: #8db8ff; --email: #d3aef5; --sms: #7fdcbf; --focus: #ffb27a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem 1rem 3rem; max-width: 46rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.75rem; letter-spacing: -.02em; }
h2 { margin: 0; font-size: 1rem; }
h3 { margin: .75rem 0 0; font-size: 1.125rem; }
header p, .meta { margin: 0; color: var(--quiet); }
.meta { font-size: .875rem; }
ol { list-style: none; margin: 1.25rem 0 0; padding: 0; display: grid; gap: 1rem; }
article, .empty { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; }
.kind { border: 1px solid currentColor; border-radius: 1rem; padding: .05rem .6rem; margin-right: .25rem; font-size: .8125rem; }
.email { color: var(--email); }
.sms { color: var(--sms); }
.text { margin: .5rem 0 0; white-space: pre-wrap; }
iframe { display: block; width: 100%; height: 24rem; margin-top: .75rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; color-scheme: light; resize: vertical; }
dl { margin: .75rem 0 0; display: grid; gap: .125rem; font-size: .8125rem; color: var(--quiet); }
dl div { display: flex; gap: .5rem; }
dt { font-weight: 600; flex: none; overflow-wrap: normal; }
dd { margin: 0; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: .2rem; }
.switch, .acts, .acts form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.switch { margin-top: .75rem; font-size: .875rem; color: var(--quiet); }
.acts { margin-top: .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
button, select, input { font: inherit; font-size: .875rem; min-height: 2.25rem; padding: .25rem .75rem; border: 1px solid var(--quiet); border-radius: .5rem; background: var(--card); color: var(--ink); max-width: 100%; }
button { cursor: pointer; }
nav { display: flex; gap: 1rem; justify-content: center; margin-top: 1.25rem; }
`;
