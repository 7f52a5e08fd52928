import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Table } from '../table/client.ts';
import { accountProblem } from './account.ts';
import { openConnection } from './open.ts';
import { readConnection } from './read.ts';

/** Tries the credentials with a harmless call; throws the provider's `ProviderError` when it refuses or fails. */
export async function checkConnection(
  deps: { table: Table; clock: Clock; signal: AbortSignal },
  org: string,
  id: string,
): Promise<{ checkedAt: number }> {
  const connection = await readConnection(deps.table, org, id);
  const { provider, account, session } = await openConnection(connection, deps.clock.now()).catch(
    (error: unknown) => {
      throw accountProblem(error);
    },
  );
  if (!provider.checkAccount) {
    throw new AppError('capability_not_supported', `${provider.name} has no call to check an account with.`);
  }
  await provider.checkAccount({ account, session, signal: deps.signal, now: deps.clock.now });
  return { checkedAt: deps.clock.now() };
}
