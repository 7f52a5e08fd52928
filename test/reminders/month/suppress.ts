import { suppress as suppressContact } from '../../../lib/suppressions/suppress.ts';
import type { Life } from './lives.ts';
import type { World } from './world.ts';

/** Somebody must not be messaged on a channel any more. */
export async function suppress(
  { table, clock, record }: Pick<World, 'table' | 'clock' | 'record'>,
  { organisation: { id: org }, story: { person } }: Life,
  channel: 'sms' | 'email',
): Promise<void> {
  const contact = channel === 'sms' ? person.phone : person.email;
  if (contact === undefined) return;
  record.suppressed.add(`${org} ${channel} ${contact}`);
  const source = channel === 'sms' ? 'stop_reply' : 'bounce';
  await suppressContact({ table }, { org, channel, contact, source, at: clock.now() });
}
