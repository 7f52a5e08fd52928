import * as z from 'zod/mini';
import type { ErrorReading } from '../http.ts';
import { type Name, type PaypointProfile, plainWord } from './profile.ts';

/** The gateway's bodies have a `statusCode`; the application's a `Message` and perhaps `Errors`. */
const GatewayBody = z.object({ statuscode: z.number() });
const ApplicationBody = z.object({
  message: z.unknown(),
  errors: z.nullish(z.array(z.pipe(z.transform(lowerCased), z.object({ field: z.nullish(z.string()) })))),
});

/** PayPoint's field → ours. */
const POINTERS: Partial<Record<Name, string>> = {
  amount: '/amount',
  account_reference: '/customer/reference',
  reason: '/description',
  passphrase: '/provider_options/passphrase',
  title: '/provider_options/title',
  first_name: '/customer/first_name',
  last_name: '/customer/last_name',
  mobile_number: '/customer/phone',
  email_address: '/customer/email',
  send_method: '/delivery/channels',
};

/** What they ask depends on what the record has become. */
const STATEFUL: readonly string[] = ['cancel', 'batch_confirm', 'batch_failures'];

/** PayPoint's error table (section 3 of its sheet). Texts are not looked at, only names of fields. */
export function errorReader(profile: PaypointProfile, operation: string) {
  return (status: number, body: unknown): ErrorReading => {
    // Lost answers, keys and calls that come too fast are what their status says.
    if (status < 400 || status >= 500 || [401, 408, 429].includes(status)) return {};
    const gateway = z.safeParse(z.pipe(z.transform(lowerCased), GatewayBody), body).success;
    if (gateway)
      return { kind: status === 403 ? 'rate-limited' : status === 404 ? 'bad-response' : undefined };
    const fields = fieldsOf(body, profile);
    const pointers = (fields ?? []).flatMap((field) => POINTERS[field] ?? []);
    return { kind: kindOf(status, operation, fields, profile), pointers };
  };
}

function kindOf(
  status: number,
  operation: string,
  fields: readonly Name[] | undefined,
  profile: PaypointProfile,
): ErrorReading['kind'] {
  const { validation_status, not_found_status, duplicate_status, state_conflict_status } = profile;
  const [conflict, field]: [number, Name] =
    operation === 'create' ? [duplicate_status, 'client_transaction_ref'] : [state_conflict_status, 'status'];
  // Where a profile has one status for both, the field tells them apart; a state is about the whole record, and names none.
  const isAboutState = STATEFUL.includes(operation) && fields?.length === 0;
  if (status === conflict && (status !== validation_status || isAboutState || fields?.includes(field)))
    return 'conflict';
  if (status === not_found_status && fields !== undefined && status !== validation_status) return 'not-found';
  // Not the application's: a wrong base url or base path.
  if (status === 404 && fields === undefined) return 'bad-response';
  if (status === validation_status && fields !== undefined) return 'rejected';
  return undefined;
}

/** Undefined: the body is not the application's. */
function fieldsOf(body: unknown, { names }: PaypointProfile): Name[] | undefined {
  const parsed = z.safeParse(z.pipe(z.transform(lowerCased), ApplicationBody), body);
  if (!parsed.success || parsed.data.message === undefined) return undefined;
  const byWord = new Map(Object.entries(names).map(([name, word]) => [plainWord(word), name]));
  return (parsed.data.errors ?? []).flatMap(({ field }) => {
    // `Customer.MobileNumber` is about its last part.
    const name = byWord.get(plainWord(field?.split('.').at(-1) ?? ''));
    return isName(name, names) ? [name] : [];
  });
}

function isName(name: string | undefined, names: PaypointProfile['names']): name is Name {
  return name !== undefined && Object.hasOwn(names, name);
}

/** Property names are read without regard to case. */
function lowerCased(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
}
