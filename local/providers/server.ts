import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Calls } from './calls.ts';
import type { Fault, Faults } from './faults.ts';

/** A request as the simulators see it: whole, and with its operation known. */
export interface Call {
  operation: string;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  /** The body as it came, for what is not text. */
  bytes: Buffer;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Surface {
  /** The operation of a method and path (query included), `page` for the payment page; undefined: there is none. */
  operation(method: string, path: string): string | undefined;
  /** Answers at once and does its whole effect at once; called for unknown paths too, with operation `unknown`. */
  handle(call: Call): Answer;
  /** The provider's own error body for a status that a fault asks for. */
  failure(status: number, operation: string, fault: Fault): Answer;
  /** Bytes that a body may have, where it is not 1 MiB. */
  bodyLimit?(operation: string): number;
  /** The control interface, for everything under `/_control`. */
  control(call: Call): Answer;
  calls: Calls;
  faults: Faults;
}

const bodyLimitBytes = 1024 * 1024;

/** Plain node:http, because faults need the socket: it is reset, left open or given half an answer. */
export function requestListener(surface: Surface): RequestListener {
  return (request, response) => {
    serve(surface, request, response).catch((error: unknown) => {
      // A client that goes away in the middle of its request is no fault of ours.
      if (request.destroyed && !request.complete) return;
      process.emitWarning(error instanceof Error ? error : String(error));
      if (!response.headersSent) write(response, text(500, 'the simulator itself failed'));
    });
  };
}

async function serve(surface: Surface, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url: path = '/' } = request;
  const url = new URL(path, 'http://simulator.invalid');
  const control = url.pathname === '/_control' || url.pathname.startsWith('/_control/');
  const operation = control ? 'control' : (surface.operation(method, path) ?? 'unknown');
  const bytes = await readBody(request, surface.bodyLimit?.(operation) ?? bodyLimitBytes);
  if (bytes === undefined) return write(response, text(413, 'too large'));
  const body = bytes.toString('utf8');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const call = { operation, method, path: url.pathname, query: url.searchParams, headers, body, bytes };
  if (control) return write(response, surface.control(call));

  const recorded = surface.calls.record({ operation, method, path, headers, body });
  const fault = surface.faults.take(operation);
  if (fault) recorded.fault = `${fault.kind} ${fault.when}`;
  const answer = await answerWith(
    fault,
    () => surface.handle(call),
    (status, cause) => surface.failure(status, operation, cause),
  );
  if (answer === 'hang') return;
  if (answer === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  recorded.status = answer.status;
  write(response, answer);
}

async function answerWith(
  fault: Fault | undefined,
  work: () => Answer,
  failure: (status: number, fault: Fault) => Answer,
): Promise<Answer | 'hang' | 'reset'> {
  if (!fault) return work();
  if (fault.kind === 'slow') {
    const done = fault.when === 'after' ? work() : undefined;
    await sleep(fault.ms ?? 1000);
    return done ?? work();
  }
  const done = fault.when === 'after' ? work() : undefined;
  switch (fault.kind) {
    case 'hang':
    case 'reset':
      return fault.kind;
    case 'html':
      return htmlAnswer(fault.status ?? 200, '<!doctype html><title>Please wait</title><h1>Please wait</h1>');
    case 'empty':
      return { status: fault.status ?? 200, headers: {}, body: '' };
    case 'truncated': {
      const whole = done ?? { ...failure(500, fault), status: 200 };
      return { ...whole, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) };
    }
    default: {
      const failed = failure(fault.status ?? 500, fault);
      if (fault.retry_after === undefined) return failed;
      return { ...failed, headers: { ...failed.headers, 'retry-after': String(fault.retry_after) } };
    }
  }
}

export function jsonAnswer(status: number, body: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

export function htmlAnswer(status: number, body: string): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      // No form-action: a payment form ends in a redirect to the merchant, wherever that is.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    },
    body,
  };
}

export function seeOther(location: string): Answer {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

function text(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function write(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(response.req.method === 'HEAD' ? undefined : answer.body);
}

async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= limitBytes) parts.push(part);
  }
  return size > limitBytes ? undefined : Buffer.concat(parts);
}
