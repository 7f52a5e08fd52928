import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Clock } from '../../lib/clock.ts';
import { type Listening, listen } from '../listen.ts';
import { AwsError } from './aws-error.ts';

/**
 * Listens as an AWS endpoint does: every answer has a request id and a `Date` by the passed clock (the SDK corrects
 * its own clock by that header), and idle connections live longer than any client keeps them.
 */
export async function listenAsAws(clock: Clock, listener: RequestListener, port = 0): Promise<Listening> {
  const listening = await listen((request, response) => {
    response.sendDate = false;
    response.setHeader('date', new Date(clock.now()).toUTCString());
    response.setHeader('x-amzn-requestid', randomUUID());
    listener(request, response);
  }, port);
  listening.server.keepAliveTimeout = 120_000;
  return listening;
}

/** The whole body; longer ones than the limit (bytes) are refused. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > limit) throw new AwsError('RequestEntityTooLargeException', 'The request is too large.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Only the presence of a Signature Version 4 header is looked at: nobody signs in to a loopback server. */
export function isSigned(request: IncomingMessage): boolean {
  return /^AWS4-HMAC-SHA256 Credential=[^,]+, *SignedHeaders=[^,]+, *Signature=[0-9a-f]{64}$/.test(
    request.headers.authorization ?? '',
  );
}

/** Ends the connection as a crash would, without an answer. */
export function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

/** Aborted when the caller has gone before the answer went out. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
