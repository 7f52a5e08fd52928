import type { Page } from './document.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';
import type { Texts } from './texts.en.ts';

/** For a code that never was, and for a link that failed or was deleted: the same bytes. */
export function unknownPage({ unknown }: Texts): Page {
  return {
    status: 404,
    title: unknown.title,
    main: html`<div class="card"><div class="status stop">${icons.stop}</div>
<h1>${unknown.heading}</h1>
<p>${unknown.text}</p>
<p>${unknown.ask}</p>
</div>`,
  };
}

/** A fault of ours, without a word of the inside. */
export function failedPage({ failed }: Texts, requestId: string): Page {
  return {
    status: 500,
    title: failed.title,
    main: html`<div class="card"><div class="status wait">${icons.wait}</div>
<h1>${failed.heading}</h1>
<p>${failed.text}</p>
<a class="button" href="">${failed.again}</a>
<p class="quiet small">${failed.reference(requestId)}</p>
</div>`,
  };
}
