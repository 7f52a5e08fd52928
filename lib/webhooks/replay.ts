import type { Clock } from '../clock.ts';
import { AppError, notFound } from '../errors.ts';
import { idOfBits, newWriter } from '../ids.ts';
import { listBinding, readPageToken, writePageToken } from '../page-token.ts';
import type { Table } from '../table/client.ts';
import {
  type DeliveryRange,
  getDelivery,
  pageOfDeliveries,
  replaceDelivery,
} from '../table/webhook-deliveries.ts';
import { without } from '../without.ts';
import { readEndpoint } from './endpoints.ts';
import type { DeliveryRef } from './make-deliveries.ts';
import type { Delivery, DeliveryState } from './model/delivery.ts';
import { HINT_LOST_MS } from './model/tries.ts';

export interface ReplayDeps {
  table: Table;
  clock: Clock;
  /** Asks for tries now; what of it is lost the timer finds. */
  hint(deliveries: readonly DeliveryRef[]): Promise<void>;
}

/** Deliveries that one request looks at; the answer's token goes on. */
const PER_REQUEST = 500;
const SIDE_BY_SIDE = 16;

export interface ReplayRange {
  /** Instants of events, epoch ms; `to` is not in it. */
  from: number;
  to: number;
  types?: readonly string[] | undefined;
  states?: readonly DeliveryState[] | undefined;
  token?: string | undefined;
}

const NOT_LISTED = /^[0-9A-Z]{26}$/;

/** Sends one delivery again, with ten new tries. `not_found`, and `conflict_state` where its endpoint is disabled. */
export async function replayDelivery(
  deps: ReplayDeps,
  org: string,
  endpoint: string,
  id: string,
): Promise<Delivery> {
  const { table } = deps;
  const delivery = await getDelivery(table, org, endpoint, id);
  if (!delivery) throw notFound();
  await refuseDisabled(table, org, endpoint);
  const replayed = await replay(deps, delivery);
  if (!replayed) throw new AppError('operation_in_progress', 'It is being sent just now; try again.');
  await deps.hint([replayed]);
  return replayed;
}

/**
 * Sends every delivery of a time range again, whatever became of it, 500 for each request: a repeat with the answer's token goes
 * on. One that is being sent just now is left alone.
 */
export async function replayRange(
  deps: ReplayDeps,
  org: string,
  endpoint: string,
  { from, to, types, states, token }: ReplayRange,
): Promise<{ replayed: number; nextToken: string | null }> {
  await refuseDisabled(deps.table, org, endpoint);
  const binding = listBinding('replay', endpoint, from, to, types, states);
  const after = token === undefined ? undefined : readPageToken(token, binding, NOT_LISTED);
  const range: DeliveryRange = {
    from: idOfBits(from, LOWEST),
    to: idOfBits(Math.max(from, to - 1), HIGHEST),
    order: 'oldest',
    limit: PER_REQUEST,
    after,
  };
  const { deliveries, more } = await pageOfDeliveries(deps.table, org, endpoint, range);
  const wanted = deliveries.filter(
    ({ event, state }) => (types?.includes(event.type) ?? true) && (states?.includes(state) ?? true),
  );
  const replayed: Delivery[] = [];
  const waiting = [...wanted];
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift())
      replayed.push(...[await replay(deps, one)].flatMap((done) => done ?? []));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  await deps.hint(replayed);
  const last = deliveries.at(-1);
  return { replayed: replayed.length, nextToken: more && last ? writePageToken(last.id, binding) : null };
}

const LOWEST = new Uint8Array(10);
const HIGHEST = new Uint8Array(10).fill(255);

async function refuseDisabled(table: Table, org: string, id: string): Promise<void> {
  const { endpoint } = await readEndpoint(table, org, id);
  if (!endpoint.disabled) return;
  throw new AppError('conflict_state', {
    detail: 'The endpoint is disabled: enable it first.',
    from: 'disabled',
    to: 'enabled',
  });
}

/** `undefined`: somebody has it just now. */
async function replay({ table, clock }: ReplayDeps, before: Delivery): Promise<Delivery | undefined> {
  const now = clock.now();
  if ((before.until ?? 0) > now) return undefined;
  const rest = without(before, 'reason', 'endedAt', 'until', 'nextAt', 'waited');
  const after: Delivery = {
    ...rest,
    state: 'pending',
    tries: 0,
    step: 0,
    dueAt: now + HINT_LOST_MS,
    replays: (before.replays ?? 0) + 1,
    version: before.version + 1,
    writer: newWriter(),
  };
  return (await replaceDelivery(table, after, before)) ? after : undefined;
}
