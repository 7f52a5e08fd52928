import type { Call } from '../server.ts';
import { type Faults, fault, invalid, Refusal } from './answers.ts';
import { fixtures } from './fixtures.ts';
import { type Fortis, find, type Link } from './state.ts';
import type { Wire } from './wire.ts';

export type Body = Readonly<Record<string, unknown>>;

export function checkHeaders({ headers }: Call): void {
  const { userId, userApiKey, developerId } = fixtures;
  const right =
    headers['user-id'] === userId &&
    headers['user-api-key'] === userApiKey &&
    headers['developer-id'] === developerId;
  if (!right) throw new Refusal(401, 'Your request was made with invalid credentials.');
}

/** The `paylink` of a body, and the names of what is beside it. */
export function paylinkBody({ headers, body }: Call): { paylink: Body; beside: string[] } {
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json')
    throw new Refusal(415, 'The Content-Type of the request must be application/json.');
  const { paylink, ...beside } = record(parsed(body), 'The body must be a JSON object.');
  return { paylink: record(paylink, 'The body must have an object paylink.'), beside: Object.keys(beside) };
}

export function refuseBody({ body }: Call): void {
  if (body !== '') throw new Refusal(400, 'No body is expected.');
}

/** Every parameter but these is a fault, under its name. */
export function parameterFaults({ query }: Call, known: readonly string[], wire: Wire): Faults {
  const faults: Faults = new Map();
  if (wire.unknown_filter === 'reject')
    for (const name of query.keys()) if (!known.includes(name)) fault(faults, name, 'is not known.');
  return faults;
}

export function refuse(faults: Faults, { validation_status }: Wire): void {
  if (faults.size > 0) throw invalid(validation_status, faults);
}

/** The paylink of a path; what is deleted is not found, or said to be deleted. */
export function linkOf({ state, wire }: Fortis, id: string): Link {
  const link = find(state.links, id);
  if (!link) throw new Refusal(404, 'There is no such paylink.');
  if (link.deleted_at !== null) throw new Refusal(wire().deleted_status, 'The paylink was deleted.');
  return link;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, 'The body is not JSON.');
  }
}

function record(value: unknown, message: string): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(400, message);
  return { ...value };
}
