/**
 * Text that no rule for free text is about: printable characters of Latin alphabets, no quote and no backslash, no blank at
 * either end, and too few digits for a card number. So it has no control character, is trimmed, stands in JSON as it is, and
 * `looksLikeCardNumber` says no. `false`: it has to be looked at.
 */
export function isPlainText(text: string): boolean {
  const end = text.length - 1;
  if (end < 0 || text.charCodeAt(0) === BLANK || text.charCodeAt(end) === BLANK) return false;
  let digits = 0;
  for (let i = 0; i <= end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) digits++;
    else if (code < BLANK || code === QUOTE || code === BACKSLASH) return false;
    // Letters alone: some signs between and behind them stand for digits.
    else if (code > 0x7e && (code < 0xc0 || code > 0x24f)) return false;
  }
  return digits < 13;
}

const BLANK = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
