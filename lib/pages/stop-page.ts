import { oneLine } from '../messages/one-line.ts';
import type { Stoppable } from '../suppressions/opt-out.ts';
import type { Asker } from './content.ts';
import type { Page } from './document.ts';
import { type Html, html } from './html.ts';
import { icons } from './icons.ts';
import { masked } from './mask.ts';
import type { Texts } from './texts.en.ts';

interface StopVisit {
  code: string;
  asker: Asker;
  contacts: readonly Stoppable[];
  /** Where the form posts to, relative to the page. */
  self: string;
}

/** Asks which messages are to stop; those that have are told. Contacts are masked: whoever has one knows which it is. */
export function stopPage({ code, asker, contacts, self }: StopVisit, texts: Texts): Page {
  const { stop } = texts;
  const sender = oneLine(asker.senderName) ?? oneLine(asker.name) ?? texts.nobody;
  const open = contacts.filter(({ stopped }) => !stopped);
  const over = contacts.filter(({ stopped }) => stopped);
  const heading = open.length
    ? stop.heading(sender)
    : over.length
      ? stop.stoppedHeading(sender)
      : stop.nobodyHeading;
  const done = over.map((contact) => html`<li>${stop.stopped[contact.channel](nameOf(contact, texts))}</li>`);
  return {
    status: 200,
    title: heading,
    sender,
    testMode: asker.mode === 'test',
    formEnds: 'self',
    main: html`<div class="card">${open.length ? undefined : html`<div class="status good">${icons.good}</div>`}
<h1>${heading}</h1>
${done.length ? html`<ul role="list">${done}</ul>` : undefined}
${open.length ? html`<p>${stop.text}</p>${form(open, self, texts)}` : undefined}
${contacts.length && !open.length ? html`<p>${stop.again(sender)}</p>` : undefined}
<p class="quiet small"><a href="../${code}">${stop.back}</a></p>
</div>`,
  };
}

function form(open: readonly Stoppable[], self: string, texts: Texts): Html {
  const buttons = open.map((contact) => {
    const words = texts.stop.button[contact.channel](nameOf(contact, texts));
    return html`<button class="second" name="channel" value="${contact.channel}">${words}</button>`;
  });
  const all =
    open.length > 1
      ? html`<button class="second" name="channel" value="all">${texts.stop.all}</button>`
      : undefined;
  return html`<form method="post" action="${self}" class="choices">${buttons}${all}</form>`;
}

function nameOf({ channel, contact }: Stoppable, { stop }: Texts): string {
  return contact === undefined ? stop.thatAddress : masked(channel, contact);
}
