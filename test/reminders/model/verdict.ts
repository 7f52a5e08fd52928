/** What a model has found: faults, and how often each case came. */
export interface Verdict {
  readonly faults: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  wrong(what: string): void;
  count(what: string, times?: number): void;
}

export function createVerdict(): Verdict {
  const faults: string[] = [];
  const counts = new Map<string, number>();
  return {
    faults,
    counts,
    wrong: (what) => void faults.push(what),
    count: (what, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times),
  };
}
