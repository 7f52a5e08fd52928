import { timingSafeEqual } from 'node:crypto';
import type { Call } from '../../../local/providers/server.ts';
import { Refusal } from './answers.ts';
import { fixtures } from './fixtures.ts';

/** The key comes first: nothing else is told to a stranger. */
export function checkKey({ headers }: Call): void {
  const given = Buffer.from(headers['x-api-key'] ?? '');
  const key = Buffer.from(fixtures.apiKey);
  if (given.length !== key.length || !timingSafeEqual(given, key)) throw new Refusal(401, 'unauthorised');
}

/** The JSON of a call that has a body. */
export function readJson({ headers, body }: Call): unknown {
  if (mediaType(headers['content-type']) !== 'application/json') throw new Refusal(415, 'media_type');
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, 'not_json');
  }
}

export function checkNoBody({ body }: Call): void {
  if (body !== '') throw new Refusal(400, 'unexpected_body');
}

/** Each parameter once, and only these. */
export function readQuery({ query }: Call, known: readonly string[]): Record<string, string> {
  for (const name of query.keys()) {
    if (!known.includes(name)) throw new Refusal(422, 'unknown_parameter', name);
    if (query.getAll(name).length > 1) throw new Refusal(422, 'repeated_parameter', name);
  }
  return Object.fromEntries(query);
}

function mediaType(value = ''): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}
