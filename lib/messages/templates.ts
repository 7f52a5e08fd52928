import type { Content } from './content.ts';
import { emailHtml, type Letter } from './email-html.ts';

export interface EmailText {
  subject: string;
  text: string;
  html: string;
}

/** The email, in English. Its subject is neutral: what a locked screen shows must tell nobody of a debt. */
export function emailOf(content: Content): EmailText {
  const letter: Letter = {
    subject: `${content.sender}: your secure link`,
    greeting: content.greeting,
    opening: `${content.sender} asks you for a payment.`,
    details: details(content),
    button: 'View and pay',
    url: content.url,
    closing:
      "You enter card or bank details only on the payment provider's own page. " +
      `If you did not expect this message, do not pay, and ask ${content.sender}.`,
  };
  return { subject: letter.subject, text: emailText(letter), html: emailHtml(letter) };
}

function emailText({ greeting, opening, details, button, url, closing }: Letter): string {
  const list = details.map(([name, value]) => `${name}: ${value}`).join('\n');
  return `${[greeting, opening, list, `${button}:\n${url}`, closing].join('\n\n')}\n`;
}

function details({ amount, description, reference, dueOn, expires }: Content): [string, string][] {
  const all: [string, string | undefined][] = [
    ['Amount', amount],
    ['For', description],
    ['Reference', reference],
    ['Please pay by', dueOn],
    ['Link works until', expires],
  ];
  return all.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
}
