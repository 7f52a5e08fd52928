import { Channel } from '../links/model/channel.ts';
import type { Suppression } from '../table/suppressions.ts';

type Named = Pick<Suppression, 'channel' | 'hash'>;

/** `sms-…` or `email-…` and the contact's hash under the organisation's key: the same contact is the same suppression. */
export const SUPPRESSION_ID = /^(sms|email)-([A-Za-z0-9_-]{43})$/;

export function suppressionId({ channel, hash }: Named): string {
  return `${channel}-${hash}`;
}

export function namedBy(id: string): Named | undefined {
  const [, channel, hash] = SUPPRESSION_ID.exec(id) ?? [];
  const known = Channel.options.find((one) => one === channel);
  return known && hash !== undefined ? { channel: known, hash } : undefined;
}
