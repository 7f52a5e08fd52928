import { timingSafeEqual } from 'node:crypto';
import type { Call } from '../server.ts';
import { refusal } from './answers.ts';
import { type Body, unknownProperty } from './fields.ts';
import { fixtures } from './fixtures.ts';
import { find, type Link, type Smarterpay } from './state.ts';
import type { Wire } from './wire.ts';

export function checkToken({ headers }: Call, wire: Wire): void {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${fixtures.apiToken}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw refusal(wire.bad_token_status, 'unauthorised', 'The token is missing or wrong');
}

/** The JSON object of a write; media type and JSON are no matter of fields, so always 400. */
export function jsonBody({ headers, body }: Call): Body {
  const mediaType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json')
    throw refusal(400, 'invalid_request', 'The Content-Type header must be application/json');
  const value = parsed(body);
  if (!isObject(value)) throw refusal(400, 'invalid_request', 'The body must be a JSON object');
  return value;
}

export function refuseBody({ body }: Call): void {
  if (body !== '') throw refusal(400, 'invalid_request', 'No body is expected');
}

/** What is inside `payment_link`. */
export function wrapped(body: Body, wire: Wire): Body {
  const { payment_link, ...others } = body;
  const [other] = Object.keys(others);
  if (!isObject(payment_link))
    throw refusal(
      wire.validation_status,
      payment_link === undefined ? 'required' : 'invalid_value',
      payment_link === undefined ? 'payment_link is required' : 'payment_link must be an object',
      'payment_link',
    );
  if (other !== undefined && wire.unknown_property === 'reject') throw unknownProperty(other, wire);
  return payment_link;
}

/** Each parameter once, and none but these. */
export function parameters(
  { query }: Call,
  known: readonly string[],
  wire: Wire,
): Partial<Record<string, string>> {
  for (const name of new Set(query.keys())) {
    if (!known.includes(name) && wire.unknown_parameter === 'reject')
      throw refusal(wire.validation_status, 'unknown_parameter', `${name} is not a known parameter`, name);
    if (known.includes(name) && query.getAll(name).length > 1)
      throw refusal(wire.validation_status, 'invalid_value', `${name} may be given once`, name);
  }
  return Object.fromEntries([...query].filter(([name]) => known.includes(name)));
}

/** The link of a path; ids are opaque and told apart by case. */
export function linkOf({ state, wire }: Smarterpay, id: string): Link {
  const link = find(state.links, id);
  if (!link || link.deleted_at !== null)
    throw refusal(wire().not_found_status, 'not_found', 'There is no such payment link');
  return link;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw refusal(400, 'invalid_request', 'The body is not JSON');
  }
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
