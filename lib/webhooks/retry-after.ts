import type { Posted } from './post.ts';

/** When a server wants to be asked again, in ms from now; 0 where it says nothing that can be read. Seconds or a date (RFC 9110). */
export function retryAfterMs(posted: Posted, now: number): number {
  const wish = 'retryAfter' in posted ? posted.retryAfter?.trim() : undefined;
  if (wish === undefined) return 0;
  if (/^\d{1,9}$/.test(wish)) return Number(wish) * 1000;
  // HTTP dates alone: others a parser would guess at.
  const at = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(wish)
    ? Date.parse(wish)
    : Number.NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
