import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { AppError } from '../errors.ts';

const Token = z.tuple([z.string(), z.string()]);

/** Of which list a page is: whatever of the request decides what stands where. */
export function listBinding(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}

/** Plain: it grants nothing, since the organisation comes from the caller's key. */
export function writePageToken(position: string, binding: string): string {
  return Buffer.from(JSON.stringify([binding, position])).toString('base64url');
}

/** Where the page before ended. Throws `page_token_invalid` for a token of another list, or one that is none. */
export function readPageToken(token: string, binding: string): string {
  const [bound, position] = parseToken(token);
  if (bound !== binding) throw badPageToken('The page token belongs to other filters or another sort.');
  return position;
}

export function badPageToken(detail = 'This is no page token.', cause?: unknown): AppError {
  return new AppError('page_token_invalid', detail, cause);
}

function parseToken(token: string): z.infer<typeof Token> {
  try {
    return z.parse(Token, JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch (cause) {
    throw badPageToken(undefined, cause);
  }
}
