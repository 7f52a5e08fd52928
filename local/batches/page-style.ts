import { style as base } from '../aws/outbox/page-style.ts';

/** Beside what all local pages share. Every pair of colours meets WCAG AA in both schemes. */
export const style = `${base}
:root { --good: #0d6049; --bad: #a3172b; --bar: #0b4fb3; --track: #e4e1d8; }
@media (prefers-color-scheme: dark) { :root { --good: #7fdcbf; --bad: #ff9aa5; --bar: #8db8ff; --track: #343944; } }
[hidden] { display: none !important; }
.crumb { margin: 0 0 .25rem; font-size: .875rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; margin-top: 1rem; }
section > h2 { font-size: 1.125rem; }
.fields { display: grid; gap: .75rem; margin-top: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
.fields label { display: grid; gap: .25rem; font-size: .875rem; }
.fields label.check, .acts label { display: flex; gap: .5rem; align-items: center; }
input[type=file], .fields select { width: 100%; height: 2.75rem; padding: .4rem .5rem; }
input[type=checkbox] { width: 1.125rem; height: 1.125rem; min-height: 0; padding: 0; accent-color: var(--bar); }
button.main { background: var(--bar); border-color: var(--bar); color: var(--card); font-weight: 600; }
button:disabled { opacity: .55; cursor: default; }
.state { display: inline-block; border: 1px solid currentColor; border-radius: 1rem; padding: .05rem .65rem; font-size: .8125rem; font-weight: 600; white-space: nowrap; color: var(--quiet); }
.state.moving { color: var(--link); }
.state.good { color: var(--good); }
.state.bad { color: var(--bad); }
progress { display: block; width: 100%; height: .875rem; margin: .75rem 0 .375rem; appearance: none; border: 0; border-radius: .5rem; overflow: hidden; background: var(--track); }
progress::-webkit-progress-bar { background: var(--track); }
progress::-webkit-progress-value { background: var(--bar); transition: inline-size .6s linear; }
progress::-moz-progress-bar { background: var(--bar); }
@media (prefers-reduced-motion: reduce) { progress::-webkit-progress-value { transition: none; } }
.figures { margin: 0; font-variant-numeric: tabular-nums; }
dl.counts { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .5rem; font-size: .8125rem; }
dl.counts div { display: flex; flex-direction: column-reverse; justify-content: flex-end; gap: 0; padding: .5rem .625rem; border: 1px solid var(--line); border-radius: .5rem; }
dl.counts dt { font-weight: 400; }
dl.counts dd { font-size: 1.25rem; line-height: 1.3; color: var(--ink); font-variant-numeric: tabular-nums; }
dl.counts div.none dd { color: var(--quiet); }
dl.counts div.bad dd { color: var(--bad); font-weight: 600; }
dl.counts div.good dd { color: var(--good); font-weight: 600; }
section > .meta { margin-top: .75rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; margin-top: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; width: 1%; white-space: nowrap; font-variant-numeric: tabular-nums; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0 0; padding: 0; list-style: none; }
.problem { color: var(--bad); margin: .75rem 0 0; }
article h2 { display: flex; flex-wrap: wrap; gap: .375rem .625rem; align-items: baseline; justify-content: space-between; }
`;
