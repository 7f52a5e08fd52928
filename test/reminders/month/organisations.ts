import { putConnection } from '../../../lib/connections/put.ts';
import { DEFAULT_PLAN, type RemindersChoice } from '../../../lib/links/model/plan.ts';
import { createOrganisation } from '../../../lib/organisations/create.ts';
import type { Organisation } from '../../../lib/organisations/organisation.ts';
import { updateOrganisation } from '../../../lib/organisations/update.ts';
import type { World } from './world.ts';

/** What the connections and the organisation of each say for `default`, nearest first. */
export const ABOVE: readonly { connection?: RemindersChoice; organisation?: RemindersChoice }[] = [
  {},
  { organisation: { ...DEFAULT_PLAN, steps: DEFAULT_PLAN.steps.slice(0, 2) } },
];

/** An organisation with a connection at each provider. */
export async function arrange(world: World, nth: number): Promise<Organisation> {
  const deps = { table: world.table, clock: world.clock };
  const { organisation } = await createOrganisation(deps, {
    name: 'Example Council',
    timezone: 'Europe/London',
  });
  const above = ABOVE[nth % ABOVE.length];
  for (const { provider, connection, settings, credentials } of world.simulated) {
    await putConnection(deps, organisation.id, connection, {
      provider,
      settings,
      credentials,
      // Whose reads do not tell whether a card was taken; notifications would, and those are not part of this.
      wire: provider === 'smarterpay' ? { completed_means_paid: true } : undefined,
      sender: undefined,
      expiresInDays: 30,
      // So many that a frozen clock seldom makes anybody wait for a slot.
      callsPerSecond: 100,
      reminders: above?.connection ?? 'default',
    });
  }
  return updateOrganisation(deps, organisation.id, {
    defaultConnection: world.simulated[0]?.connection ?? null,
    reminders: above?.organisation ?? 'default',
  });
}
