import { type Content, ENGLISH } from './content.ts';
import { emailHtml, type Letter } from './email-html.ts';
import type { TextKind } from './model/wording.ts';

export interface EmailText {
  subject: string;
  text: string;
  html: string;
}

/** Our own email, in English. Its subject is neutral: what a locked screen shows must tell nobody of a debt. */
export function emailOf(kind: TextKind, content: Content): EmailText {
  const { sender, name, partly, amount, url } = content;
  const unknownRest = partly && amount === undefined;
  const letter: Letter = {
    language: ENGLISH,
    subject: kind === 'first' ? `${sender}: your secure link` : `${sender}: a reminder of your secure link`,
    greeting: name === undefined ? 'Hello,' : `Hello ${name},`,
    opening: kind === 'first' ? `${sender} asks you for a payment.` : `${sender} reminds you of a payment.`,
    details: details(content),
    notes: [
      ...(unknownRest ? ['Part of this has been paid. The payment page says how much is left.'] : []),
      ...(kind === 'reminder' ? ['If you have paid just now, please do not pay again.'] : []),
    ],
    button: 'View and pay',
    url,
    closing:
      "You enter card or bank details only on the payment provider's own page. " +
      `If you did not expect this message, do not pay, and ask ${sender}.`,
  };
  return { subject: letter.subject, text: emailText(letter), html: emailHtml(letter) };
}

function emailText({ greeting, opening, details, notes, button, url, closing }: Letter): string {
  const list = details.map(([name, value]) => `${name}: ${value}`).join('\n');
  return `${[greeting, opening, list, ...notes, `${button}:\n${url}`, closing].join('\n\n')}\n`;
}

function details({ amount, partly, description, reference, dueOn, expires }: Content): [string, string][] {
  const all: [string, string | undefined][] = [
    [partly ? 'Left to pay' : 'Amount', amount],
    ['For', description],
    ['Reference', reference],
    ['Please pay by', dueOn],
    ['Link works until', expires],
  ];
  return all.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
}
