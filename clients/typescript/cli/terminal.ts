import type { Fetch } from '../src/index.ts';

/** What a command knows of the world outside. */
export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  /** Results, for the next program. */
  out(text: string): void;
  /** Progress, questions and errors, for whoever looks on. */
  err(text: string): void;
  /** Width of the error output; absent where nobody looks on. */
  columns?: number | undefined;
  /** An empty text where there is nobody to answer. */
  ask(question: string): Promise<string>;
  fetch?: Fetch;
  /** Seconds between two readings; those of the command when absent. */
  pollSeconds?: number;
}

/** How a command has ended, as its exit code. */
export const EXIT = {
  done: 0,
  /** The API refused, or a file could not be read. */
  refused: 1,
  usage: 2,
  /** No answer, or one that may be another later: the same command may be given again. */
  tryAgain: 3,
  /** It ended otherwise than hoped: a link that is not paid, a batch with errors. */
  otherwise: 4,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

export class UsageError extends Error {
  override readonly name = 'UsageError';
}
