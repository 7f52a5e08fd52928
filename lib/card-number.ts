/** 13 to 19 digits, with or without separators, whose check digit is right (ISO/IEC 7812-1, Luhn). */
export function looksLikeCardNumber(text: string): boolean {
  if (hasFewDigits(text) || UUID.test(text)) return false;
  for (const [run] of text.normalize('NFKC').matchAll(DIGITS)) {
    if (anyWindow(run.match(/\d+/g) ?? [])) return true;
  }
  return false;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Groups of digits, up to three separators apart. */
const DIGITS = /\d+(?:[\s.\-\u2010-\u2015\u2212_/·•]{1,3}\d+)*/g;

/** Whether some groups in a row make a card number: "order 12 4111 1111 1111 1111" has one from its second group on. */
function anyWindow(groups: readonly string[]): boolean {
  for (let start = 0; start < groups.length; start++) {
    let digits = '';
    for (let end = start; end < groups.length && digits.length <= 19; end++) {
      digits += groups[end];
      if (digits.length >= 13 && digits.length <= 19 && luhn(digits)) return true;
    }
  }
  return false;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const twice = digit * 2;
    sum += i % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** Most texts, told at once. Beyond ASCII one sign may stand for several digits. */
function hasFewDigits(text: string): boolean {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return false;
    if (code >= 0x30 && code <= 0x39) digits++;
  }
  return digits < 13;
}
