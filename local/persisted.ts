import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Persisted<T> {
  readonly value: T;
  /** Says that the value has changed; the file follows within 200 ms. */
  touch(): void;
  /** Writes now what is unwritten. */
  flush(): void;
}

/**
 * A value that lives in memory and, where a file is named, survives a restart.
 * The file is replaced whole, so a crash leaves the last snapshot and never half of one.
 */
export function persisted<T>(file: string | undefined, initial: T): Persisted<T> {
  const value: T = (file && readSnapshot<T>(file)) || initial;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    if (!timer || !file) return;
    clearTimeout(timer);
    timer = undefined;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(value));
    renameSync(`${file}.new`, file);
  };
  const touch = () => {
    if (file) timer ??= setTimeout(flush, 200).unref();
  };
  return { value, touch, flush };
}

function readSnapshot<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`cannot read the snapshot ${file}`, { cause: error });
  }
}
