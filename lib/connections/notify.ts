import type { Clock } from '../clock.ts';
import { AppError, notFound } from '../errors.ts';
import { parseReference } from '../ids.ts';
import { log } from '../log.ts';
import type { NotificationHint, NotificationRequest, Provider } from '../providers/contract.ts';
import type { Hint, Queue } from '../queues/define-queue.ts';
import type { WakeHint } from '../queues/wake.ts';
import type { Table } from '../table/client.ts';
import { getConnection } from '../table/connections.ts';
import { getHook } from '../table/hooks.ts';
import { openConnection } from './open.ts';

const MOST_BYTES = 256 * 1024;

/**
 * Verifies a provider's notification and queues what it points at and proves; gives the status that the provider is to be answered.
 * Throws when the queue does not take it, so that the provider comes again; `not_found` for an unknown token.
 */
export async function receiveNotification(
  deps: { table: Table; clock: Clock; queue: Queue<WakeHint>; signal: AbortSignal },
  token: string,
  request: NotificationRequest,
): Promise<number> {
  const hook = /^[0-9A-Za-z]{20,64}$/.test(token) ? await getHook(deps.table, token) : undefined;
  const connection = hook && (await getConnection(deps.table, hook.org, hook.connection));
  if (!connection) throw notFound();
  if (request.rawBody.length > MOST_BYTES)
    throw new AppError('body_too_large', `At most ${MOST_BYTES} bytes.`);
  const now = deps.clock.now();
  const { provider, account, session } = await openConnection(connection, now);
  if (!provider.verifyNotification) throw notFound();
  const call = { account, session, signal: deps.signal, now: deps.clock.now };
  const verdict = await provider.verifyNotification(request, call);
  if (verdict.kind === 'refused') {
    log.warn('NOTIFICATION_REFUSED', { provider: provider.id, org: connection.org, status: verdict.status });
  }
  if (verdict.kind === 'accepted') {
    await deps.queue.send(
      verdict.hints.flatMap((hint) =>
        toWake(provider, hint, { org: connection.org, connection: connection.id, at: now }),
      ),
    );
  }
  return verdict.status;
}

/**
 * What leads to the link, and the facts that its adapter takes for proved; all else is read from the provider. A reference
 * of another system on a shared account leads nowhere.
 */
export function toWake(
  provider: Pick<Provider, 'findNotified'>,
  { providerLinkId, paymentId, reference, observation }: NotificationHint,
  base: { org: string; connection: string; at: number },
): Hint<WakeHint>[] {
  const isOurs = reference !== undefined && parseReference(reference) !== undefined;
  const isFound = paymentId !== undefined && reference === undefined && provider.findNotified !== undefined;
  if (providerLinkId === undefined && !isOurs && !isFound) return [];
  return [
    {
      group: base.org,
      message: {
        v: 1,
        kind: 'notified',
        ...base,
        ...(providerLinkId === undefined ? {} : { providerLinkId }),
        ...(paymentId === undefined ? {} : { paymentId }),
        ...(isOurs ? { reference } : {}),
        ...(observation === undefined ? {} : { observation }),
      },
    },
  ];
}
