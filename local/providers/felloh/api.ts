import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Answer, type Call, jsonAnswer } from '../server.ts';
import { failure, Refusal, refusal, success } from './answers.ts';
import { parseFields, tokenFields } from './fields.ts';
import { fixtures } from './fixtures.ts';
import { assignLink, createLink, deleteLink, getLink } from './links.ts';
import { listLinks, listTransactions } from './lists.ts';
import { checkMedia, checkToken, jsonBody, queryFaults, refuseQuery } from './request.ts';
import type { Felloh } from './state.ts';
import { captureTransaction, getTransaction, reverseTransaction } from './transactions.ts';

interface Operation {
  name: string;
  method: string;
  path: RegExp;
  open?: boolean;
  body?: boolean;
  work(felloh: Felloh, call: Call, id: string): Answer;
}

/** POST lists and PUT creates: Felloh's own choice of verbs. */
const operations: readonly Operation[] = [
  { name: 'token', method: 'POST', path: /^\/token$/, open: true, body: true, work: token },
  { name: 'enums', method: 'GET', path: /^\/enums$/, open: true, work: enums },
  { name: 'create', method: 'PUT', path: /^\/agent\/payment-links$/, body: true, work: createLink },
  { name: 'list', method: 'POST', path: /^\/agent\/payment-links$/, body: true, work: listLinks },
  { name: 'get', method: 'GET', path: /^\/agent\/payment-links\/([^/]+)$/, work: getLink },
  {
    name: 'delete',
    method: 'DELETE',
    path: /^\/agent\/payment-links\/([^/]+)$/,
    work: deleteLink,
  },
  {
    name: 'assign',
    method: 'POST',
    path: /^\/agent\/payment-links\/([^/]+)\/assign$/,
    body: true,
    work: assignLink,
  },
  {
    name: 'transactions',
    method: 'POST',
    path: /^\/agent\/transactions$/,
    body: true,
    work: listTransactions,
  },
  {
    name: 'transaction',
    method: 'GET',
    path: /^\/agent\/transactions\/([^/]+)$/,
    work: getTransaction,
  },
  {
    name: 'complete',
    method: 'GET',
    path: /^\/agent\/transactions\/([^/]+)\/complete$/,
    work: captureTransaction,
  },
  {
    name: 'reverse',
    method: 'GET',
    path: /^\/agent\/transactions\/([^/]+)\/reverse$/,
    work: reverseTransaction,
  },
];

export const operationNames = operations.map(({ name }) => name);

export function operationAt(method: string, path: string): string | undefined {
  return operations.find((operation) => operation.method === method && operation.path.test(path))?.name;
}

/** The checks in the sheet's order: media, token, JSON; then the operation's own: organisation, record, fields, state. */
export function answerApi(felloh: Felloh, call: Call): Answer {
  const operation = operations.find(({ name }) => name === call.operation);
  const match = operation?.path.exec(call.path);
  if (!operation || !match) return jsonAnswer(404, { message: `Cannot ${call.method} ${call.path}` });
  try {
    checkMedia(call);
    if (!operation.open) checkToken(felloh, call);
    if (!operation.body && call.body !== '') throw refusal(400, 'bad_request', 'No body is expected');
    return operation.work(felloh, call, match[1] ?? '');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failure(error.status, error.faults, felloh.wire().error_meta);
  }
}

/** POST `/token` */
function token(felloh: Felloh, call: Call): Answer {
  const { state, clock } = felloh;
  const wire = felloh.wire();
  const keys = parseFields(jsonBody(call), tokenFields, {
    wire,
    prefix: 'token',
    faults: queryFaults(call, wire),
  });
  if (!same(keys.public_key, fixtures.publicKey) || !same(keys.private_key, fixtures.privateKey))
    throw refusal(401, 'authentication.invalid', 'The keys are wrong');
  const now = clock.now();
  // Whole seconds, because that is all the answer can say.
  const expiry_time = Math.floor(now / 1000) + wire.token_seconds;
  state.tokens = Object.fromEntries(Object.entries(state.tokens).filter(([, endsAt]) => endsAt > now));
  const issued = `sim.${randomBytes(24).toString('base64url')}`;
  state.tokens[issued] = expiry_time * 1000;
  felloh.changed();
  return success({ token: issued, type: 'BEARER', expiry_time }, { errors: wire.token_success_errors });
}

/** GET `/enums` */
function enums(felloh: Felloh, call: Call): Answer {
  refuseQuery(call, felloh.wire());
  const { currencies, success_errors } = felloh.wire();
  const currency = Object.fromEntries(
    Object.entries(currencies).map(([major_unit, minor_unit]) => [
      minor_unit,
      { minor_unit, major_unit, division_factor: 100 },
    ]),
  );
  return success({ payment_link_type: fixtures.types, currency }, { errors: success_errors });
}

function same(given: string | undefined, key: string): boolean {
  const a = Buffer.from(given ?? '');
  const b = Buffer.from(key);
  return a.length === b.length && timingSafeEqual(a, b);
}
