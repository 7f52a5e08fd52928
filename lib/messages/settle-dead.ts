import { getLink } from '../table/links.ts';
import { nextStep } from './plan.ts';
import { type RecordDeps, recordEnd } from './record.ts';

/**
 * For a hint that no worker could work off: a message whose sender died is recorded as unknown. What is still queued
 * stays so, and stays due by the link's timer.
 */
export async function settleDead(deps: RecordDeps, org: string, linkId: string): Promise<void> {
  const link = await getLink(deps.table, org, linkId);
  const step = link && nextStep(link, ['UTC'], deps.clock.now());
  if (!link || step?.kind !== 'finish' || step.state !== 'unknown') return;
  await recordEnd(deps, link, step.send, { state: step.state, reason: step.reason }, () => undefined);
}
