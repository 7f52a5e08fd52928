import * as z from 'zod/mini';

const Instant = z.int();

/** A place in the file of the batch. Both count from 1; row 0 of chunk 1 is its beginning. */
const Place = z.object({ chunk: z.int(), row: z.int() });
export type Place = z.infer<typeof Place>;

/**
 * One batch at the provider: as many rows of ours as it takes at once. `built`: its file stands in the bucket; `placed`: the
 * provider has named the place for it; `uploaded`: it is there; `begun`: the provider is told to begin, or is being told;
 * `ended`: it has worked the file off, or never will.
 */
export const ProviderPart = z.object({
  /** Names its file in the bucket. */
  file: z.string(),
  /** The retry that it belongs to, as the batch's `reopenedFor`; 0: the first run. */
  round: Instant,
  /** The last row before it and its own last one; not each row in between has a line. */
  after: Place,
  to: Place,
  lines: z.int(),
  builtAt: Instant,
  state: z.enum(['built', 'placed', 'uploaded', 'begun', 'ended']),
  /** When it came to this state. */
  since: Instant,
  /** The provider's id of it, and its own word for how far it is. */
  id: z.exactOptional(z.string()),
  word: z.exactOptional(z.string()),
  uploadUrl: z.exactOptional(z.string()),
  /** Places that the provider has named for it in vain. */
  places: z.exactOptional(z.int()),
  /** Lines that the provider has refused. */
  failed: z.exactOptional(z.int()),
  /** It was never run: why each of its rows fails. */
  failure: z.exactOptional(z.object({ category: z.string(), code: z.exactOptional(z.string()) })),
  /** Chunks up to this one have been asked to look what became of their rows. */
  asked: z.exactOptional(z.int()),
  /** Not to be worked at before; a slot of the connection's rate that is its own. */
  nextAt: z.exactOptional(Instant),
  slotAt: z.exactOptional(Instant),
  /** It has been told to the log that this takes unusually long. */
  late: z.exactOptional(z.literal(true)),
});
export type ProviderPart = z.infer<typeof ProviderPart>;

/** What became of a batch's rows at its provider's own batch service. */
export const AtProvider = z.object({
  parts: z.array(ProviderPart),
  /** The last retry of which all rows are in a part; 0: the first run. */
  built: z.exactOptional(Instant),
});
export type AtProvider = z.infer<typeof AtProvider>;
