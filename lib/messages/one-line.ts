/**
 * A text of others as one line: no line breaks, no control characters, none that turn the reading direction, no white
 * space but single blanks. `undefined` where nothing is left.
 */
export function oneLine(text: string | undefined): string | undefined {
  const line = (text ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line === '' ? undefined : line;
}
