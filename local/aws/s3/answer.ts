import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../aws-error.ts';
import type { Answer } from './request.ts';
import { toXml } from './xml.ts';

/** Sends an answer; a file is streamed, and a reader who leaves ends the reading. */
export async function sendAnswer(response: ServerResponse, answer: Answer): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(answer.status, answer.headers);
  const { file } = answer;
  if (!file || file.end < file.start) {
    response.end(answer.body);
    return;
  }
  await pipeline(createReadStream(file.path, { start: file.start, end: file.end }), response).catch(() => {
    response.destroy();
  });
}

/** An error as S3 tells it, in XML; the answer to HEAD has no body, so the status must say it. */
export function errorAnswer(thrown: unknown, request: IncomingMessage): Answer {
  const error =
    thrown instanceof AwsError
      ? thrown
      : new AwsError(
          'InternalError',
          thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'unknown',
          500,
        );
  const condition = typeof error.members.Condition === 'string' ? { Condition: error.members.Condition } : {};
  const resource = (request.url ?? '').replace(/\?.*$/s, '');
  const body = toXml('Error', { Code: error.type, Message: error.message, ...condition, Resource: resource });
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml' },
    ...(request.method !== 'HEAD' && { body }),
  };
}
