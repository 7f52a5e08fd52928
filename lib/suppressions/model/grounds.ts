import * as z from 'zod/mini';

/** Who or what says that a contact must not be messaged on a channel; the weightiest first. */
export const SuppressionSource = z.enum([
  'opt_out_page',
  'stop_reply',
  'complaint',
  'carrier',
  'bounce',
  'api',
]);
export type SuppressionSource = z.infer<typeof SuppressionSource>;

const Ground = z.object({
  /** Epoch ms. Of a stop reply the last one, of all others the first. */
  at: z.int(),
  reason: z.exactOptional(z.string()),
});
export type Ground = z.infer<typeof Ground>;

/**
 * Why a contact is suppressed on a channel: one ground for each source, since each is given and taken back by itself. It
 * is suppressed while any stands, so none can overwrite another.
 */
export const Grounds = z.partialRecord(SuppressionSource, Ground);
export type Grounds = z.infer<typeof Grounds>;

/** What the person asked for; all else is what somebody found out or decided about the contact. */
const BY_THE_PERSON: ReadonlySet<SuppressionSource> = new Set(['opt_out_page', 'stop_reply', 'complaint']);

/** The grounds with one more, or `undefined` where it stands already. Pure. */
export function withGround(grounds: Grounds, source: SuppressionSource, ground: Ground): Grounds | undefined {
  const known = grounds[source];
  // A START that is older than the last STOP must not undo it.
  const isNews = !known || (source === 'stop_reply' && ground.at > known.at);
  return isNews ? { ...grounds, [source]: ground } : undefined;
}

/** The grounds without those that `goes` names, or `undefined` where all stay. Pure. */
export function withoutGrounds(
  grounds: Grounds,
  goes: (source: SuppressionSource, ground: Ground) => boolean,
): Grounds | undefined {
  const all = listed(grounds);
  const left = all.filter(({ source, ...ground }) => !goes(source, ground));
  if (left.length === all.length) return undefined;
  return Object.fromEntries(left.map(({ source, ...ground }) => [source, ground]));
}

/** Every ground, the weightiest first. */
export function listed(grounds: Grounds): (Ground & { source: SuppressionSource })[] {
  return SuppressionSource.options.flatMap((source) => {
    const ground = grounds[source];
    return ground ? [{ source, ...ground }] : [];
  });
}

/** The person has asked for it, so that nobody else takes it back without being asked to. */
export function optedOut(grounds: Grounds): boolean {
  return listed(grounds).some(({ source }) => BY_THE_PERSON.has(source));
}
