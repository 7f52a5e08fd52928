import { isDeepStrictEqual } from 'node:util';
import { parseReference } from '../ids.ts';
import type { Observation } from '../observation.ts';
import type { WakeHint } from '../queues/wake.ts';
import { boundLink } from '../table/bindings.ts';
import type { Table } from '../table/client.ts';
import { getLink } from '../table/links.ts';
import type { Link } from './model/link.ts';
import { observe } from './model/observe.ts';

export type Notified = Extract<WakeHint, { kind: 'notified' }>;

/** The link that a provider has told us about. */
export interface Told {
  link: Link;
  /** It was told of an earlier create, which was taken for having left nothing behind. */
  stray: boolean;
}

/**
 * By its binding, else by our own reference, which names it without a look-up, bound or not. `undefined`: none of ours, as
 * accounts are shared with other systems; the word of one connection is nothing to the links of another.
 */
export async function toldLink(
  table: Table,
  { org, connection, providerLinkId, reference }: Notified,
): Promise<Told | undefined> {
  const id =
    providerLinkId === undefined
      ? undefined
      : await boundLink(table, org, connection, { id: providerLinkId });
  const bound = id === undefined ? undefined : await getLink(table, org, id);
  if (bound) return { link: bound, stray: false };
  const ours = reference === undefined ? undefined : parseReference(reference);
  const link = ours && (await getLink(table, org, ours.linkId));
  if (!link || link.connection !== connection) return undefined;
  const generation = link.generation ?? 0;
  // A reference that was never given is nobody's.
  return ours.generation > generation ? undefined : { link, stray: ours.generation < generation };
}

/** The link with verified facts, joined; itself where it has them all. */
export function withFacts<T extends Pick<Link, 'facts'>>(
  link: T,
  observation: Observation | undefined,
  { stray }: Pick<Told, 'stray'>,
): T {
  if (!observation) return link;
  const flags = [...(observation.flags ?? []), ...(stray ? (['several_provider_links'] as const) : [])];
  const joined = observe(link, { ...observation, ...(flags.length ? { flags } : {}) });
  return isDeepStrictEqual(joined.facts, link.facts ?? {}) ? link : joined;
}
