import * as z from 'zod/mini';
import type { ErrorCode } from '../errors.ts';
import type { Scope } from '../keys/api-key.ts';
import type { Idempotency } from './idempotency.ts';

/**
 * One operation of the public contract, as data: the handler that serves it (`endpoint.ts`) and the OpenAPI document
 * (`build/openapi.ts`) are made from the same object.
 */
export interface Route<Params, Query, Body, Returned> {
  /** `operationId`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/v1/links/{id}` */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** `public`: no key is asked for. */
  readonly scope: Scope | 'public';
  readonly params: z.ZodMiniType<Params>;
  /** What the path names when it does not fit: 404 (default), or 422 where the caller chooses the name. */
  readonly badParams?: 'not_found' | 'validation_error';
  readonly query: z.ZodMiniType<Query>;
  readonly body: z.ZodMiniType<Body>;
  /** A request without a body counts as `{}`. */
  readonly bodyOptional?: boolean;
  readonly returns: Returns<Returned>;
  /** Problems of this route beside those that every route has. */
  readonly errors?: readonly ErrorCode[];
  /** Takes `Idempotency-Key`: `once` or `onceSealed` of `idempotency.ts`. Given by the route, so that others do without its code. */
  readonly idempotent?: Idempotency;
  /** Takes `If-Match`. */
  readonly ifMatch?: boolean;
  /** For the document; `body` is valid. */
  readonly examples?: { readonly body?: unknown; readonly answer?: unknown };
}

interface Returns<Returned> {
  /** Every success status and what it means. The first is the usual one. */
  readonly statuses: Readonly<Record<number, string>>;
  readonly body: z.ZodMiniType<Returned>;
  /** Where there are several statuses. */
  readonly statusOf?: (body: Returned) => number;
  /** `application/json` when absent; any other is a text as it is. */
  readonly contentType?: string;
  /** The body is an address: it goes out as `Location`, and nothing else does. */
  readonly asLocation?: true;
  /** Headers that follow from the body. */
  readonly headers?: (body: Returned) => Readonly<Record<string, string>>;
}

const None = z.strictObject({});

/** For routes that take nothing, to be spread. */
export const noInput = { params: None, query: None, body: None, bodyOptional: true } as const;

/** For answers without content. */
export const Nothing = z.undefined();

/** What the document needs of any route. */
export type AnyRoute = Pick<
  Route<never, never, never, never>,
  | 'id'
  | 'method'
  | 'path'
  | 'tag'
  | 'summary'
  | 'description'
  | 'scope'
  | 'errors'
  | 'idempotent'
  | 'ifMatch'
  | 'examples'
  | 'bodyOptional'
> & {
  readonly params: z.core.$ZodType;
  readonly query: z.core.$ZodType;
  readonly body: z.core.$ZodType;
  readonly returns: Pick<Returns<never>, 'statuses' | 'contentType' | 'asLocation'> & {
    readonly body: z.core.$ZodType;
  };
};
