import { html } from 'hono/html';
import { UNDELIVERED } from '../feedback/sms-events.ts';
import type { OutboxMessage } from './outbox.ts';

/** What its channel may tell of a message, and what its recipient may do: a form each, which work without script. */
export function actsOf({ id, channel }: OutboxMessage) {
  const act = (name: string, label: string, fields: Record<string, string> = {}) =>
    html`<form method="post" action="/messages/${id}/${name}">
${Object.entries(fields).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`)}<button>${label}</button></form>`;
  return html`<div class="acts" role="group" aria-label="What becomes of it">
${act('deliver', 'Deliver')}
${
  channel === 'email'
    ? html`${act('bounce', 'Bounce (hard)', { type: 'hard' })}${act('bounce', 'Bounce (soft)', { type: 'soft' })}${act('complain', 'Complain')}`
    : html`<form method="post" action="/messages/${id}/undelivered">
<select name="status" aria-label="Why it does not arrive">${Object.keys(UNDELIVERED).map((status) => html`<option${status === 'UNREACHABLE' ? ' selected' : ''}>${status}</option>`)}</select><button>Undelivered</button></form>
${act('reply', 'Reply STOP', { text: 'STOP' })}${act('reply', 'Reply START', { text: 'START' })}
<form method="post" action="/messages/${id}/reply"><input name="text" aria-label="Reply" required maxlength="1600" autocomplete="off"><button>Reply</button></form>`
}
</div>`;
}
