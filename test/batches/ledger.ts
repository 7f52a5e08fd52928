import * as z from 'zod';
import type { BatchWorld } from './world.ts';

const Simulator = z.object({ ledger: z.custom<() => readonly Record<string, unknown>[]>() });

/** Every link that the provider's simulator ever made. */
export function ledgerOf({ simulated }: Pick<BatchWorld, 'simulated'>): readonly Record<string, unknown>[] {
  return z.parse(Simulator, simulated.simulator).ledger();
}
