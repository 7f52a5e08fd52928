import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { systemClock } from '../clock.ts';
import { newId } from '../ids.ts';
import { table } from '../table/client.ts';
import { authenticate, type Caller } from './auth.ts';
import { type ApiEvent, type ApiResult, requestIdOf } from './event.ts';
import { type Input, parseRequest } from './parse.ts';
import type { Route } from './route.ts';
import { stack } from './stack.ts';

/** One deadline for everything that a request does; the gateway gives up at 30 s. */
const DEADLINE_MS = 22_000;
/** What is kept of a function's own time to write down how it ended. */
const TO_FINISH_MS = 2_000;

export interface EndpointRequest<Params, Query, Body> {
  input: Input<Params, Query, Body>;
  caller: Caller;
  /** A ULID: the same in every repeat with one Idempotency-Key, so that what is made can be named by it. */
  seed: string;
  requestId: string;
  /** Aborted at the request's deadline. */
  signal: AbortSignal;
}

export type ApiHandler = (event: ApiEvent, context: Context) => Promise<ApiResult>;

/**
 * The one way from HTTP to a use case and back: request id and log line → authentication and scope → path, query and body
 * through the route's schemas → idempotency → the handler → its answer through the route's schema. Whatever is thrown on
 * the way becomes a problem (`problem.ts`), so a handler is one call without a status or a catch.
 */
export function endpoint<Params, Query, Body, Returned>(route: Route<Params, Query, Body, Returned>) {
  return {
    handler(work: (request: EndpointRequest<Params, Query, Body>) => Promise<Returned>): ApiHandler {
      return stack(`${route.method} ${route.path}`)
        .before((request) => identify(route, request.event))
        .handler((event: ApiEvent, context: Context) =>
          withDeadline(context, async (signal) => {
            const requestId = requestIdOf(event);
            const caller: Caller = event.caller ?? NOBODY;
            const { input, canonical } = parseRequest(route, event);
            const run = async (seed: string) =>
              serialise(
                route,
                await work({ input, caller: { ...caller, requestId }, seed, requestId, signal }),
              );
            return route.idempotent
              ? route.idempotent.answer({ route, event, caller, canonical, table, clock: systemClock }, run)
              : run(newId(systemClock.now()));
          }),
        );
    },
  };
}

async function identify(
  route: Pick<Route<never, never, never, never>, 'scope'>,
  event: ApiEvent,
): Promise<void> {
  if (route.scope === 'public') return;
  const deps = { table: table(), clock: systemClock };
  event.caller = await authenticate(deps, event.headers.authorization, route.scope);
}

/** Only what the schema names leaves the house. */
function serialise<Returned>(
  { returns }: Pick<Route<never, never, never, Returned>, 'returns'>,
  returned: Returned,
): ApiResult {
  const body = z.parse(returns.body, returned);
  const [usual = '200'] = Object.keys(returns.statuses);
  const statusCode = returns.statusOf?.(body) ?? Number(usual);
  const headers = { 'cache-control': 'no-store', ...returns.headers?.(body) };
  if (body === undefined) return { statusCode, headers };
  if (returns.asLocation) return { statusCode, headers: { ...headers, location: String(body) } };
  const type = returns.contentType ?? 'application/json';
  return {
    statusCode,
    headers: { 'content-type': type, ...headers },
    body: typeof body === 'string' && returns.contentType ? body : JSON.stringify(body),
  };
}

async function withDeadline<T>(context: Context, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const left = context.getRemainingTimeInMillis?.() ?? DEADLINE_MS + TO_FINISH_MS;
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new DOMException('the deadline of the request', 'TimeoutError')),
    Math.max(1_000, Math.min(DEADLINE_MS, left - TO_FINISH_MS)),
  );
  try {
    return await work(deadline.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** For public routes, which act for no organisation. */
const NOBODY: Caller = { org: '', by: 'public', keyId: '', scopes: [] };
