import { systemClock } from '../clock.ts';
import { connectionOpener } from '../connections/open.ts';
import { env } from '../env.ts';
import type { LinkDeps } from '../links/deps.ts';
import { hints } from '../queues/hints.ts';
import { table } from '../table/client.ts';

/** For handlers whose use case calls a provider. Others pass what they need, so that their bundles stay small. */
export function linkDeps(signal: AbortSignal): LinkDeps {
  const common = { table: table(), clock: systemClock };
  return {
    ...common,
    publicBaseUrl: env('PUBLIC_BASE_URL'),
    openConnection: connectionOpener(common),
    hints,
    signal,
  };
}
