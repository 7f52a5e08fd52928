/** What is earliest comes first; of one instant what was added first. */
export interface Heap<T> {
  readonly size: number;
  add(at: number, value: T): void;
  next(): number | undefined;
  take(): T | undefined;
}

interface Entry<T> {
  at: number;
  nth: number;
  value: T;
}

export function createHeap<T>(): Heap<T> {
  const entries: Entry<T>[] = [];
  let added = 0;
  const before = (a: Entry<T>, b: Entry<T>) => a.at < b.at || (a.at === b.at && a.nth < b.nth);
  const swapped = (a: number, b: number) => {
    const [first, second] = [entries[a], entries[b]];
    if (!first || !second || !before(second, first)) return false;
    [entries[a], entries[b]] = [second, first];
    return true;
  };
  return {
    get size() {
      return entries.length;
    },
    add(at, value) {
      entries.push({ at, nth: added++, value });
      for (let at = entries.length - 1; at > 0; ) {
        const above = (at - 1) >> 1;
        if (!swapped(above, at)) return;
        at = above;
      }
    },
    next: () => entries[0]?.at,
    take() {
      const [top] = entries;
      const last = entries.pop();
      if (!top || !last || entries.length === 0) return top?.value;
      entries[0] = last;
      for (let at = 0; ; ) {
        const [left, right] = [entries[2 * at + 1], entries[2 * at + 2]];
        const below = left && right && before(right, left) ? 2 * at + 2 : 2 * at + 1;
        if (!swapped(at, below)) return top.value;
        at = below;
      }
    },
  };
}
