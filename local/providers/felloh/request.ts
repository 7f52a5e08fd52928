import type { Call } from '../server.ts';
import { type Fault, Refusal, refusal } from './answers.ts';
import type { Body } from './fields.ts';
import { organisations } from './fixtures.ts';
import { type Felloh, find, type Link } from './state.ts';
import type { Wire } from './wire.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `Accept` is there and takes JSON; a body comes as JSON. */
export function checkMedia({ headers, body }: Call): void {
  if (headers.accept === undefined) throw refusal(400, 'bad_request', 'The Accept header is missing');
  if (!acceptsJson(headers.accept))
    throw refusal(406, 'bad_request', 'Only application/json can be answered');
  if (body !== '' && mediaType(headers['content-type'] ?? '') !== 'application/json')
    throw refusal(400, 'bad_request', 'The Content-Type header must be application/json');
}

export function checkToken({ state, clock }: Felloh, { headers }: Call): void {
  const [, token] = /^Bearer ([^ ]+)$/.exec(headers.authorization ?? '') ?? [];
  const endsAt = token === undefined ? undefined : find(state.tokens, token);
  if (endsAt === undefined || clock.now() >= endsAt)
    throw refusal(401, 'authentication.invalid', 'The token is missing, unknown or over');
}

/** An object without its nulls, which mean the same as nothing. */
export function jsonBody({ body }: Call): Body {
  const value = parsed(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refusal(400, 'bad_request', 'The body must be a JSON object');
  return Object.fromEntries(Object.entries(value).filter(([, property]) => property !== null));
}

/** A missing or mistyped organisation is a fault of the fields, told later. */
export function checkOrganisation({ organisation }: Body, wire: Wire): void {
  if (typeof organisation === 'string' && !Object.hasOwn(organisations, organisation))
    throw refusal(
      wire.foreign_organisation_status,
      'organisation.forbidden',
      'The organisation is not one of yours',
    );
}

/** No operation takes a parameter in its query, so each one is unknown. */
export function queryFaults({ query }: Call, wire: Wire): Fault[] {
  if (wire.unknown_property === 'ignore') return [];
  return [...new Set(query.keys())].map((name) => ({
    code: `payment_link.${name}`,
    message: `${name} is not a known parameter`,
  }));
}

export function refuseQuery(call: Call, wire: Wire): void {
  const faults = queryFaults(call, wire);
  if (faults.length > 0) throw new Refusal(wire.validation_status, faults);
}

/** The link of a path; what is deleted is not found either. */
export function linkOf(felloh: Felloh, id: string): Link {
  const link = uuid.test(id) ? find(felloh.state.links, id.toLowerCase()) : undefined;
  if (!link) throw refusal(404, 'payment_link.not_found', 'There is no such payment link');
  if (link.deleted_at !== null)
    throw refusal(felloh.wire().deleted_status, 'payment_link.not_found', 'There is no such payment link');
  return link;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw refusal(400, 'bad_request', 'The body is not JSON');
  }
}

function acceptsJson(accept: string): boolean {
  return accept.split(',').some((range) => ['application/json', '*/*'].includes(mediaType(range)));
}

function mediaType(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}
