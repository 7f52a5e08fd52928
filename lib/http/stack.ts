import middy from '@middy/core';
import { log } from '../log.ts';
import { type ApiEvent, type ApiResult, requestIdOf } from './event.ts';
import { PROBLEMS, toAppError, toProblem } from './problem.ts';

/**
 * What every answer has, whatever happens: the request's id, security headers, one log line, and problem details for
 * whatever is thrown. `name` is the route as it is written, since a path may hold a token.
 */
export function stack(name: string) {
  return middy<ApiEvent, ApiResult>().use({ before: begin, after: finish, onError: refuse });

  function begin(request: middy.Request<ApiEvent, ApiResult>): void {
    started.set(request.event, Date.now());
  }

  function finish(request: middy.Request<ApiEvent, ApiResult>): void {
    const { event, response } = request;
    if (!response) return;
    const requestId = requestIdOf(event);
    response.headers = { 'x-content-type-options': 'nosniff', ...response.headers, 'request-id': requestId };
    log.info('REQUEST', {
      route: name,
      requestId,
      status: response.statusCode,
      ms: Date.now() - (started.get(event) ?? Date.now()),
      org: event.caller?.org,
      by: event.caller?.by,
    });
  }

  function refuse(request: middy.Request<ApiEvent, ApiResult>): void {
    const { event, error } = request;
    const { code } = toAppError(error);
    const fields = { route: name, requestId: requestIdOf(event), problem: code, org: event.caller?.org };
    if (PROBLEMS[code].status >= 500) log.error('REQUEST_FAILED', fields, error);
    request.response = toProblem(error, requestIdOf(event));
    finish(request);
  }
}

const started = new WeakMap<ApiEvent, number>();
