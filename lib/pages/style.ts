/**
 * One column from 320 px up, in light and in dark; every pair of colours meets WCAG AA. The colours are those of our
 * emails, so that a payer meets the same face twice.
 */
export const style = `
:root { color-scheme: light dark; --paper: #f6f5f1; --card: #fff; --ink: #1b1d22; --quiet: #565b66; --line: #dcdad2;
  --act: #0b4fb3; --act-over: #083c8a; --on-act: #fff; --good: #0d6049; --good-ground: #e3f1eb; --wait: #6b4a00;
  --wait-ground: #fbf0d5; --stop: #565b66; --stop-ground: #eceae4; --focus: #ffd33d; --focus-edge: #1b1d22 }
@media (prefers-color-scheme: dark) { :root { --paper: #14161b; --card: #1e2128; --ink: #eceef2; --quiet: #a9b0bd;
  --line: #343944; --act: #8db8ff; --act-over: #b5d1ff; --on-act: #14161b; --good: #7fdcbf; --good-ground: #16352d;
  --wait: #f5d590; --wait-ground: #3a2f14; --stop: #b9c0cc; --stop-ground: #2b2f38; --focus: #ffd33d; --focus-edge: #14161b } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body { margin: 0; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere }
.test { margin: 0; padding: .5rem 1rem; background: var(--wait-ground); color: var(--wait); text-align: center; font-size: .875rem }
header, main, footer { width: 100%; max-width: 34rem; margin: 0 auto; padding: 0 1rem }
header { padding-top: 1rem; padding-bottom: 1rem }
.sender { display: flex; align-items: center; gap: .75rem; margin: 0; font-weight: 600 }
.sender span { min-width: 0 }
.mark { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%;
  background: var(--act); color: var(--on-act) }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.375rem 1.25rem }
h1 { margin: 0; font-size: 1.375rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance }
.ask h1 { font-size: 1.125rem; font-weight: 500; letter-spacing: 0; color: var(--quiet) }
p { margin: .75rem 0 0 }
.quiet, footer { color: var(--quiet) }
.small, footer { font-size: .9375rem }
.amount { margin: .125rem 0 0; font-size: clamp(2.25rem, 12vw, 3.25rem); font-weight: 700; line-height: 1.15;
  letter-spacing: -.02em; font-variant-numeric: tabular-nums }
.long { font-size: clamp(1.5rem, 8vw, 2.75rem) }
p + .amount { margin-top: 1rem }
.what { margin-top: .25rem }
.status { display: grid; place-items: center; width: 3.25rem; height: 3.25rem; margin: 0 0 1rem; border-radius: 50% }
.status svg { width: 1.75rem; height: 1.75rem }
.good { background: var(--good-ground); color: var(--good) }
.wait { background: var(--wait-ground); color: var(--wait) }
.stop { background: var(--stop-ground); color: var(--stop) }
.notice { margin: 0 0 1rem; padding: .875rem 1rem; border-left: .3125rem solid currentColor; border-radius: .5rem;
  background: var(--wait-ground); color: var(--wait) }
dl { margin: 1.25rem 0 0; border-top: 1px solid var(--line) }
dl div { padding: .5rem 0; border-bottom: 1px solid var(--line) }
dl div:last-child { border-bottom: 0; padding-bottom: 0 }
dt { color: var(--quiet); font-size: .9375rem }
dd { margin: 0 }
form { margin: 1.25rem 0 0 }
button, .button { display: block; width: 100%; min-height: 3.25rem; padding: .75rem 1.25rem; border: 2px solid transparent;
  border-radius: .625rem; background: var(--act); color: var(--on-act); font: inherit; font-weight: 600; line-height: 1.5;
  text-align: center; text-decoration: none; cursor: pointer }
button:hover, .button:hover { background: var(--act-over) }
.second { background: transparent; border-color: var(--act); color: var(--act) }
.second:hover { background: transparent; border-color: var(--act-over); color: var(--act-over) }
.renew button + button { margin-top: .75rem }
.to { display: inline-block; font-weight: 400 }
a.button { margin-top: 1.25rem }
details { margin: 1.25rem 0 0; padding: 1rem 0 0; border-top: 1px solid var(--line) }
summary { padding: .5rem 0; color: var(--act); cursor: pointer; text-decoration: underline; text-underline-offset: .2em }
details form { margin-top: 1rem }
.secure { display: flex; gap: .625rem; margin: 1rem 0 0 }
.secure svg { flex: none; width: 1.25rem; height: 1.25rem; margin-top: .1em }
footer { padding-top: 1.25rem; padding-bottom: 2rem }
footer p { margin: 0 }
footer p + p { margin-top: .75rem }
p a, footer a { display: inline-block; padding: .375rem 0; color: inherit; text-decoration: underline; text-underline-offset: .2em }
.choices { display: grid; gap: .75rem }
ul { margin: .75rem 0 0; padding: 0; list-style: none }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; box-shadow: 0 0 0 3px var(--focus-edge) }
@media (min-width: 40rem) {
  header { padding-top: 3rem }
  .card { padding: 2.25rem }
  .notice { margin-bottom: 1.25rem }
  dl div { padding: .625rem 0; display: grid; grid-template-columns: 11rem 1fr; gap: 1rem }
  dt { font-size: inherit }
}
@media (prefers-reduced-motion: no-preference) { button, .button { transition: background-color .15s, border-color .15s, color .15s } }
@media (forced-colors: active) { .status, .mark, .notice { border: 1px solid CanvasText } }
@media print { body { background: none } .card { border: 0; padding: 0 } form, .button, details { display: none } }
`;
