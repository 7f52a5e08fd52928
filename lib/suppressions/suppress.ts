import type { Channel } from '../links/model/channel.ts';
import type { Table } from '../table/client.ts';
import { getOrganisation } from '../table/organisations.ts';
import { changeGrounds, type Suppressed, type Suppression } from '../table/suppressions.ts';
import { suppressedContact } from './contact.ts';
import { type SuppressionSource, withGround } from './model/grounds.ts';

/** Who must not be messaged, and who says so. */
export interface NewSuppression {
  org: string;
  channel: Channel;
  /** A number with its country code, or an address. */
  contact: string;
  /** Words for people, without personal data. */
  reason?: string | undefined;
  source: SuppressionSource;
  /** Epoch ms. */
  at: number;
}

/**
 * Sees to it that nothing is sent to a contact on a channel any more. The same again changes nothing; several sources
 * stand side by side. From the moment that this returns no message gets a slot; one whose request is under way goes.
 */
export async function suppress(
  deps: { table: Table },
  { org, channel, contact, reason, source, at }: NewSuppression,
): Promise<{ suppression: Suppression; isNew: boolean }> {
  const { contactKey } = await getOrganisation(deps.table, org);
  const suppressed = suppressedContact(contactKey, channel, contact);
  return suppressKnown(deps, org, suppressed, { source, at, reason });
}

/** The same for a contact whose hash is known, with or without the contact itself. */
export async function suppressKnown(
  { table }: { table: Table },
  org: string,
  suppressed: Suppressed,
  { source, at, reason }: Pick<NewSuppression, 'source' | 'at' | 'reason'>,
): Promise<{ suppression: Suppression; isNew: boolean }> {
  const ground = { at, ...(reason === undefined ? {} : { reason }) };
  const { grounds, changed } = await changeGrounds(
    table,
    org,
    suppressed,
    (before) => withGround(before, source, ground),
    at,
  );
  return { suppression: { ...suppressed, grounds }, isNew: changed };
}
