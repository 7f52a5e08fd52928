import * as z from 'zod/mini';
import { refuseCardNumbers } from '../api/card-number.ts';
import { type FieldIssue, notFound } from '../errors.ts';
import { readJson } from './body.ts';
import type { ApiEvent } from './event.ts';
import { invalid, issuesOf } from './issues.ts';
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

/** A field that is missing is told so, not as one of the wrong type. */
function withRequired(issues: readonly FieldIssue[], sent: unknown): FieldIssue[] {
  return issues.map((issue) =>
    issue.code !== 'unknown_field' && valueAt(sent, issue.pointer) === undefined
      ? { pointer: issue.pointer, code: 'required', detail: 'This field is required.' }
      : issue,
  );
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (at, part) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? Reflect.get(at, part) : undefined,
      value,
    );
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

/** The same text for the same value, whatever the order of its members. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
