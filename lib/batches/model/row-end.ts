import * as z from 'zod/mini';

/** What of a link says how its row has ended. */
export const RowLink = z.object({
  id: z.string(),
  code: z.string(),
  stage: z.string(),
  status: z.string(),
  batch: z.exactOptional(z.object({ id: z.string(), row: z.int(), hash: z.string() })),
  providerUrl: z.exactOptional(z.string()),
  op: z.exactOptional(z.object({ kind: z.string(), stuck: z.exactOptional(z.boolean()) })),
  failure: z.exactOptional(z.object({ category: z.string(), code: z.exactOptional(z.string()) })),
});
export type RowLink = z.infer<typeof RowLink>;

/** How a row stands, seen from the link at its id. `absent`: it was not begun, or not yet. */
export type RowEnd =
  | { state: 'absent' | 'creating' }
  | { state: 'link_created' }
  | { state: 'failed'; code: string; passing: boolean };

/** Failures of a provider that another try may not meet. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'rate-limited', 'credentials']);

/**
 * Pure. The link item is the only record of a row that was begun, so that it cannot be both done and failed: a link with other
 * content under the same key belongs to another row.
 */
export function rowEnd(link: RowLink | undefined, hash: string): RowEnd {
  if (!link) return { state: 'absent' };
  const failed = link.stage === 'failed' || link.status === 'failed';
  if (link.batch?.hash !== hash) return { state: 'failed', code: 'key_reused', passing: false };
  if (failed) {
    const category = link.failure?.category ?? 'unknown';
    return { state: 'failed', code: link.failure?.code ?? category, passing: PASSING.has(category) };
  }
  if (link.op?.kind === 'create') {
    if (!link.op.stuck) return { state: 'creating' };
    return { state: 'failed', code: 'outcome_unknown', passing: false };
  }
  if (link.providerUrl === undefined) return { state: 'failed', code: 'cancelled', passing: false };
  return { state: 'link_created' };
}
