import { escapeHtml } from '../escape-html.ts';
import { address, button as buttonTo, emailDocument, heading, quiet } from './email-layout.ts';

/** The words of an email of ours, before they are set as text or as HTML. Every one is a single line. */
export interface Letter {
  language: string;
  subject: string;
  greeting: string;
  opening: string;
  details: readonly (readonly [name: string, value: string])[];
  notes: readonly string[];
  button: string;
  url: string;
  closing: string;
}

export function emailHtml(letter: Letter): string {
  const { language, subject, greeting, opening, details, notes, button, url, closing } = letter;
  const rows = details.map(
    ([name, value]) =>
      `<tr><th scope="row" class="quiet" style="${CELL};font-weight:normal;color:#565b66">${escapeHtml(name)}</th>` +
      `<td style="${CELL};overflow-wrap:anywhere">${escapeHtml(value)}</td></tr>`,
  );
  const body = `<p>${escapeHtml(greeting)}</p>
${heading(opening)}
<table style="border-collapse:collapse;margin:16px 0">
${rows.join('\n')}
</table>
${[...notes.map((note) => `<p>${escapeHtml(note)}</p>`), buttonTo(url, button)].join('\n')}
${quiet(`If the button does not work, open this address: ${address(url)}`)}
${quiet(escapeHtml(closing))}`;
  return emailDocument({ language, title: subject, body });
}

const CELL = 'padding:4px 16px 4px 0;text-align:left;vertical-align:top';
