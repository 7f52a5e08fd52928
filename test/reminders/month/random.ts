import { hash } from 'node:crypto';

type Name = string | number;

/** Chances that follow from a seed and from what they decide: one decision more or less leaves all others as they are. */
export interface Random {
  readonly seed: string;
  /** From 0 to under 1. */
  share(...names: readonly Name[]): number;
  chance(probability: number, ...names: readonly Name[]): boolean;
  /** An integer from `from` to under `to`. */
  between(from: number, to: number, ...names: readonly Name[]): number;
  pick<T>(list: readonly [T, ...T[]], ...names: readonly Name[]): T;
}

export function createRandom(seed: string): Random {
  const share = (...names: readonly Name[]) =>
    hash('sha1', [seed, ...names].join('\0'), 'buffer').readUInt32BE() / 2 ** 32;
  const between = (from: number, to: number, ...names: readonly Name[]) =>
    Math.floor(from + share(...names) * (to - from));
  return {
    seed,
    share,
    between,
    chance: (probability, ...names) => share(...names) < probability,
    pick: (list, ...names) => list[between(0, list.length, ...names)] ?? list[0],
  };
}
