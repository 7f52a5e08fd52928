import { timingSafeEqual } from 'node:crypto';
import type { Call } from '../server.ts';
import { invalid, Refusal } from './answers.ts';
import { fixtures } from './fixtures.ts';
import type { Allpay } from './state.ts';
import type { OperationName, Wire } from './wire.ts';

export type Body = Readonly<Record<string, unknown>>;

/** The request's properties under the wire's names, without nulls and without the generated key, which was right. */
export function readRequest(allpay: Allpay, call: Call, operation: OperationName): Body {
  const wire = allpay.wire();
  checkMedia(call, wire);
  const inQuery = wire.methods[operation] === 'GET';
  const body = withoutNulls(inQuery ? queryObject(call, wire) : bodyObject(call, operation, wire));
  const rest = withoutKey(call, body, operation, wire);
  const [parameter] = inQuery ? [] : call.query.keys();
  if (parameter !== undefined) throw invalid(wire, `${parameter} is not a known parameter`);
  return rest;
}

/** Whether two secrets are one. */
export function same(given: unknown, key: string): boolean {
  if (typeof given !== 'string') return false;
  const a = Buffer.from(given);
  const b = Buffer.from(key);
  return a.length === b.length && timingSafeEqual(a, b);
}

function checkMedia({ headers, body }: Call, wire: Wire): void {
  if (!acceptsJson(headers.accept ?? '')) throw invalid(wire, 'The Accept header must be application/json');
  if (body !== '' && mediaType(headers['content-type'] ?? '') !== 'application/json')
    throw new Refusal(415, 'The Content-Type header must be application/json');
}

function bodyObject({ body }: Call, operation: OperationName, wire: Wire): Body {
  const whole = parsed(body, wire);
  if (operation !== 'create' || !wire.create_accepts_array) return object(whole, 'The body', wire);
  if (!Array.isArray(whole) || whole.length !== 1)
    throw invalid(wire, 'The body must be an array of one object');
  return object(whole[0], 'The body’s element', wire);
}

/** With method GET the same names are in the query, as texts. */
function queryObject({ query, body }: Call, wire: Wire): Body {
  if (body !== '') throw invalid(wire, 'No body is expected');
  const { amount, sending_method, validated } = wire.names;
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const [value = '', ...more] = query.getAll(name);
      if (more.length > 0) throw invalid(wire, `${name} may be given only once`);
      if ((name === amount || name === sending_method) && /^-?\d+(\.\d+)?$/.test(value))
        return [name, Number(value)];
      if (name === validated && (value === 'true' || value === 'false')) return [name, value === 'true'];
      return [name, value];
    }),
  );
}

/** The second secret: in the body or in a header, wanted by all but, perhaps, send. */
function withoutKey({ headers }: Call, body: Body, operation: OperationName, wire: Wire): Body {
  const { [wire.names.subscription_key]: inBody, ...rest } = body;
  const inHeader = headers[wire.subscription_key_header.toLowerCase()];
  const given = wire.subscription_key_in === 'body' ? inBody : inHeader;
  const isNeeded = operation !== 'send' || wire.send_requires_subscription_key;
  if ((given !== undefined || isNeeded) && !same(given, fixtures.subscriptionKey))
    throw new Refusal(wire.bad_key_status, 'The subscription key is missing or wrong');
  // Where it belongs in a header, one in the body is an unknown property, to be refused later.
  return wire.subscription_key_in === 'body' ? rest : body;
}

function parsed(body: string, wire: Wire): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalid(wire, 'The body is not JSON');
  }
}

function object(value: unknown, what: string, wire: Wire): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(wire, `${what} must be a JSON object`);
  return Object.fromEntries(Object.entries(value));
}

/** null means the same as nothing. */
function withoutNulls(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

function acceptsJson(accept: string): boolean {
  return accept.split(',').some((range) => ['application/json', '*/*'].includes(mediaType(range)));
}

function mediaType(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}
