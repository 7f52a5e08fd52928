import ky from 'ky';
import * as z from 'zod/mini';
import type { FieldIssue } from '../errors.ts';
import { ProviderError, type ProviderErrorFacts, type ProviderErrorKind } from './errors.ts';
import { kindOfStatus, retryAfterMs, transportCode, wasNotSent } from './http-failures.ts';

/** `read` changes nothing and may be repeated; `create` makes a link; `write` is every other change. */
export type Effect = 'read' | 'write' | 'create';

export interface ProviderRequest<Answer> {
  provider: string;
  operation: string;
  /** Decides what a lost answer means. Never inferred from the method: Felloh lists with POST and creates with PUT. */
  effect: Effect;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, with its query. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  form?: Readonly<Record<string, string>>;
  /** A body as it is; its content type is among the headers. */
  bytes?: Uint8Array;
  /** The 2xx that say that it was done; any other then says nothing. Absent: all of them. */
  accepts?: readonly number[];
  /** Of any 2xx body: parsed JSON, else the text as it is; undefined when the body is empty. */
  answer: z.ZodMiniType<Answer>;
  /** What the provider's error table says beyond the status: the body as above. */
  readError?: (status: number, body: unknown) => ErrorReading;
}

export interface ErrorReading {
  /** Absent: the kind that the status has with every provider. */
  kind?: ProviderErrorKind | undefined;
  code?: string | undefined;
  pointers?: readonly FieldIssue['pointer'][] | undefined;
}

/** A call ends by itself after this long, whatever its deadline. */
const timeoutMs = 15_000;

/**
 * One request on the wire and no repeat (but for Node's own after 421, which says that it was not taken on). Gives the parsed answer or throws `ProviderError`, which holds neither the
 * provider's words nor anything of the request.
 */
export async function requestProvider<Answer>(
  request: ProviderRequest<Answer>,
  { signal, now }: { signal: AbortSignal; now(): number },
): Promise<Answer> {
  const { provider, operation, effect, accepts } = request;
  const failure = (facts: Omit<ProviderErrorFacts, 'provider' | 'operation'>, cause: string) =>
    new ProviderError({ provider, operation, ...facts }, new Error(cause));

  if (signal.aborted) throw failure({ kind: 'unavailable' }, 'not sent: no time left');
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  let response: Response;
  try {
    response = await send(request, deadline);
  } catch (error) {
    const unsent = wasNotSent(error);
    throw failure({ kind: unsent ? 'unavailable' : lostAnswer(effect) }, transportCode(error));
  }

  const { status, ok } = response;
  const body = await readBody(response);
  if (ok && body.broken !== undefined) throw failure({ kind: lostAnswer(effect), status }, body.broken);
  if (ok) {
    const kind = effect === 'create' ? 'outcome-unknown' : 'bad-response';
    if (accepts?.includes(status) === false) throw failure({ kind, status }, `status ${status}`);
    const parsed = z.safeParse(request.answer, body.value);
    if (parsed.success) return parsed.data;
    throw failure({ kind, status }, `unreadable answer at ${pathOf(parsed.error)}`);
  }
  const {
    kind = kindOfStatus(status) ?? lostAnswer(effect),
    code,
    pointers,
  } = request.readError?.(status, body.value) ?? {};
  const retryAfter = retryAfterMs(response.headers.get('retry-after'), now());
  throw failure(
    {
      kind,
      status,
      ...(code !== undefined && { code }),
      ...(pointers !== undefined && pointers.length > 0 && { pointers }),
      ...(retryAfter !== undefined && { retryAfterMs: retryAfter }),
    },
    `status ${status}`,
  );
}

function send(
  { method, url, headers, json, form, bytes }: ProviderRequest<unknown>,
  signal: AbortSignal,
): Promise<Response> {
  return ky(url, {
    method,
    headers: {
      accept: 'application/json',
      ...headers,
      // A kept connection that died while the environment was frozen would turn a create into an unknown outcome.
      connection: 'close',
    },
    ...(json !== undefined && { json }),
    ...(form !== undefined && { body: new URLSearchParams(form) }),
    ...(bytes !== undefined && { body: new Uint8Array(bytes) }),
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    redirect: 'manual',
    signal,
  });
}

async function readBody(response: Response): Promise<{ value?: unknown; broken?: string }> {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    return { broken: transportCode(error) };
  }
  if (text === '') return {};
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { value: text };
  }
}

function lostAnswer(effect: Effect): ProviderErrorKind {
  return effect === 'read' ? 'unavailable' : 'outcome-unknown';
}

/** Where the answer does not fit, never what stands there. */
function pathOf(error: z.core.$ZodError): string {
  return `/${error.issues[0]?.path.map(String).join('/') ?? ''}`;
}
