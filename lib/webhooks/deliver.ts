import type { Clock } from '../clock.ts';
import { derivedBits, newWriter } from '../ids.ts';
import { log } from '../log.ts';
import type { Table } from '../table/client.ts';
import { isUnworkable, putOff } from '../table/due.ts';
import { deliveryKey } from '../table/keys.ts';
import { getDelivery, replaceDelivery } from '../table/webhook-deliveries.ts';
import { getEndpoint, type KnownEndpoint } from '../table/webhook-endpoints.ts';
import { countWebhookFailure, forgetWebhookFailures, takeProbe } from '../table/webhook-health.ts';
import { without } from '../without.ts';
import type { DeliveryRef } from './make-deliveries.ts';
import { type Attempt, type Delivery, isReady } from './model/delivery.ts';
import { gateOf, isToBeTold, PROBE_MS } from './model/health.ts';
import { claimed, MOST_TRIES, nextTry, passedOver, withAttempt } from './model/tries.ts';
import type { Post, Posted } from './post.ts';
import { retryAfterMs } from './retry-after.ts';
import { secretsOf } from './secrets.ts';
import { signed } from './signed.ts';
import type { TellOwner } from './tell-owner.ts';

export interface DeliverDeps {
  table: Table;
  clock: Clock;
  post(wanted: Post): Promise<Posted>;
  tellOwner: TellOwner;
  /** Asks for the next try of a delivery at its time, seconds from now. */
  later(delivery: DeliveryRef, delaySeconds: number): Promise<void>;
}

/** SQS delays no message for longer; the timer does. */
const LONGEST_HINT_SECONDS = 900;

/**
 * Does what is due of one delivery, whoever asks and however often: at least one try arrives, or its tries are used. Each await
 * may be the last line that runs: a claim that died is taken up by the timer, and counts as a try.
 */
export async function deliver(deps: DeliverDeps, ref: DeliveryRef): Promise<void> {
  try {
    const delivery = await getDelivery(deps.table, ref.org, ref.endpoint, ref.id);
    if (delivery && isReady(delivery, deps.clock.now())) await deliverReady(deps, delivery);
  } catch (error) {
    if (!isUnworkable(error)) throw error;
    // Nobody here can read it; whoever can goes on with it in an hour.
    log.error('DUE_PUT_OFF', { delivery: ref.id, org: ref.org, count: 1 }, error);
    await putOff(deps.table, deliveryKey(ref.org, ref.endpoint, ref.id), deps.clock.now());
  }
}

async function deliverReady(deps: DeliverDeps, delivery: Delivery): Promise<void> {
  const known = await getEndpoint(deps.table, delivery.org, delivery.endpoint);
  if (!known) return end(deps, delivery, 'skipped', 'endpoint_deleted');
  if (known.endpoint.disabled) return end(deps, delivery, 'skipped', 'endpoint_disabled');
  // Its last worker died, and so did others before.
  if (delivery.step >= MOST_TRIES) return end(deps, delivery, 'failed', 'tries_used');
  if (await isToWait(deps, delivery, known)) return;
  const secrets = await secretsOf(known.endpoint, deps.clock.now());
  const now = deps.clock.now();
  const mine = await save(deps, delivery, { ...without(delivery, 'waited'), ...claimed(delivery, now) });
  if (!mine) return;
  const { headers, body } = signed(mine.event, secrets, now);
  const posted = await deps.post({ url: known.endpoint.url, headers, body });
  await record(deps, mine, known, posted, now);
}

/** While its endpoint is left alone; of all that come after that, one is the probe. */
async function isToWait(deps: DeliverDeps, delivery: Delivery, { health }: KnownEndpoint): Promise<boolean> {
  const now = deps.clock.now();
  const gate = gateOf(health, now);
  if (gate === 'open' || !health) return false;
  const { org, endpoint } = delivery;
  if (gate === 'probe' && (await takeProbe(deps.table, org, endpoint, health, now))) return false;
  const closedUntil = gate === 'probe' ? now + PROBE_MS : gate.closedUntil;
  const waiting = passedOver(delivery, now, closedUntil, chanceOf(delivery));
  if (!waiting) return false;
  await save(deps, delivery, { ...without(delivery, 'waited', 'until'), ...waiting });
  return true;
}

async function record(
  deps: DeliverDeps,
  mine: Delivery,
  { endpoint, health }: KnownEndpoint,
  posted: Posted,
  begunAt: number,
): Promise<void> {
  const now = deps.clock.now();
  const { org, endpoint: id } = mine;
  const attempt: Attempt = { at: begunAt, ms: Math.max(0, now - begunAt), ...outcomeOf(posted) };
  const tried = { ...without(mine, 'until'), attempts: withAttempt(mine.attempts, attempt) };
  log.info('WEBHOOK_TRY', { org, endpoint: id, delivery: mine.id, try: mine.tries, ...outcomeOf(posted) });
  const { status = 0 } = attempt;
  if (status >= 200 && status < 300) {
    await end(deps, mine, 'delivered', undefined, tried);
    if (health) await forgetWebhookFailures(deps.table, org, id);
    return;
  }
  if (status === 410) {
    // In this order: whatever dies on the way is done again by the next try.
    await deps.tellOwner(endpoint, 'gone', now);
    return end(deps, mine, 'failed', 'gone', tried);
  }
  const next = nextTry(mine, now, chanceOf(mine), retryAfterMs(posted, now));
  if (next) {
    await save(deps, mine, { ...tried, ...next });
    const delaySeconds = ((next.nextAt ?? now) - now) / 1000;
    if (delaySeconds <= LONGEST_HINT_SECONDS) await deps.later(mine, delaySeconds);
  } else await end(deps, mine, 'failed', 'tries_used', tried);
  const failing = await countWebhookFailure(deps.table, org, id, now);
  if (isToBeTold(failing, now)) await deps.tellOwner(endpoint, 'down', now, failing.failingSince);
}

function outcomeOf(posted: Posted): Pick<Attempt, 'status' | 'failure'> {
  return 'failure' in posted ? { failure: posted.failure } : { status: posted.status };
}

async function end(
  deps: DeliverDeps,
  before: Delivery,
  state: 'delivered' | 'failed' | 'skipped',
  reason: Delivery['reason'],
  tried: Delivery = before,
): Promise<void> {
  const { org, endpoint, id } = before;
  const rest = without(tried, 'nextAt', 'until', 'dueAt', 'waited', 'reason');
  await save(deps, before, {
    ...rest,
    state,
    ...(reason === undefined ? {} : { reason }),
    endedAt: deps.clock.now(),
  });
  if (state === 'failed') log.warn('WEBHOOK_GIVEN_UP', { org, endpoint, delivery: id, reason });
}

/** `undefined`: somebody else was faster, and goes on with it. */
async function save(deps: DeliverDeps, before: Delivery, after: Delivery): Promise<Delivery | undefined> {
  const written = { ...after, version: before.version + 1, writer: newWriter() };
  return (await replaceDelivery(deps.table, written, before)) ? written : undefined;
}

/** 0 to 1, another for each delivery and step, the same whoever reckons it. */
function chanceOf({ id, endpoint, step }: Delivery): number {
  return derivedBits(endpoint, id, String(step)).readUInt32BE(0) / 2 ** 32;
}
