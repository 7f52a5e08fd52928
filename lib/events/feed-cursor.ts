import { AppError } from '../errors.ts';
import { listBinding } from '../page-token.ts';
import { instantOfPlace } from '../table/feed.ts';

/** Whose feed a cursor is of, and of which events in it. */
export interface FeedOf {
  org: string;
  /** Without doubles; in any order. */
  types: readonly string[];
}

/** A place in a feed as a caller holds it: plain, since it grants nothing. The organisation comes from the caller's key. */
export function writeCursor(place: string, of: FeedOf): string {
  return Buffer.from(JSON.stringify([...bindingsOf(of), place])).toString('base64url');
}

/** The place. Throws `page_token_invalid` for what is no cursor, or one of another feed. */
export function readCursor(cursor: string, of: FeedOf): string {
  const [org, types, place] = parsed(cursor);
  if (typeof place !== 'string' || instantOfPlace(place) === undefined) throw refused('This is no cursor.');
  const [ownOrg, ownTypes] = bindingsOf(of);
  if (org !== ownOrg) throw refused('The cursor is of the events of another organisation.');
  if (types !== ownTypes) {
    throw refused('The cursor is of other types of events than this key is shown now: begin with `from`.');
  }
  return place;
}

function bindingsOf({ org, types }: FeedOf): readonly [string, string] {
  return [listBinding('feed', org), listBinding('types', [...types].sort())];
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.length === 3 ? value : [];
  } catch (cause) {
    throw refused('This is no cursor.', cause);
  }
}

function refused(detail: string, cause?: unknown): AppError {
  return new AppError('page_token_invalid', detail, cause);
}
