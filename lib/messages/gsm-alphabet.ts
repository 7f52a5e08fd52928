/** The 7-bit default alphabet of 3GPP TS 23.038 without escape; one septet each. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
  'abcdefghijklmnopqrstuvwxyzäöñüà';
/** Its extension table; two septets each. */
const EXTENSION = '\f^{}\\[~]|€';

const SEPTETS: ReadonlyMap<string, number> = new Map([
  ...[...BASIC].map((character): [string, number] => [character, 1]),
  ...[...EXTENSION].map((character): [string, number] => [character, 2]),
]);

/** Letters and signs that no decomposition makes plain, by what is written for them. */
const PLAIN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "'": '‘’‚′`´',
    '"': '“”„«»',
    '-': '‐‑‒–—−•·',
    x: '×',
    '(c)': '©',
    '(R)': '®',
    l: 'ł',
    L: 'Ł',
    d: 'đð',
    D: 'ĐÐ',
    th: 'þ',
    Th: 'Þ',
    oe: 'œ',
    OE: 'Œ',
    i: 'ı',
    h: 'ħ',
    H: 'Ħ',
    t: 'ŧ',
    T: 'Ŧ',
  }).flatMap(([written, signs]) => [...signs].map((sign): [string, string] => [sign, written])),
);

/** Septets of a text, or `undefined` where a character is not of GSM-7. */
export function septets(text: string): number | undefined {
  let sum = 0;
  for (const character of text) {
    const size = SEPTETS.get(character);
    if (size === undefined) return undefined;
    sum += size;
  }
  return sum;
}

/** The text in GSM-7: accents go where they must, and what cannot be said is left out. */
export function toGsm(text: string): string {
  return [...text.normalize('NFC')].map(plain).join('').replace(/ {2,}/g, ' ').trim();
}

/** The text in GSM-7 where every letter and digit of it can be said there, else `undefined`: half a name is none. */
export function wholeInGsm(text: string): string | undefined {
  const lost = [...text.normalize('NFC')].some(
    (character) => /[\p{L}\p{N}]/u.test(character) && plain(character) === '',
  );
  return lost ? undefined : toGsm(text) || undefined;
}

/** The text, cut to a number of septets; it ends in three dots where something is missing. */
export function cutSeptets(text: string, limit: number): string {
  if ((septets(text) ?? 0) <= limit) return text;
  let kept = '';
  let size = 3;
  for (const character of text) {
    size += SEPTETS.get(character) ?? 0;
    if (size > limit) break;
    kept += character;
  }
  return limit < 3 ? '' : `${kept.trimEnd()}...`;
}

function plain(character: string): string {
  if (SEPTETS.has(character)) return character;
  const known = PLAIN.get(character);
  if (known !== undefined) return known;
  return [...character.normalize('NFKD')].filter((part) => SEPTETS.has(part)).join('');
}
