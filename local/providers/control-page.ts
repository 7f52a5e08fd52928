import type { Controlled } from './control.ts';
import { allFaultKinds } from './faults.ts';
import { type Html, html, htmlDocument } from './html.ts';

const shown = 50;

/** What the simulator knows and what can be made to happen, for people; every part is there as JSON too. */
export function controlPage(controlled: Controlled): string {
  const body = html`
<div class="wide">
<h1>${controlled.name}, behind the scenes</h1>
<p class="soft">The clock here says <time>${controlled.now()}</time>.</p>
${linksPart(controlled)}
<div class="columns">
${actPart(controlled)}
${faultsPart(controlled)}
${settingsPart(controlled)}
</div>
${callsPart(controlled)}
${webhooksPart(controlled)}
</div>`;
  return htmlDocument(`${controlled.name} simulator`, body, 'No money moves here.');
}

export function problemPage(name: string, message: string): string {
  const body = html`<section class="card"><h1>That did not work</h1><p class="bad">${message}</p>
<p><a href="/_control">Back</a></p></section>`;
  return htmlDocument(`${name} simulator: not done`, body, 'No money moves here.');
}

function linksPart({ ledger }: Controlled): Html {
  const links = ledger();
  const rows = links
    .slice(-shown)
    .reverse()
    .map(({ id, url, state, summary }) => [state, summary, html`<a href="${url}">${id}</a>`]);
  return part('links', 'Links', html`${links.length} in all, ${json('ledger')}`, [
    table('Table of links', ['State', 'Payment', 'Page'], rows),
  ]);
}

function actPart({ actions, ledger }: Controlled): Html {
  const links = ledger().slice(-200).reverse();
  const options = links.map(
    ({ id, summary, state }) => html`<option value="${id}">${summary} (${state})</option>`,
  );
  return part('act', 'Act as payer, bank or provider', undefined, [
    html`<form method="post" action="/_control/act">
${field('link', 'Link', html`<select id="f-link" name="link">${options}<option value="">none</option></select>`)}
${select('action', 'Action', actions)}
${select('method', 'Method', ['', 'card', 'open_banking', 'bank'])}
${input('amount', 'Amount in minor units, if another')}
<button class="main">Act</button></form>`,
  ]);
}

function faultsPart({ faults }: Controlled): Html {
  const waiting = faults.queued().map((fault) => html`<li>${JSON.stringify(fault)}</li>`);
  return part('faults', 'Make calls fail', undefined, [
    waiting.length > 0 ? html`<ul>${waiting}</ul>` : html`<p class="soft">No fault is waiting.</p>`,
    html`<form method="post" action="/_control/faults">
${select('operation', 'Operation', faults.operations)}
${select('kind', 'Fault', allFaultKinds)}
${select('when', 'Before or after the effect', ['before', 'after'])}
${input('times', 'How many calls')}
${input('status', 'Status, for kind status')}
${input('retry_after', 'Retry-After in seconds')}
${input('ms', 'Milliseconds, for kind slow')}
${input('seconds', 'Seconds, for webhooks')}
<button class="main">Queue the fault</button></form>`,
  ]);
}

function settingsPart({ settings }: Controlled): Html {
  const { wire, webhook_url, list_lag_seconds } = settings();
  return part('settings', 'Settings', undefined, [
    html`<form method="post" action="/_control/settings">
${input('webhook_url', 'Webhook goes to', webhook_url ?? '')}
${input('webhook_secret', 'Webhook secret, if another')}
${input('list_lag_seconds', 'New links appear in lists after seconds', String(list_lag_seconds ?? ''))}
${field('wire', 'Overrides of the wire profile, JSON', html`<textarea id="f-wire" name="wire" rows="5" spellcheck="false">${JSON.stringify(wire, null, 1)}</textarea>`)}
<button class="main">Save</button></form>`,
  ]);
}

function callsPart({ calls }: Controlled): Html {
  const all = calls.all();
  const rows = all
    .slice(-shown)
    .reverse()
    .map((call) => [
      call.at,
      call.operation,
      `${call.method} ${call.path}`,
      String(call.status ?? 'none'),
      call.fault ?? '',
    ]);
  return part('calls', 'Calls that came in', html`${all.length} kept, ${json('calls')}`, [
    table('Table of calls', ['At', 'Operation', 'Call', 'Answer', 'Fault'], rows),
  ]);
}

function webhooksPart({ deliveries }: Controlled): Html {
  const all = deliveries();
  const rows = all
    .slice(-shown)
    .reverse()
    .map(({ state, attempts, last_status, body }) => [
      state,
      String(attempts),
      String(last_status ?? 'none'),
      body,
    ]);
  return part('webhooks', 'Notifications sent', html`${all.length} kept, ${json('webhooks')}`, [
    table('Table of notifications', ['State', 'Attempts', 'Last answer', 'Body'], rows),
  ]);
}

function part(id: string, title: string, note: Html | undefined, content: readonly Html[]): Html {
  return html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${note && html`<p class="soft">${note}</p>`}
${content}</section>`;
}

function json(name: string): Html {
  return html`<a href="/_control/${name}">as JSON</a>`;
}

/** Scrolls sideways by itself on a narrow screen, reachable by keyboard. */
function table(label: string, heads: readonly string[], rows: readonly (readonly (string | Html)[])[]): Html {
  if (rows.length === 0) return html`<p class="soft">None yet.</p>`;
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

function select(name: string, label: string, options: readonly string[]): Html {
  const all = options.map((option) => html`<option value="${option}">${option || 'any'}</option>`);
  return field(name, label, html`<select id="f-${name}" name="${name}">${all}</select>`);
}

function input(name: string, label: string, value = ''): Html {
  return field(name, label, html`<input id="f-${name}" name="${name}" value="${value}" autocomplete="off">`);
}

function field(name: string, label: string, control: Html): Html {
  return html`<div class="field"><label for="f-${name}">${label}</label>${control}</div>`;
}
