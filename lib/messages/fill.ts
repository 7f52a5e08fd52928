import type { Content } from './content.ts';

/** Everything that own wording may have put in, as `{{name}}`. */
export const PLACEHOLDERS = [
  'sender',
  'name',
  'amount',
  'remaining',
  'description',
  'reference',
  'due_on',
  'expires',
  'expires_on',
  'url',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

export type Values = { readonly [name in Placeholder]?: string | undefined };

export const PLACEHOLDER = new RegExp(`\\{\\{(${PLACEHOLDERS.join('|')})\\}\\}`, 'g');
/** A part that stands or falls with what is put in. */
export const OPTIONAL_PART = /\[\[((?:(?!\[\[|\]\]|\n).)*)\]\]/gu;

/** What a message says, by placeholder. */
export function valuesOf(content: Content): Values {
  return {
    sender: content.sender,
    name: content.name,
    amount: content.amount,
    remaining: content.partly ? content.amount : undefined,
    description: content.description,
    reference: content.reference,
    due_on: content.dueOn,
    expires: content.expires,
    expires_on: content.expiresOn,
    url: content.url,
  };
}

/** The words with the values put in. Values are put in once and looked at no more, whatever they hold. */
export function fill(words: string, values: Values): string {
  return arranged(words, values).replace(PLACEHOLDER, (_, name: Placeholder) => values[name] ?? '');
}

/**
 * The words without what has no value. An optional part, `[[…]]`, goes whole where one of its placeholders has none.
 * Any other placeholder takes the blanks and the one sign of `, ; : | / · • – — -` before it along; at the start of a
 * line, or behind an opening bracket, those behind it. Brackets with nothing in them go, and lines with nothing to read.
 */
export function arranged(words: string, values: Values): string {
  return words
    .split('\n')
    .flatMap((line) => {
      const rest = withoutMissing(line, values);
      if (rest === line) return [line];
      return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(rest) ? [rest.replace(/ {2,}/g, ' ').trim()] : [];
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutMissing(line: string, values: Values): string {
  let rest = line.replace(OPTIONAL_PART, (_, part: string) =>
    namesIn(part).every((name) => values[name] !== undefined) ? part : '',
  );
  for (;;) {
    const missing = [...rest.matchAll(PLACEHOLDER)].find(([, name]) => !isGiven(values, name));
    if (!missing) return rest;
    const [whole] = missing;
    rest = closed(rest.slice(0, missing.index), rest.slice(missing.index + whole.length));
  }
}

export function namesIn(words: string): Placeholder[] {
  const found = [...words.matchAll(PLACEHOLDER)].map(([, name]) => name);
  return PLACEHOLDERS.filter((name) => found.includes(name));
}

function isGiven(values: Values, name: string | undefined): boolean {
  return PLACEHOLDERS.some((known) => known === name && values[known] !== undefined);
}

const SIGN = '[,;:|/·•–—-]';
const BEFORE = new RegExp(` *${SIGN}? *$`);
const BEHIND = new RegExp(`^ *${SIGN}? *`);

/** What stood on both sides of a placeholder, without it. */
function closed(before: string, behind: string): string {
  if (!/(?:^|\()\s*$/.test(before)) return beside(before.replace(BEFORE, ''), behind);
  if (/\(\s*$/.test(before) && /^\s*\)/.test(behind)) {
    return beside(before.replace(/\s*\(\s*$/, ''), behind.replace(/^\s*\)/, ''));
  }
  return beside(before.trimEnd(), behind.replace(BEHIND, ''));
}

/** Two words do not grow together, and nothing grows together with the url. */
function beside(left: string, right: string): string {
  if (left === '' || right === '' || /\s$/.test(left) || /^\s/.test(right)) return left + right;
  const wordsMeet = !left.endsWith('(') && /^[\p{L}\p{N}{(]/u.test(right);
  const urlMeets = left.endsWith('{{url}}') || right.startsWith('{{url}}');
  return wordsMeet || urlMeets ? `${left} ${right}` : left + right;
}
