import type { Link } from './link.ts';
import { amountPaid, endedAt, hasMoney, paidAfterSupersede, paidAt, partlyPaidAt } from './status.ts';

/** Something that a person should see. Codes: the flags of `Flag`, and those derived below. */
export interface Exception {
  code: string;
  /** Epoch ms. */
  at: number;
}

/** Flags that tell how the link was made, rather than that something is wrong. */
const NOT_EXCEPTIONAL = new Set(['authorised']);

/** What is out of the ordinary with a link, oldest first. */
export function exceptionsOf(link: Link): Exception[] {
  const found: Exception[] = Object.entries(link.facts?.flags ?? {})
    .filter(([code]) => !NOT_EXCEPTIONAL.has(code))
    .map(([code, at]) => ({ code, at }));
  const ended = endedAt(link);
  const money = paidAt(link) ?? partlyPaidAt(link);
  const superseded = paidAfterSupersede(link);
  // A create that was taken for undone has been paid: nothing of ours leads there.
  const failed = link.stage === 'failed' && hasMoney(link) ? link.failure : undefined;
  if (failed) found.push({ code: 'paid_after_failure', at: money ?? link.facts?.latest?.at ?? failed.at });
  // Whenever the payer did it: none of it was seen when the link was superseded.
  if (superseded !== undefined) found.push({ code: 'paid_after_supersede', at: superseded });
  else if (ended !== undefined && money !== undefined && money > ended) {
    found.push({ code: link.stage === 'cancelled' ? 'paid_after_cancel' : 'paid_late', at: money });
  }
  // More than was asked for: on the provider's page, or there and by other means.
  if (amountPaid(link) > link.amount && !link.facts?.flags?.overpaid) {
    found.push({ code: 'overpaid', at: Math.max(paidAt(link) ?? 0, link.facts?.paidAt ?? 0) });
  }
  if (link.op?.stuck) found.push({ code: 'needs_resolution', at: link.op.until });
  return found.sort((a, b) => a.at - b.at || (a.code < b.code ? -1 : 1));
}
