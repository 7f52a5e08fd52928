import { benchOf } from './benches.ts';
import type { Catcher } from './catcher.ts';
import { arrangeConnection } from './connections.ts';
import type { Place } from './movements.ts';
import { startRun } from './run.ts';
import { type Servers, START } from './servers.ts';

/** Works in a run of its own at one provider, and leaves its simulator as it was. */
export async function inPlace(
  servers: Servers,
  catcher: Catcher,
  provider: string,
  work: (place: Place) => Promise<void>,
  wire?: object,
): Promise<void> {
  const at = benchOf(servers, provider);
  servers.clock.set(START);
  const run = await startRun(servers);
  try {
    if (wire) at.configure({ wire });
    await arrangeConnection(run, at.simulated, wire);
    await work({ servers, run, at, catcher });
  } finally {
    at.configure({ list_lag_seconds: null, ...(wire ? { wire: {} } : {}) });
    servers.sqs.deliveries = undefined;
    await run.close();
  }
}
