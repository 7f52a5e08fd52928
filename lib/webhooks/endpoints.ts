import type { Clock } from '../clock.ts';
import { AppError, notFound } from '../errors.ts';
import { newWriter } from '../ids.ts';
import type { Table } from '../table/client.ts';
import {
  deleteEndpoint,
  getEndpoint,
  type KnownEndpoint,
  listEndpoints,
  putEndpoint,
} from '../table/webhook-endpoints.ts';
import { forgetWebhookFailures } from '../table/webhook-health.ts';
import { without } from '../without.ts';
import type { WebhookEndpoint } from './model/endpoint.ts';
import { DEFAULT_EVENT_TYPES, type WebhookEventType } from './model/event-types.ts';
import { newWebhookSecret } from './secrets.ts';
import { type Reach, urlFault } from './target.ts';

export interface EndpointDeps {
  table: Table;
  clock: Clock;
  /** Which hosts an url may name. */
  reach: Reach;
}

/** Each event is written once for each of them. */
const MOST_ENDPOINTS = 10;

const TRIES = 3;

export interface NewEndpoint {
  url: string;
  description?: string | undefined;
  events?: readonly WebhookEventType[] | undefined;
}

/** Missing stays; a null description is removed. */
export interface EndpointChanges {
  url?: string | undefined;
  description?: string | null | undefined;
  events?: readonly WebhookEventType[] | undefined;
  enabled?: boolean | undefined;
}

/**
 * Makes an endpoint; its secret is shown this once. `seed`: the same in every repeat of a request, whose secret nobody has seen
 * when it is asked for again. Throws `validation_error` for an url that is refused, `conflict_state` when there are ten.
 */
export async function createEndpoint(
  { table, clock, reach }: EndpointDeps,
  org: string,
  seed: string,
  wanted: NewEndpoint,
): Promise<{ known: KnownEndpoint; secret: string }> {
  refuseUrl(wanted.url, reach);
  const id = `we_${seed}`;
  const known = await listEndpoints(table, org, { consistent: true });
  const before = known.find(({ endpoint }) => endpoint.id === id)?.endpoint;
  if (!before && known.length >= MOST_ENDPOINTS)
    throw new AppError('conflict_state', `An organisation has ${MOST_ENDPOINTS} endpoints at most.`);
  const { secret, sealed } = await newWebhookSecret(org, id);
  const now = clock.now();
  const endpoint: WebhookEndpoint = {
    org,
    id,
    url: wanted.url,
    ...(wanted.description === undefined ? {} : { description: wanted.description }),
    events: unique(wanted.events ?? DEFAULT_EVENT_TYPES),
    secret: sealed,
    secretAt: now,
    version: (before?.version ?? 0) + 1,
    writer: newWriter(),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  if (!(await putEndpoint(table, endpoint, before))) throw busy();
  return { known: { endpoint }, secret };
}

/** `not_found` for unknown and foreign ids. */
export async function readEndpoint(table: Table, org: string, id: string): Promise<KnownEndpoint> {
  const known = await getEndpoint(table, org, id);
  if (!known) throw notFound();
  return known;
}

/** To enable one is also to forget how it failed: it is tried at once. */
export async function updateEndpoint(
  { table, clock, reach }: EndpointDeps,
  org: string,
  id: string,
  { url, description, events, enabled }: EndpointChanges,
): Promise<KnownEndpoint> {
  if (url !== undefined) refuseUrl(url, reach);
  const known = await changeEndpoint({ table, clock }, org, id, (before, now) => {
    const kept = enabled === true ? without(before, 'disabled') : before;
    const rest = description === null ? without(kept, 'description') : kept;
    return {
      ...rest,
      ...(url === undefined ? {} : { url }),
      ...(typeof description === 'string' ? { description } : {}),
      ...(events === undefined ? {} : { events: unique(events) }),
      ...(enabled === false && !before.disabled ? { disabled: { reason: 'by_key' as const, at: now } } : {}),
    };
  });
  if (enabled !== true && url === undefined) return known;
  await forgetWebhookFailures(table, org, id);
  return { endpoint: known.endpoint };
}

/** Its deliveries end with it. */
export async function removeEndpoint(table: Table, org: string, id: string): Promise<void> {
  await readEndpoint(table, org, id);
  await deleteEndpoint(table, org, id);
}

/** Changes what is kept of an endpoint, whoever else does. Throws `not_found`, and `operation_in_progress` in a crowd. */
export async function changeEndpoint(
  { table, clock }: { table: Table; clock: Clock },
  org: string,
  id: string,
  change: (before: WebhookEndpoint, now: number) => WebhookEndpoint,
): Promise<KnownEndpoint> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const known = await readEndpoint(table, org, id);
    const now = clock.now();
    const changed = change(known.endpoint, now);
    if (changed === known.endpoint) return known;
    const after = {
      ...changed,
      version: known.endpoint.version + 1,
      writer: newWriter(),
      updatedAt: now,
    };
    if (await putEndpoint(table, after, known.endpoint)) return { ...known, endpoint: after };
  }
  throw busy();
}

function refuseUrl(url: string, reach: Reach): void {
  const fault = urlFault(url, reach);
  if (fault === undefined) return;
  throw new AppError('validation_error', {
    detail: 'The url cannot be that of an endpoint.',
    errors: [{ pointer: '/url', code: 'not_allowed', detail: fault }],
  });
}

function busy(): AppError {
  return new AppError('operation_in_progress', 'The endpoint is being changed by others; try again.');
}

function unique(events: readonly WebhookEventType[]): WebhookEventType[] {
  return [...new Set(events)];
}
