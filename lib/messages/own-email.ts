import { escapeHtml } from '../escape-html.ts';
import type { Content } from './content.ts';
import { address, button, emailDocument, heading, quiet } from './email-layout.ts';
import { arranged, fill, PLACEHOLDER, type Placeholder, type Values, valuesOf } from './fill.ts';
import type { EmailWording } from './model/wording.ts';
import type { EmailText } from './templates.ts';

/** The own words as an email. Of markup there is only ours: words and values are text, and the url is the only link. */
export function ownEmail(wording: EmailWording, content: Content): EmailText {
  const values = valuesOf(content);
  const subject = fill(wording.subject, values);
  const text = arranged(wording.text, values);
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => paragraphOf(paragraph, wording, values));
  return {
    subject,
    text: `${fill(text, values)}\n`,
    html: emailDocument({
      language: content.language,
      title: subject,
      body: [heading(subject), ...paragraphs].join('\n'),
    }),
  };
}

function paragraphOf(paragraph: string, wording: EmailWording, values: Values): string {
  const { url = '' } = values;
  if (paragraph.trim() === '{{url}}' && wording.button !== undefined) {
    return `${button(url, wording.button)}\n${quiet(address(url))}`;
  }
  // No placeholder has a sign that is escapeHtml, so each is still there, and no value is looked at again.
  const html = escapeHtml(paragraph).replace(PLACEHOLDER, (_, name: Placeholder) =>
    name === 'url' ? address(url) : escapeHtml(values[name] ?? ''),
  );
  return `<p>${html.replaceAll('\n', '<br>\n')}</p>`;
}
