import type { Channel } from '../links/model/channel.ts';
import type { Table } from '../table/client.ts';
import { getOrganisation } from '../table/organisations.ts';
import { changeGrounds } from '../table/suppressions.ts';
import { suppressedContact } from './contact.ts';
import { type SuppressionSource, withoutGrounds } from './model/grounds.ts';

/** Whose word is taken back; what another source says stands. */
export interface Lift {
  org: string;
  channel: Channel;
  contact: string;
  source: SuppressionSource;
  /** Epoch ms: what was said later stands. */
  at: number;
}

/** Takes back what one source has said of a contact. `false`: there was nothing of it. */
export async function lift(
  { table }: { table: Table },
  { org, channel, contact, source, at }: Lift,
): Promise<boolean> {
  const { contactKey } = await getOrganisation(table, org);
  const suppressed = suppressedContact(contactKey, channel, contact);
  const { changed } = await changeGrounds(
    table,
    org,
    suppressed,
    (before) => withoutGrounds(before, (from, ground) => from === source && ground.at <= at),
    at,
  );
  return changed;
}
