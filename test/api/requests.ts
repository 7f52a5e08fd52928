import { ROUTES } from '../../lib/api/routes.ts';
import type { AnyRoute } from '../../lib/http/route.ts';
import type { ApiRequest } from '../support/world.ts';

/** Every operation that asks for a key. */
export const KEYED: readonly AnyRoute[] = ROUTES.filter(({ scope }) => scope !== 'public');

/** Those that read a body. */
export const WRITING: readonly AnyRoute[] = KEYED.filter(
  ({ method }) => method !== 'GET' && method !== 'DELETE',
);

/** A request of that operation about a thing of this id. */
export function requestOf(route: AnyRoute, id: string): ApiRequest {
  return { method: route.method, path: route.path.replace(/\{(?:id|language)\}/, id) };
}
