import type { Channel } from './model/channel.ts';
import type { Link } from './model/link.ts';

/** The channels on which there is a contact on file. */
export function reachableBy({ customer }: Pick<Link, 'customer'>): Channel[] {
  return [...(customer?.phone ? (['sms'] as const) : []), ...(customer?.email ? (['email'] as const) : [])];
}
