import type { Link } from '../links/model/link.ts';
import { type Asker, contentOf } from './content.ts';
import type { Page } from './document.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';
import type { Offer } from './mask.ts';
import type { Texts } from './texts.en.ts';

/** The answer to *send me a new link*. `night`: at this hour no message goes to the recipient. */
export function askedPage(
  { link, asker, offer, night }: { link: Link; asker: Asker; offer: Offer; night: boolean },
  texts: Texts,
): Page {
  const { sender } = contentOf(link, asker, texts);
  const { title, heading, text, ask, back } = texts.asked;
  return {
    status: 200,
    title,
    sender,
    testMode: asker.mode === 'test',
    main: html`<div class="card"><div class="status wait">${icons.wait}</div>
<h1>${heading}</h1>
<p>${text[offer.channel](offer.masked)} ${night ? texts.asked.night : texts.asked.soon}</p>
<p>${ask(sender)}</p>
<a class="button" href="../${link.code}">${back}</a>
</div>`,
  };
}
