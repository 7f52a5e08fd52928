import type { OpenedConnection } from '../connections/open.ts';
import type { Rates } from '../connections/rate.ts';
import { unknownConnection } from '../connections/unknown.ts';
import { AppError } from '../errors.ts';
import { without } from '../without.ts';
import { causeOf } from './adopt.ts';
import { tryCreate } from './attempt-create.ts';
import { changeDuring } from './change-during.ts';
import { hintSlot, type Later } from './check-in-turn.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Failure, Link, Operation } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { operation, toldAlready } from './operation.ts';
import { failureOf } from './row-failure.ts';
import { waitOf } from './row-waits.ts';
import { saveLink } from './save.ts';
import { sendingAtCreation } from './sending-at-creation.ts';
import { forget, settleCreate } from './settle-create.ts';

export type RowDeps = LinkDeps & { rates: Rates };

/**
 * Goes on with the create of a batch's row that waits, whose outcome is unknown or whose worker is dead. Thousands of rows
 * may be in that state at once, so each call waits for its turn within the connection's rate. Called at `op.until`, by the
 * timer; twice or late it is harmless.
 */
export async function settleRow(deps: RowDeps, actor: Actor, link: Link): Promise<void> {
  const { op } = link;
  if (op?.kind !== 'create' || op.stuck || op.handedOver) return;
  const now = deps.clock.now();
  if (op.waits && link.stage === 'cancelled') return void (await forget(deps, actor, link));
  if (op.waits && hasMoney(link)) return lookInstead(deps, actor, link);
  if (op.waits && now >= Math.min(op.giveUpAt ?? now, link.expiresAt))
    return giveUp(deps, actor, link, { category: op.waits, at: now });
  const opened = await deps.openConnection(link.org, link.connection);
  if (op.waits && opened.connection.retiredAt !== undefined)
    return giveUp(deps, actor, link, failureOf(unknownConnection(), now));
  const asker = { ...link, againMs: waitOf(op, now) };
  const turn = await deps.rates.take(opened.connection, asker, op.waits ? 1 : 2);
  if (turn.turn === 'later') return waitForTurn(deps, actor, link, op, turn);
  const mine = without(link, 'slotAt');
  if (op.waits) await createOnceMore(deps, actor, opened, mine, op);
  else await settleCreate(deps, actor, mine).catch(toldAlready);
}

async function createOnceMore(
  deps: RowDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
  { attempt, giveUpAt }: Operation,
): Promise<void> {
  const now = deps.clock.now();
  const sending = await sendingAtCreation(deps, link.org, opened, link).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'recipient_suppressed') return failureOf(error, now);
    throw error;
  });
  if ('category' in sending) return giveUp(deps, actor, link, sending);
  // Nothing of it is there, so it keeps its reference, and the attempt does not count.
  const again = await saveLink(
    deps,
    link,
    {
      ...without(link, 'sentAtCreation'),
      ...sending,
      op: { ...operation('create', now, attempt), ...(giveUpAt === undefined ? {} : { giveUpAt }) },
    },
    { ...causeOf(actor), what: 'create again' },
  );
  if (again) await tryCreate(deps, actor, opened, again);
}

async function waitForTurn(
  deps: RowDeps,
  actor: Actor,
  link: Link,
  op: Operation,
  turn: Later,
): Promise<void> {
  const until = op.waits ? Math.min(turn.at, op.giveUpAt ?? turn.at) : turn.at;
  const saved = await saveLink(
    deps,
    link,
    {
      ...without(link, 'slotAt'),
      op: { ...op, until },
      ...(turn.slotAt === undefined ? {} : { slotAt: turn.slotAt }),
    },
    { ...causeOf(actor), what: 'waits' },
  );
  if (saved) await hintSlot(deps, saved, turn);
}

/** What was told of it says that it is there: it is looked for, and not made again. */
async function lookInstead(deps: RowDeps, actor: Actor, link: Link): Promise<void> {
  await changeDuring(
    deps,
    actor,
    link,
    (current) => ({ ...current, op: { ...without(current.op, 'waits'), looks: 0, until: deps.clock.now() } }),
    { what: 'create', reason: 'told of' },
  );
}

async function giveUp(deps: RowDeps, actor: Actor, link: Link, failure: Failure): Promise<void> {
  await changeDuring(
    deps,
    actor,
    link,
    (current) => ({ ...without(current, 'op', 'slotAt', 'nextCheckAt'), stage: 'failed', failure }),
    { what: 'create', reason: failure.category },
  );
}
