import { createHash } from 'node:crypto';
import { AppError } from './errors.ts';

/** Of which list a page is: what it was asked for. */
export function listBinding(...asked: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 16);
}

/** Plain: it grants nothing, since the organisation comes from the caller's key. */
export function writePageToken(last: string, binding: string): string {
  return Buffer.from(JSON.stringify([binding, last])).toString('base64url');
}

/** The last thing of the page before. Throws `page_token_invalid` for what is no token, or one of another list. */
export function readPageToken(token: string, binding: string, isLast = /^/): string {
  const [bound, last] = parsed(token);
  if (typeof bound !== 'string' || typeof last !== 'string' || !isLast.test(last)) {
    throw badToken('This is no page token.');
  }
  if (bound !== binding) throw badToken('The page token belongs to other filters or another sort.');
  return last;
}

function parsed(token: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.length === 2 ? value : [];
  } catch (cause) {
    throw badToken('This is no page token.', cause);
  }
}

function badToken(detail: string, cause?: unknown): AppError {
  return new AppError('page_token_invalid', detail, cause);
}
