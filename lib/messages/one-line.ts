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

/** Everything that programs read as the dot of an address. */
const DOT = '[.\\u2024\\u3002\\uFE52\\uFF0E\\uFF61]';
/** `.example`: a dot and the letters of a domain behind it, with or without invisible signs in between. */
const DOMAIN = new RegExp(`(?<=\\S)(${DOT})(?=\\p{Cf}*\\p{L}[\\p{Cf}\\p{M}]*[\\p{L}\\d-])`, 'gu');
const IP_ADDRESS = /(?<=\d)\.(?=\d+\.\d+\.\d)/g;

/**
 * A line of others in which no phone and no mail program finds an address to open: a blank behind what makes one. A
 * message has one link, and it is ours.
 */
export function unlinked(line: string): string {
  return line
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, '')
    .replaceAll('://', ': //')
    .replace(DOMAIN, '$1 ')
    .replace(IP_ADDRESS, '. ');
}
