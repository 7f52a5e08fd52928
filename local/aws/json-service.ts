import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import type { Listening } from '../listen.ts';
import { AwsError } from './aws-error.ts';
import { type Fault, type Faults, LostAnswer, type Service } from './faults.ts';
import { goneSignal, isSigned, listenAsAws, readBody, reset } from './http.ts';

/** Enough for 1 MiB of message that JSON escapes to six times its size. */
const BODY_LIMIT = 8 * 1024 * 1024;

export interface Call {
  /** Aborted when the caller has hung up. */
  gone: AbortSignal;
}

export type Operation = (input: unknown, call: Call) => unknown;

export interface JsonService {
  service: Service;
  /** Prefix of the error type, such as `com.amazonaws.sqs`. */
  namespace: string;
  contentType: string;
  /** Name of the requested operation, undefined when the request names none. */
  operationOf(request: IncomingMessage): string | undefined;
  operations: Record<string, Operation>;
  /** The service's own error for an input with unknown members, wrong types or values out of range. */
  invalid(issues: z.core.$ZodIssue[]): AwsError;
  errorHeaders?(error: AwsError): Record<string, string>;
  clock: Clock;
  faults: Faults;
  port?: number | undefined;
}

/** An operation whose input is held against a schema; a strict one refuses what the service does not know. */
export function operation<S extends z.ZodType>(
  schema: S,
  run: (input: z.output<S>, call: Call) => unknown,
): Operation {
  return (input, call) => run(schema.parse(input, { reportInput: true }), call);
}

/** Serves operations that take JSON and give JSON, which is AWS JSON 1.0, 1.1 and REST-JSON alike. */
export function startJsonService(service: JsonService): Promise<Listening> {
  return listenAsAws(
    service.clock,
    (request, response) => void answer(service, request, response),
    service.port,
  );
}

async function answer(service: JsonService, request: IncomingMessage, response: ServerResponse) {
  const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    if (response.destroyed) return;
    response.writeHead(status, { 'content-type': service.contentType, ...headers });
    response.end(JSON.stringify(body));
  };
  try {
    const name = service.operationOf(request) ?? '';
    const gone = goneSignal(response);
    const body = await readBody(request, BODY_LIMIT);
    const fault = service.faults.take(service.service, name);
    if (fault?.effect === 'none') return fail(fault, request);
    const output = await perform(service, name, request, body, { gone });
    if (fault) return fail(fault, request);
    send(200, output ?? {});
  } catch (thrown) {
    if (thrown instanceof LostAnswer) return reset(request);
    const error = toAwsError(service, thrown);
    send(
      error.status,
      { __type: `${service.namespace}#${error.type}`, message: error.message, ...error.members },
      { 'x-amzn-errortype': error.type, ...service.errorHeaders?.(error) },
    );
  }
}

async function perform(
  service: JsonService,
  name: string,
  request: IncomingMessage,
  body: Buffer,
  call: Call,
) {
  if (!isSigned(request))
    throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token', 403);
  const run = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (!run) throw new AwsError('UnknownOperationException', `The operation ${name} is not served here.`);
  return await run(parseJson(body), call);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON.');
  }
}

function fail(fault: Fault, request: IncomingMessage): void {
  if (fault.answer === 'hang') return;
  if (fault.answer === 'reset') reset(request);
  else throw new AwsError(fault.answer.type, 'A fault on demand.', fault.answer.status);
}

function toAwsError(service: JsonService, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof z.ZodError) return service.invalid(thrown.issues);
  return new AwsError(
    'InternalFailure',
    thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'unknown',
    500,
  );
}
