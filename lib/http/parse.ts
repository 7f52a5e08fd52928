import * as z from 'zod/mini';
import { refuseCardNumbers } from '../api/card-number.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type FieldIssue, notFound } from '../errors.ts';
import { readJson } from './body.ts';
import type { ApiEvent } from './event.ts';
import { invalid, issuesOf, withRequired } from './issues.ts';
import { readQuery } from './query.ts';
import type { Route } from './route.ts';

export interface Input<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  /** The version that `If-Match` names. */
  ifMatch?: number;
}

export interface Parsed<Params, Query, Body> {
  input: Input<Params, Query, Body>;
  /** The request as it was meant, to be recognised when it comes again. */
  canonical: string;
}

/** Reads path, query, headers and body of a request by its route; every fault is told at once. */
export function parseRequest<Params, Query, Body, Returned>(
  route: Route<Params, Query, Body, Returned>,
  event: ApiEvent,
): Parsed<Params, Query, Body> {
  const sent = readBody(route, event);
  refuseCardNumbers(sent);
  // Where the caller chooses the name, it is a free text too.
  if (route.badParams === 'validation_error') refuseCardNumbers({ path: event.pathParameters });
  const params = z.safeParse(route.params, { ...event.pathParameters });
  if (!params.success && route.badParams !== 'validation_error') throw notFound();

  const query = z.safeParse(route.query, readQuery(event.rawQueryString));
  const body = z.safeParse(route.body, sent);
  const match = route.ifMatch ? readIfMatch(event.headers['if-match']) : {};
  if (!params.success || !query.success || !body.success || match.issue) {
    throw invalid([
      ...(params.success ? [] : issuesOf(params.error, '/path')),
      ...(query.success ? [] : issuesOf(query.error, '/query')),
      ...(match.issue ? [match.issue] : []),
      ...(body.success ? [] : withRequired(issuesOf(body.error), sent)),
    ]);
  }
  return {
    input: {
      params: params.data,
      query: query.data,
      body: body.data,
      ...(match.version === undefined ? {} : { ifMatch: match.version }),
    },
    canonical: canonicalJson([route.method, event.pathParameters ?? {}, event.rawQueryString, sent]),
  };
}

/** A `GET` or `DELETE` has no body that means anything. */
function readBody(route: { method: string; bodyOptional?: boolean }, event: ApiEvent): unknown {
  if (route.method === 'GET' || route.method === 'DELETE') return {};
  const sent = readJson(event);
  return sent === undefined && route.bodyOptional ? {} : sent;
}

/** `"3"`, as `ETag` gives it; `*` matches any version. */
function readIfMatch(header: string | undefined): { version?: number; issue?: FieldIssue } {
  if (header === undefined || header.trim() === '*') return {};
  const [, version] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(header) ?? [];
  if (version !== undefined) return { version: Number(version) };
  return {
    issue: {
      pointer: '/header/if-match',
      code: 'wrong_format',
      detail: 'The version in quotes, as in ETag.',
    },
  };
}
