import { html, raw } from 'hono/html';
import type { OutboxMessage } from './outbox.ts';
import { actsOf } from './page-acts.ts';
import { style } from './page-style.ts';

/** Newest first, this many on a page. */
const PAGE_SIZE = 50;

/** The outbox for people: works without script, which only refreshes the page when a message has come. */
export function outboxPage(
  messages: readonly OutboxMessage[],
  page: number,
  feedback?: { delivering: boolean },
) {
  const newest = messages.toReversed();
  const shown = newest.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const pages = Math.ceil(newest.length / PAGE_SIZE);
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Outbox (${newest.length})</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<h1>Outbox</h1>
<p>${count(newest.length)} sent by the local stack; none has left this machine.</p>
${feedback ? deliverySwitch(feedback) : ''}
</header>
<main>
${
  shown.length === 0
    ? html`<p class="empty">Nothing has been sent yet. Create a link with an email address or a mobile number.</p>`
    : html`<ol>${shown.map((message) => card(message, feedback !== undefined))}</ol>`
}
${pages > 1 ? pager(page, pages) : ''}
</main>
<script>${raw(refresh(newest[0]?.id ?? ''))}</script>
</body>
</html>`;
}

/** Off at first: what becomes of a message is what somebody says here. */
function deliverySwitch({ delivering }: { delivering: boolean }) {
  return html`<form method="post" action="/delivering" class="switch">
<span>${delivering ? 'New messages are delivered by themselves.' : 'Nothing is told of a message unless you say what.'}</span>
<button>${delivering ? 'Deliver none by itself' : 'Deliver new messages by themselves'}</button>
</form>`;
}

function card(message: OutboxMessage, hasActs: boolean) {
  const kind = message.channel === 'email' ? 'Email' : 'SMS';
  const notes = Object.entries(message.tags ?? message.context ?? {});
  return html`<li><article aria-labelledby="m-${message.id}" data-channel="${message.channel}">
<h2 id="m-${message.id}"><span class="kind ${message.channel}">${kind}</span> to ${message.to}</h2>
<p class="meta">From ${message.from || 'the default sender'}, <time datetime="${message.at}">${readable(message.at)}</time></p>
${message.subject === undefined ? '' : html`<h3>${message.subject}</h3>`}
${message.text === '' ? '' : html`<p class="text">${linked(message.text)}</p>`}
${
  message.html === undefined
    ? ''
    : html`<iframe title="Rendered email to ${message.to}: ${message.subject ?? ''}" sandbox="allow-top-navigation-by-user-activation" srcdoc="${leadingOut(message.html)}"></iframe>`
}
${notes.length === 0 ? '' : html`<dl>${notes.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`}
${hasActs ? actsOf(message) : ''}
</article></li>`;
}

/** Links of the email lead out of the frame, to where a reader would go. */
function leadingOut(email: string): string {
  const base = '<base target="_top">';
  return /<head\b/i.test(email) ? email.replace(/<head\b[^>]*>/i, (head) => head + base) : base + email;
}

/** The text with its http addresses as links; a full stop or bracket after one is not part of it. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'])/g)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));
}

function pager(page: number, pages: number) {
  return html`<nav aria-label="Pages">
${page > 0 ? html`<a href="?page=${page - 1}" rel="prev">Newer</a>` : ''}
<span>Page ${page + 1} of ${pages}</span>
${page + 1 < pages ? html`<a href="?page=${page + 1}" rel="next">Older</a>` : ''}
</nav>`;
}

function count(messages: number): string {
  return messages === 1 ? '1 message' : `${messages} messages`;
}

function readable(at: string): string {
  return `${new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })} UTC`;
}

/** Reloads only when the newest message is another one, so that reading and focus are left in peace. */
function refresh(newest: string): string {
  return `setInterval(async () => {
  const { newest } = await fetch('/newest').then((answer) => answer.json()).catch(() => ({}));
  if (newest !== undefined && newest !== ${JSON.stringify(newest)}) location.reload();
}, 3000);`;
}
