import { type Chunk, keyAt } from './chunk.ts';

const KEY_BYTES = 10;

/**
 * Finds rows whose key an earlier row of the file has, over all chunks: the first row wins. Fed chunk by chunk in the order of
 * the file, it keeps some 20 bytes a row, so that a million rows fit where a map of texts would not.
 */
export function duplicateFinder(rows: number) {
  const slots = slotsFor(rows);
  /** 1-based place in `keys` of the row that holds a slot; 0: free. */
  const table = new Uint32Array(slots);
  const keys = new Uint8Array(rows * KEY_BYTES);
  let kept = 0;
  const rowOf = new Uint32Array(rows);

  return {
    /** Each row of the chunk that is a duplicate, with the row that has its key. */
    add(chunk: Chunk): [row: number, firstRow: number][] {
      const found: [number, number][] = [];
      for (let index = 0; index < chunk.rows; index++) {
        const key = keyAt(chunk, index);
        if (!key) continue;
        const row = chunk.firstRow + index;
        const first = keep(key, row);
        if (first !== undefined) found.push([row, first]);
      }
      return found;
    },
  };

  /** Open addressing: the keys are hashes already. */
  function keep(key: Uint8Array, row: number): number | undefined {
    let slot = new DataView(key.buffer, key.byteOffset).getUint32(0) % slots;
    for (;;) {
      const place = table[slot] ?? 0;
      if (place === 0) break;
      if (isAt(key, place - 1)) return rowOf[place - 1];
      slot = (slot + 1) % slots;
    }
    keys.set(key, kept * KEY_BYTES);
    rowOf[kept] = row;
    kept += 1;
    table[slot] = kept;
    return undefined;
  }

  function isAt(key: Uint8Array, place: number): boolean {
    for (let byte = 0; byte < KEY_BYTES; byte++) {
      if (key[byte] !== keys[place * KEY_BYTES + byte]) return false;
    }
    return true;
  }
}

/** Half full at most. */
function slotsFor(rows: number): number {
  return Math.max(16, rows * 2 + 1);
}
