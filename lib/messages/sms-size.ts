import { septets } from './gsm-alphabet.ts';

/** How a text travels, by 3GPP TS 23.038 and 23.040. */
export interface SmsSize {
  encoding: 'GSM-7' | 'UCS-2';
  /** Septets, or UTF-16 code units. */
  units: number;
  segments: number;
  /** Each character that is not of GSM-7 once, in the order of the text. */
  forcingUcs2: string[];
}

/** What one segment holds, alone and as one of several: those lose 6 bytes to their header. */
const ROOM = { 'GSM-7': { alone: 160, each: 153 }, 'UCS-2': { alone: 70, each: 67 } } as const;

/** Neither an escape and its sign nor a surrogate pair is torn apart between two segments. */
export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const forcingUcs2 = [...new Set(characters.filter((character) => septets(character) === undefined))];
  const encoding = forcingUcs2.length ? 'UCS-2' : 'GSM-7';
  const sizes = characters.map((character) =>
    encoding === 'UCS-2' ? character.length : (septets(character) ?? 0),
  );
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, each } = ROOM[encoding];
  return { encoding, units, segments: units <= alone ? 1 : packed(sizes, each), forcingUcs2 };
}

/** Most units of a text that has that many segments whatever is in it: each seam may cost one. */
export function unitsWithin(segments: number, encoding: SmsSize['encoding']): number {
  const { alone, each } = ROOM[encoding];
  return segments === 1 ? alone : segments * each - (segments - 1);
}

function packed(sizes: readonly number[], room: number): number {
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      count++;
      used = 0;
    }
    used += size;
  }
  return count;
}
