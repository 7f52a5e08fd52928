import { html, raw } from 'hono/html';
import { style } from './page-style.ts';

interface BatchPage {
  /** The demo organisation's, with which the page asks the public API. */
  key: string;
  /** Absent: the list. */
  batch?: string;
}

/** Batches for people who look: a list with a form to upload a file, or one batch as it runs. Its script fills it by the public API. */
export function batchesPage({ key, batch }: BatchPage) {
  const title = batch === undefined ? 'Batches' : 'Batch';
  // Within a script element only `<` could end it.
  const config = JSON.stringify({ key, batch: batch ?? null }).replaceAll('<', '\\u003c');
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<p class="crumb"><a href="/_local">Paylinks on this machine</a>${batch === undefined ? '' : html` / <a href="/_local/batches">Batches</a>`}</p>
<h1 id="title">${title}</h1>
<p id="about">${batch === undefined ? 'Files of links, from upload to the last row.' : html`<code>${batch}</code>`}</p>
</header>
<main>
<noscript><p class="empty">This page asks the API by script. Without it: GET /v1/batches.</p></noscript>
<p id="problem" class="problem" role="alert" hidden></p>
${batch === undefined ? list() : one()}
</main>
<script type="application/json" id="config">${raw(config)}</script>
<script src="/_local/batches/page.js" type="module"></script>
</body>
</html>`;
}

function list() {
  return html`<section aria-labelledby="new"><h2 id="new">A new batch</h2>
${uploadForm('Upload and check')}
<p class="meta" id="template"></p>
</section>
<ol id="batches" aria-label="Batches"></ol>
<p class="empty" id="empty" hidden>There is no batch yet.</p>`;
}

function one() {
  return html`<section aria-labelledby="state-heading"><h2 id="state-heading">How far it is</h2>
<p><span id="state" class="state">…</span> <span id="meaning" aria-live="polite"></span></p>
<progress id="bar" aria-labelledby="state-heading" max="1" value="0"></progress>
<p class="figures" id="figures"></p>
<p class="problem" id="rejection" hidden></p>
<div class="acts" role="group" aria-label="What to do with it" id="acts" hidden>
<button id="confirm" class="main" hidden>Confirm</button>
<button id="retry" hidden>Run failed rows again</button>
<button id="cancel" hidden>Cancel</button>
</div>
<ul class="links" id="reports" aria-label="Reports"></ul>
</section>
<section aria-labelledby="counts-heading"><h2 id="counts-heading">Rows</h2>
<dl class="counts" id="counts"></dl>
<p class="meta" id="totals"></p>
</section>
<section aria-labelledby="errors-heading" id="errors" hidden><h2 id="errors-heading">First errors</h2>
<table>
<thead><tr><th scope="col" class="number">Line</th><th scope="col">What is wrong</th></tr></thead>
<tbody id="error-rows"></tbody></table>
</section>
<section aria-labelledby="again" id="correct" hidden><h2 id="again">Mend and upload again</h2>
<p class="meta">Correct <code>errors.csv</code> and upload it as it is: a row that has its link already keeps that one.</p>
${uploadForm('Upload the corrected file')}
</section>`;
}

function uploadForm(label: string) {
  return html`<form id="upload"><div class="fields">
<label>CSV file<input type="file" name="file" accept=".csv,text/csv" required></label>
<label id="connection-field">Connection<select name="connection"></select></label>
<label class="check"><input type="checkbox" name="auto_confirm"> Run at once when nothing is wrong in it</label>
</div>
<div class="acts"><button class="main">${label}</button> <span id="uploading" class="meta" role="status"></span></div>
</form>`;
}
