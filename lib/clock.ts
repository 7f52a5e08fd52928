/** The only source of time: passed in, so that a month can be lived through in a test. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Lets real time pass, ms. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** RFC 3339 UTC with milliseconds, the one text form of an instant in the API and the table. */
export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
