import type { Context } from 'aws-lambda';
import type { ApiHandler } from './endpoint.ts';
import type { ApiEvent, ApiResult } from './event.ts';
import type { AnyRoute } from './route.ts';

/**
 * One function for several routes of one resource, each with its own handler: CloudFormation holds 500 resources, and a function
 * of its own costs five. The gateway says which route it has found.
 */
export function byRoute(
  ...served: readonly (readonly [Pick<AnyRoute, 'method' | 'path'>, ApiHandler])[]
): (event: ApiEvent, context: Context) => Promise<ApiResult> {
  const handlers = new Map(served.map(([{ method, path }, handler]) => [`${method} ${path}`, handler]));
  return async (event, context) => {
    const handler = handlers.get(event.routeKey);
    if (!handler) throw new Error(`no route of this function: ${event.routeKey}`);
    return handler(event, context);
  };
}
