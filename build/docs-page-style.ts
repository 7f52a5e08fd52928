/** Light and dark, from 320 px on, readable without any script. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#556170;--paper:#fff;--panel:#f5f7f9;--line:#d9dfe5;--accent:#0b57c2;
--get:#0a6b4b;--post:#0b57c2;--put:#8a4b00;--patch:#8a4b00;--delete:#a8201a}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a7b3bf;--paper:#12171d;--panel:#1a2129;--line:#303a45;
--accent:#86b7ff;--get:#6fd7b0;--post:#86b7ff;--put:#f0b46a;--patch:#f0b46a;--delete:#ff9b94}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;font:16px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
.layout{display:grid;grid-template-columns:minmax(0,1fr);max-width:78rem;margin:0 auto;padding:0 1rem}
nav{padding:1rem 0;border-bottom:1px solid var(--line)}
nav ul{list-style:none;margin:0 0 .75rem;padding:0}
nav li a{display:block;padding:.25rem 0;text-decoration:none;color:var(--ink);overflow-wrap:anywhere}
nav li a:hover{color:var(--accent);text-decoration:underline}
nav h2{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:1rem 0 .25rem}
main{padding:1rem 0 4rem;min-width:0}
h1{font-size:2rem;line-height:1.2;margin:1.5rem 0 .5rem}
main>section>h2{font-size:1.5rem;margin:3rem 0 .5rem}
article{border-top:1px solid var(--line);padding:1.5rem 0}
h3{font-size:1.15rem;margin:0 0 .25rem}
h4{font-size:.95rem;margin:1.25rem 0 .25rem}
.call{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;font:600 .95rem/1.5 ui-monospace,monospace;margin:.25rem 0 .5rem}
.call code{background:none;padding:0;overflow-wrap:anywhere}
.method{font-weight:700}.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}.patch{color:var(--patch)}.delete{color:var(--delete)}
code{font:.9em ui-monospace,monospace;background:var(--panel);padding:.1em .3em;border-radius:.25em;overflow-wrap:anywhere}
pre{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;overflow-x:auto;font:.85rem/1.5 ui-monospace,monospace;margin:.5rem 0}
pre code{background:none;padding:0;overflow-wrap:normal}
dl.fields{margin:.5rem 0}
dl.fields>div{padding:.4rem 0;border-top:1px solid var(--line)}
dl.fields dt{font-family:ui-monospace,monospace;font-size:.9rem;overflow-wrap:anywhere}
dl.fields dd{margin:0;color:var(--soft);font-size:.92rem}
.need{color:var(--delete);font:600 .8rem system-ui,sans-serif}
.kind{color:var(--soft);font:.85rem system-ui,sans-serif}
details{margin:.5rem 0}
summary{cursor:pointer;font-weight:600;padding:.25rem 0}
.codes{list-style:none;padding:0;margin:.25rem 0}.codes li{padding:.3rem 0;border-top:1px solid var(--line)}
@media (min-width:60rem){.two{grid-template-columns:17rem minmax(0,1fr);gap:3rem}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;border-bottom:0;border-right:1px solid var(--line);padding-right:1rem}}
@media print{nav{display:none}}
`;
