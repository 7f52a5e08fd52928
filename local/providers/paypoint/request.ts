import type { Answer, Call } from '../server.ts';
import { type Fault, gatewayError, Refusal, unauthorised } from './answers.ts';
import { type Field, missing, type Values } from './fields.ts';
import { type Batch, find, type Link, type Paypoint } from './state.ts';
import type { NameKey, Wire } from './wire.ts';

/** The gateway's answer to a call without the right keys. */
export function keyRefusal(
  { state, wire, url }: Paypoint,
  { headers }: Call,
  subscriptionKey: string,
): Answer | undefined {
  const key = headers['ocp-apim-subscription-key'];
  if (key !== subscriptionKey) return unauthorised(key === undefined ? 'missing' : 'invalid', url());
  const { api_key_header } = wire();
  if (state.api_key !== null && headers[api_key_header.toLowerCase()] !== state.api_key)
    return gatewayError(401, `Access denied due to a missing or invalid ${api_key_header}.`, {
      'www-authenticate': `AzureApiManagementKey realm="${url()}",name="${api_key_header}",type="header"`,
    });
  return undefined;
}

export function notValid({ validation_status }: Wire, faults: readonly Fault[]): Refusal {
  return new Refusal(validation_status, 'The request is not valid.', faults);
}

/** A name as error bodies have it: `Customer.FirstName`. */
export function nameIn(wire: Wire): (field: Field) => string {
  return ({ key, ofCustomer }) => (ofCustomer ? `${wire.names.customer}.` : '') + wire.names[key];
}

/** The body's fields, once it is JSON, names every one of them and each has its type; null is absent. */
export function readBody(call: Call, fields: readonly Field[], wire: Wire): Values {
  const body = jsonObject(call, wire);
  const { values, faults } = readProperties(body, fields, wire);
  faults.push(...readParameters(call, [], wire).faults, ...missing(values, fields, nameIn(wire)));
  if (faults.length > 0) throw notValid(wire, faults);
  return values;
}

/** The query's parameters: known ones, each once and not empty. */
export function readQuery(call: Call, keys: readonly NameKey[], wire: Wire): Values {
  if (call.body !== '') throw notValid(wire, [{ field: '', message: 'No body is expected.' }]);
  const { values, faults } = readParameters(call, keys, wire);
  if (faults.length > 0) throw notValid(wire, faults);
  return values;
}

export function linkAt({ state, wire }: Paypoint, id: string): Link {
  const link = find(state.links, id.toLowerCase());
  if (!link || link.deleted_at !== null)
    throw new Refusal(wire().not_found_status, 'There is no such request for payment.');
  return link;
}

export function batchAt({ state, wire }: Paypoint, id: string): Batch {
  const batch = find(state.batches, id.toLowerCase());
  if (!batch) throw new Refusal(wire().not_found_status, 'There is no such batch.');
  return batch;
}

/** Where path and body name the same thing, they must agree. */
export function checkAgreement(values: Values, key: NameKey, id: string, wire: Wire): Fault[] {
  if (values[key]?.toLowerCase() === id.toLowerCase()) return [];
  return [{ field: wire.names[key], message: 'is not the one in the path' }];
}

const numberText = Symbol('number as it was written');

interface JsonNumber {
  readonly [numberText]: string;
}

function jsonObject({ headers, body }: Call, wire: Wire): Record<string, unknown> {
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';', 1);
  if (mediaType.trim().toLowerCase() !== 'application/json')
    throw new Refusal(415, 'The Content-Type must be application/json.');
  let value: unknown;
  try {
    // 42.10 and 42.105000000000001 are told apart only in the text.
    value = JSON.parse(body, (_name, part, context?: { source?: string }) =>
      typeof part === 'number' ? { [numberText]: digits(context?.source ?? String(part)) } : part,
    );
  } catch {
    throw new Refusal(wire.validation_status, 'The body is not JSON.');
  }
  if (!isObject(value)) throw new Refusal(wire.validation_status, 'The body must be a JSON object.');
  return value;
}

function readProperties(body: Record<string, unknown>, fields: readonly Field[], wire: Wire) {
  const { names } = wire;
  const customer = body[names.customer];
  const hasCustomer = fields.some(({ ofCustomer }) => ofCustomer);
  const values: Values = {};
  const faults: Fault[] = [];
  const read = (object: Record<string, unknown>, own: readonly Field[], prefix: string) => {
    for (const [name, value] of Object.entries(object)) {
      if (prefix === '' && hasCustomer && name === names.customer) continue;
      const field = own.find(({ key }) => names[key] === name);
      const told = { field: prefix + name, message: 'is not a known property' };
      if (!field) {
        if (wire.unknown_property === 'reject') faults.push(told);
      } else if (value !== null) {
        const text = field.type === 'number' ? numberOf(value) : value;
        if (typeof text === 'string') values[field.key] = text;
        else faults.push({ ...told, message: `must be a ${field.type}` });
      }
    }
  };
  const ofBody = fields.filter(({ ofCustomer }) => !ofCustomer);
  const ofCustomer = fields.filter((field) => field.ofCustomer);
  read(body, ofBody, '');
  if (hasCustomer && isObject(customer)) read(customer, ofCustomer, `${names.customer}.`);
  else if (hasCustomer && (customer ?? null) !== null)
    faults.push({ field: names.customer, message: 'must be an object' });
  const mistyped = new Set(faults.map(({ field }) => field));
  // A field of the wrong type is not missing too.
  for (const field of fields) if (mistyped.has(nameIn(wire)(field))) values[field.key] = '';
  return { values, faults };
}

function readParameters({ query }: Call, keys: readonly NameKey[], wire: Wire) {
  const values: Values = {};
  const faults: Fault[] = [];
  for (const name of new Set(query.keys())) {
    const key = keys.find((one) => wire.names[one] === name);
    const [value = '', ...more] = query.getAll(name);
    if (!key) {
      if (wire.unknown_property === 'reject')
        faults.push({ field: name, message: 'is not a known parameter' });
    } else if (value === '' || more.length > 0) {
      faults.push({ field: name, message: 'must be given once and not be empty' });
    } else {
      values[key] = value;
    }
  }
  return { values, faults };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(numberText in value);
}

function numberOf(value: unknown): string | undefined {
  const isNumber = (one: unknown): one is JsonNumber =>
    typeof one === 'object' && one !== null && numberText in one;
  return isNumber(value) ? value[numberText] : undefined;
}

/** 4.25e1 is 42.5. */
function digits(source: string): string {
  return /e/i.test(source) ? String(Number(source)) : source;
}
