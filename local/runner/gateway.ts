import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import { toGatewayEvent } from './gateway-event.ts';
import { type GatewayResponse, toGatewayResponse } from './gateway-response.ts';
import type { Integration } from './http-api.ts';
import type { Log } from './logs.ts';
import type { FindRoute } from './routes.ts';

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** An HTTP API: its routes, its limits and its own answers, before and behind the functions. */
export function createGateway(find: FindRoute<Integration>, clock: Clock, log: Log): RequestListener {
  return async (request, response) => {
    try {
      const answer = await handle(find, clock, log, request);
      if (answer) write(request, response, answer);
    } catch {
      // The client has gone; nobody is left to answer.
      response.destroy();
    }
  };
}

async function handle(find: FindRoute<Integration>, clock: Clock, log: Log, request: IncomingMessage) {
  const body = await readBody(request);
  if (!body) return own(413, 'Request Entity Too Large');
  const match = find(request.method ?? 'GET', (request.url ?? '/').split('?')[0] ?? '/');
  if (!match) return own(404, 'Not Found');

  const { routeKey, parameters, target } = match;
  if (target.refusal) {
    const message = `${routeKey}: ${target.refusal}`;
    log({ source: 'runner', line: JSON.stringify({ level: 'ERROR', message }) });
    return own(500, 'Internal Server Error');
  }
  const event = toGatewayEvent({ request, body, routeKey, parameters, now: clock.now() });
  const timeout = new AbortController();
  const outcome = await Promise.race([
    target.function.invoke(event),
    sleep(target.timeoutMs, undefined, { signal: timeout.signal }).catch(() => undefined),
  ]);
  timeout.abort();
  if (!outcome || (!outcome.ok && outcome.reason === 'timeout')) return own(503, 'Service Unavailable');
  const answer = outcome.ok ? toGatewayResponse(outcome.value) : undefined;
  return answer ?? own(500, 'Internal Server Error');
}

/** Undefined for a body that is too long; what of it is still under way is thrown away. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function own(status: number, message: string): GatewayResponse {
  return {
    status,
    headers: [['content-type', 'application/json']],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

function write(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: GatewayResponse,
) {
  response.statusCode = status;
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader('apigw-requestid', randomUUID());
  const hasBody = status !== 204 && status !== 304;
  if (hasBody) response.setHeader('content-length', body.length);
  response.end(hasBody && request.method !== 'HEAD' ? body : undefined);
}
