import type { Content } from './content.ts';
import type { Page } from './document.ts';
import { type Html, html } from './html.ts';
import type { Offer } from './mask.ts';
import type { Texts } from './texts.en.ts';

export function notice(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<p class="notice">${text}</p>`;
}

export function amountOf(amount: string): Html {
  // More than a million does not fit the narrowest phone in the large size.
  return html`<p class="amount ${amount.length > 12 ? 'long' : 'usual'}">${amount}</p>`;
}

/** The rows that there is something to say for, in the order asked for. */
export function details(content: Content, rows: readonly Row[], { details: names }: Texts): Html | undefined {
  const known = rows.flatMap((row) => {
    const value = content[row];
    return value === undefined ? [] : html`<div><dt>${names[row]}</dt><dd dir="auto">${value}</dd></div>`;
  });
  return known.length === 0 ? undefined : html`<dl>${known}</dl>`;
}

type Row = Exclude<keyof Content, 'sender' | 'host' | 'left'>;

/** Posts to the link's own address, without whatever query the page was opened with. */
export function button(code: string, words: string, kind = 'first'): Html {
  return html`<form method="post" action="${code}"><button class="${kind}">${words}</button></form>`;
}

/** One button for each contact; which one was pressed is what the form tells. */
export function renewalForm(
  code: string,
  offers: readonly Offer[],
  sender: string,
  { expired }: Texts,
): Html {
  const buttons = offers.map(
    ({ channel, masked }, index) =>
      html`<button class="${index === 0 ? 'first' : 'second'}" name="to" value="${channel}">${expired.renew[channel]} <span class="to">${expired.to[channel](masked)}</span></button>`,
  );
  return html`<form class="renew" method="post" action="${code}/renew">${buttons}</form><p class="quiet small">${expired.onFile(sender)}</p>`;
}

/** Seconds until the page looks again by itself, growing; after the last it waits for the payer. */
const PAUSES = [4, 6, 10, 20, 30, 60, 60, 120];

/**
 * A page whose news is still to come looks again by itself, at `self` (only our table is read), a bounded number of times;
 * the payer can at any time, at `asked`.
 */
export function checkAgain(
  { looks }: { looks: number },
  self: string,
  asked: string,
  texts: Texts,
): { control: Html; refresh: Pick<Page, 'refresh'> } {
  const seconds = PAUSES[looks];
  const to = `${self}${self.includes('?') ? '&' : '?'}look=${looks + 1}`;
  return {
    refresh: seconds === undefined ? {} : { refresh: { seconds, to } },
    control: html`<a class="button" href="${asked}">${texts.lookAgain}</a>${
      seconds === undefined ? undefined : html`<p class="quiet small">${texts.looksAgain}</p>`
    }`,
  };
}
