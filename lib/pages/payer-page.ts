import type { Link } from '../links/model/link.ts';
import { faceOf } from '../links/open.ts';
import { type Asker, type Content, contentOf, httpUrl } from './content.ts';
import type { Page } from './document.ts';
import { type Html, html } from './html.ts';
import { icons } from './icons.ts';
import type { Offer } from './mask.ts';
import type { Outcome } from './outcome.ts';
import { amountOf, button, checkAgain, details, notice, renewalForm } from './parts.ts';
import type { Texts } from './texts.en.ts';

export interface Visit {
  link: Link;
  asker: Asker;
  now: number;
  /** Set after the payer has come back from the provider's page. */
  back?: Outcome | undefined;
  /** How many times the page has looked again by itself. */
  looks: number;
  /** Contacts on file to which a new link may be sent. */
  offers?: readonly Offer[];
}

/** The page of a link for its payer. `undefined`: as good as no link. */
export function payerPage(visit: Visit, texts: Texts): Page | undefined {
  const { link, asker, now, back } = visit;
  const face = faceOf(link, now);
  if (face === undefined) return undefined;
  const content = contentOf(link, asker, texts);
  const testMode = asker.mode === 'test';
  const of = (page: Omit<Page, 'status' | 'sender' | 'testMode'>): Page => ({
    status: 200,
    sender: content.sender,
    testMode,
    ...(hasContact(link) ? { stop: `${link.code}/stop` } : {}),
    ...page,
  });
  switch (face) {
    case 'payable':
      // Without a page to go on to there is no button either.
      if (content.host === undefined) return of(waiting('preparing', visit, content, texts));
      // Money that was seen in part may or may not be that of this return, so the rest can be paid at once.
      if (back === 'success' && link.status === 'active') return of(unconfirmed(visit, content, texts));
      return of(payable(visit, content, content.host, texts));
    case 'paid':
      return of(paid(link, content, texts));
    case 'processing':
    case 'preparing':
    case 'replacing':
      return of(waiting(face, visit, content, texts));
    case 'expired':
    case 'cancelled':
    case 'replaced':
      return of(over(face, visit, content, texts));
    default:
      return face satisfies never;
  }
}

function hasContact({ customer }: Link): boolean {
  return Boolean(customer?.phone || customer?.email);
}

type Face = Omit<Page, 'status' | 'sender' | 'testMode'>;

function payable({ link, back }: Visit, content: Content, host: string, texts: Texts): Face {
  const { sender, left } = content;
  const partly = link.status === 'partially_paid';
  const known = partly && content.paid !== undefined;
  const told = back === 'success' ? texts.notices.partly : back && texts.notices[back];
  const rows = known
    ? (['reference', 'asked', 'paid', 'dueOn', 'open'] as const)
    : (['reference', 'dueOn', 'open'] as const);
  const formEnds = httpUrl(link.providerUrl);
  return {
    title: texts.payable.title(left, sender),
    foot: texts.unexpected(sender),
    ...(formEnds && { formEnds }),
    main: html`${notice(told)}<div class="card ask">
<h1>${known ? texts.payable.restHeading(sender) : texts.payable.heading(sender)}</h1>
${amountOf(left)}
${content.description === undefined ? undefined : html`<p class="what" dir="auto">${content.description}</p>`}
${partly && !known ? html`<p>${texts.partlyUnknown}</p>` : undefined}
${details(content, rows, texts)}
${button(link.code, texts.payable.button)}
<p class="secure quiet small">${icons.lock}<span>${texts.payable.secure(host)}</span></p>
</div>`,
  };
}

/** Paying again is possible, since the payer may have come back without having paid, but nobody is led into it. */
function unconfirmed(visit: Visit, content: Content, texts: Texts): Face {
  const { code, providerUrl } = visit.link;
  const { title, heading, text, wait, notFinished, notFinishedText, button: words } = texts.unconfirmed;
  const again = checkAgain(visit, `${code}?back=success`, `${code}/back/success`, texts);
  const formEnds = httpUrl(providerUrl);
  return {
    title,
    ...(formEnds && { formEnds }),
    ...again.refresh,
    main: status('wait', heading, [
      html`<p>${text} <strong>${wait}</strong></p>`,
      details(content, ['asked', 'paid', 'description', 'reference'], texts),
      again.control,
      html`<details><summary>${notFinished}</summary><p>${notFinishedText}</p>${button(code, words, 'second')}</details>`,
    ]),
  };
}

function paid(link: Link, content: Content, texts: Texts): Face {
  const { sender } = content;
  const amount = content.paid ?? content.asked;
  const flags = link.facts?.flags ?? {};
  const reversed = ['refunded', 'voided', 'charged_back'].some((flag) => flags[flag] !== undefined);
  return {
    title: texts.paid.title(amount, sender),
    main: html`${notice(reversed ? texts.paid.reversed(sender) : undefined)}${status(
      'good',
      texts.paid.heading,
      [
        html`<p>${texts.paid.text(sender)}</p>`,
        amountOf(amount),
        details(content, ['description', 'reference', 'paidOn'], texts),
      ],
    )}`,
  };
}

type Waiting = 'processing' | 'preparing' | 'replacing';

function waiting(face: Waiting, visit: Visit, content: Content, texts: Texts): Face {
  const { title, heading, text } = texts[face];
  const again = checkAgain(visit, visit.link.code, visit.link.code, texts);
  return {
    title,
    ...again.refresh,
    main: html`${notice(face === 'replacing' && visit.back === 'success' ? texts.notices.late : undefined)}${status(
      'wait',
      heading,
      [
        html`<p>${text}${face === 'processing' ? html` <strong>${texts.processing.wait}</strong>` : undefined}</p>`,
        details(content, ['asked', 'paid', 'description', 'reference'], texts),
        again.control,
      ],
    )}`,
  };
}

type Over = 'expired' | 'cancelled' | 'replaced';

/** A replaced one is only seen by who comes back from its page: whoever may just have paid is not led on to pay again. */
function over(face: Over, { link, back, offers = [] }: Visit, content: Content, texts: Texts): Face {
  const { title, heading, text } = texts[face];
  const renews = face === 'expired' && offers.length > 0;
  const rows = ['asked', 'paid', 'description', 'reference'] as const;
  return {
    title,
    ...(renews ? { formEnds: 'self' as const } : {}),
    main: html`${notice(back === 'success' ? texts.notices.late : undefined)}${status('stop', heading, [
      html`<p>${renews ? texts.expired.offered : text(content.sender)}</p>`,
      details(content, face === 'expired' ? [...rows, 'closed'] : rows, texts),
      renews ? renewalForm(link.code, offers, content.sender, texts) : undefined,
      face === 'replaced'
        ? html`<a class="button" href="${link.code}">${texts.replaced.current}</a>`
        : undefined,
    ])}`,
  };
}

function status(kind: 'good' | 'wait' | 'stop', heading: string, parts: readonly (Html | undefined)[]): Html {
  const known = parts.filter((part) => part !== undefined);
  return html`<div class="card"><div class="status ${kind}">${icons[kind]}</div>
<h1>${heading}</h1>
${known}
</div>`;
}
