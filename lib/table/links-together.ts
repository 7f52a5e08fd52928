import type { Link } from '../links/model/link.ts';
import type { Table } from './client.ts';
import { getLink } from './links.ts';
import { rowLinks } from './row-links.ts';

/**
 * Reads links consistently, as `getLink` does: those that are asked for at the same moment in one request. Where that fails each
 * is read on its own, so that one which cannot be read is in the way of no other.
 */
export function linksTogether(table: Table): (org: string, id: string) => Promise<Link | undefined> {
  const asked = new Map<string, { ids: Set<string>; found: Promise<Map<string, Link> | undefined> }>();
  const read = async (org: string, ids: Set<string>) => {
    // Whoever begins at the same moment has asked by then.
    await Promise.resolve();
    asked.delete(org);
    return rowLinks(table, org, [...ids], { consistent: true }).catch(() => undefined);
  };
  return async (org, id) => {
    let together = asked.get(org);
    if (!together) {
      const ids = new Set<string>();
      together = { ids, found: read(org, ids) };
      asked.set(org, together);
    }
    together.ids.add(id);
    const found = await together.found;
    return found ? found.get(id) : getLink(table, org, id);
  };
}
