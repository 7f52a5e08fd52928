import { derivedId } from '../ids.ts';
import type { Channel } from '../links/model/channel.ts';
import type { Link } from '../links/model/link.ts';
import type { NextStep } from './reckon.ts';

/**
 * The ids of a step's messages follow from link, plan and step: who takes the step again after a death finds the
 * recipient's slot, and the end of the message, of the first time.
 */
export function reminderId(link: Link, { step, plannedAt }: NextStep): (channel: Channel) => string {
  const seed = derivedId(plannedAt, link.id, 'reminder', String(link.reminders?.since ?? 0), String(step));
  return (channel) => `${seed}${channel === 'sms' ? 'S' : 'E'}`;
}
