/**
 * A number that is written as at home, or as a spreadsheet leaves it without its plus or its first zero, with the code
 * of its country. What is neither stays as it is: the schema says what is wrong with it.
 */
export function withCountryCode(phone: string, home: 'GB' | 'US' | undefined): string {
  if (phone.startsWith('+') || home === undefined) return phone;
  const digits = phone.replace(/[\s().-]/g, '');
  for (const [pattern, code] of HOMES[home]) {
    const [, rest] = pattern.exec(digits) ?? [];
    if (rest !== undefined) return code + rest;
  }
  return phone;
}

const HOMES: Readonly<Record<'GB' | 'US', readonly (readonly [RegExp, string])[]>> = {
  GB: [
    [/^00([1-9]\d{6,14})$/, '+'],
    [/^0([1-9]\d{8,9})$/, '+44'],
    [/^44([1-9]\d{9})$/, '+44'],
    [/^(7\d{9})$/, '+44'],
  ],
  US: [
    [/^1?([2-9]\d{9})$/, '+1'],
    [/^011([1-9]\d{6,14})$/, '+'],
  ],
};
