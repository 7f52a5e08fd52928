/** Numbers from 0 to `below`, exclusive, the same for a seed (mulberry32). */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What breaks parsers, and some bytes that do not; the marks of CSV more often than NUL and what is no UTF-8. */
const bytes = Buffer.concat([
  Buffer.from('"""""",,;;\t\n\n\n\r\r\n\r\n"a=1é ', 'utf8'),
  Buffer.from([0x00, 0xff]),
]);

/** The file with one to four changes: bytes put in, taken out, written over, a piece repeated, its end cut off. */
export function mutate(file: Buffer, pick: (below: number) => number): Buffer {
  let changed = file;
  for (let left = 1 + pick(4); left > 0; left -= 1) {
    const at = pick(changed.length + 1);
    const to = Math.min(changed.length, at + 1 + pick(8));
    const from = pick(bytes.length);
    const piece = bytes.subarray(from, from + 1 + pick(2));
    const before = changed.subarray(0, at);
    const kinds = [
      [before, piece, changed.subarray(at)],
      [before, piece, changed.subarray(at)],
      [before, piece, changed.subarray(at + 1)],
      [before, changed.subarray(to)],
      [before, changed.subarray(at, to), changed.subarray(at)],
      [pick(4) === 0 ? before : changed],
    ];
    changed = Buffer.concat(kinds[pick(kinds.length)] ?? [changed]);
  }
  return changed;
}
