import type { startBatchWorld } from './world.ts';

type World = Awaited<ReturnType<typeof startBatchWorld>>;

/** What the provider's simulator has made, by our reference. */
export async function listCreated({ simulated }: Pick<World, 'simulated'>): Promise<string[]> {
  const answer = await fetch(`${simulated.simulator.controlUrl}`);
  throw new Error(await answer.text());
}
