import type { OpenedConnection } from '../connections/open.ts';
import type { ProviderLink } from '../providers/contract.ts';
import { providerLinkName } from '../table/keys.ts';
import type { SweepDeps } from './deps.ts';
import type { SweptLink } from './model/swept-link.ts';
import { keepReading, type Reading, type Stopped } from './reading.ts';

/** A link lives for a year at most; a month more for pages that stay open. */
const OPEN_AT_MOST_MS = 400 * 24 * 3_600_000;

/** So much is lost at most when the worker dies. */
const KEEP_EVERY_MS = 10_000;

/** Reads what is left of the lists, page after page. `undefined`: to the end. Throws what the provider throws. */
export async function readPages(
  deps: SweepDeps,
  opened: OpenedConnection,
  reading: Reading,
): Promise<Stopped | undefined> {
  const { account, session, provider } = opened;
  if (!provider.sweep) throw new Error(`provider ${provider.id} cannot be swept`);
  const call = { account, session, signal: deps.signal, now: deps.clock.now };
  while (!reading.run.whole) {
    if (deps.clock.now() >= reading.until) return 'later';
    const { cursor, startedAt, ...run } = reading.run;
    const openSince = startedAt - OPEN_AT_MOST_MS;
    const page = await provider.sweep({ openSince, ...(cursor === undefined ? {} : { cursor }) }, call);
    const links = page.links.map(toSwept);
    reading.links.push(...links);
    reading.unkept.push(...links);
    const next = page.cursor === undefined ? { whole: true } : { cursor: page.cursor };
    reading.run = { ...run, startedAt, pages: run.pages + 1, ...next };
    if (deps.clock.now() - reading.keptAt < KEEP_EVERY_MS) continue;
    if (!(await keepReading(deps, reading))) return 'overtaken';
  }
  return undefined;
}

function toSwept({ providerLinkId, providerUrl, providerExpiresAt, observation }: ProviderLink): SweptLink {
  const { flags, ...seen } = observation;
  return {
    name: providerLinkName(
      providerUrl || providerLinkId === null ? { url: providerUrl } : { id: providerLinkId },
    ),
    ...(providerLinkId === null ? {} : { id: providerLinkId }),
    ...(providerExpiresAt === undefined ? {} : { expiresAt: providerExpiresAt }),
    seen: { ...seen, ...(flags === undefined ? {} : { flags: [...flags] }) },
  };
}
