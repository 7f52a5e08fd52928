import type { Link } from '../links/model/link.ts';
import type { Table } from '../table/client.ts';
import { getOrganisation } from '../table/organisations.ts';
import { recipientZones } from '../time/recipient-zones.ts';
import type { Zones } from '../time/zone.ts';

/** Where the customer of a link may be. */
export async function zonesOf(table: Table, link: Link): Promise<Zones> {
  return recipientZones(link.customer, (await getOrganisation(table, link.org)).timezone);
}
