import { html, raw } from 'hono/html';
import { style } from './aws/outbox/page-style.ts';

/** Somewhere to go from the index page. */
export interface Place {
  name: string;
  url: string;
  /** What is there, in one sentence. */
  about: string;
}

/** The local stack's index: what runs here, and its time. Works without script. */
export function indexPage(places: readonly Place[], now: string) {
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Paylinks on this machine</title>
<style>${raw(style)}
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-top: .75rem; }
label { display: grid; gap: .25rem; font-size: .875rem; }
input, button { font: inherit; padding: .4rem .7rem; border: 1px solid var(--quiet); border-radius: .4rem; background: var(--card); color: var(--ink); }
</style>
</head>
<body>
<header>
<h1>Paylinks on this machine</h1>
<p>No money moves here and no message leaves this machine.</p>
</header>
<main>
<ol>${places.map(
    ({ name, url, about }) =>
      html`<li><article><h2><a href="${url}">${name}</a></h2><p class="meta">${about}</p></article></li>`,
  )}
<li><article><h2>Time</h2>
<p class="meta">It is <time datetime="${now}">${now}</time> here. Moving time lets everything happen that is due on the way.</p>
<form method="post" action="/_local/clock">
<label>Forward by (ISO 8601 duration)<input name="advance" value="P1D" required></label>
<button>Move time</button>
</form>
<form method="post" action="/_local/tick"><button>Run the schedules now</button></form>
</article></li>
</ol>
</main>
</body>
</html>`;
}
