import { address, button as buttonTo, emailDocument, escaped, heading, quiet } from './email-layout.ts';

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
      `<tr><th scope="row" class="quiet" style="${CELL};font-weight:normal;color:#565b66">${escaped(name)}</th>` +
      `<td style="${CELL};overflow-wrap:anywhere">${escaped(value)}</td></tr>`,
  );
  const body = `<p>${escaped(greeting)}</p>
${heading(opening)}
<table style="border-collapse:collapse;margin:16px 0">
${rows.join('\n')}
</table>
${[...notes.map((note) => `<p>${escaped(note)}</p>`), buttonTo(url, button)].join('\n')}
${quiet(`If the button does not work, open this address: ${address(url)}`)}
${quiet(escaped(closing))}`;
  return emailDocument({ language, title: subject, body });
}

const CELL = 'padding:4px 16px 4px 0;text-align:left;vertical-align:top';
