import type { Simulated } from '../../local/simulators.ts';
import { arrangeConnection, ledgerOf } from './connections.ts';
import type { Call } from './proxy.ts';
import { type Run, startRun } from './run.ts';
import { type Servers, START } from './servers.ts';

const MINUTE = 60_000;

export const DEATHS = ['dead-before', 'dead-after'] as const;

/** Runs the act once for each of its calls, each time dead at another one, and gives how many there were. */
export async function killEach(
  servers: Servers,
  simulated: Simulated,
  death: 'dead-before' | 'dead-after',
  scenario: {
    settings?: object;
    arrange?: (run: Run) => Promise<string>;
    act: (run: Run, linkId: string) => Promise<unknown>;
    end: (run: Run, linkId: string, made: number, killed: Call) => Promise<void>;
  },
): Promise<number> {
  for (let nth = 1; ; nth++) {
    servers.clock.set(START);
    const run = await startRun(servers);
    try {
      await arrangeConnection(run, {
        ...simulated,
        settings: { ...simulated.settings, ...scenario.settings },
      });
      const made = ledgerOf(simulated).length;
      const linkId = (await scenario.arrange?.(run)) ?? '';
      let calls = 0;
      let killed: Call | undefined;
      run.fate = (call) => {
        if (killed || ++calls !== nth) return 'pass';
        killed = call;
        return death;
      };
      await scenario.act(run, linkId);
      if (!killed) return nth - 1;
      run.fate = () => 'pass';
      await run.liveUntil(servers.clock.now() + 20 * MINUTE);
      await scenario.end(run, linkId, made, killed);
    } finally {
      await run.close();
    }
  }
}
