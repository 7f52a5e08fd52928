import * as z from 'zod/mini';
import { majorDecimal, minorInteger } from '../../money.ts';
import { isLoopbackUrl } from '../base-url.ts';
import type { PaypointAccount } from './account.ts';
import { type PaypointProfile, plainWord } from './profile.ts';

/**
 * Schemas of what PayPoint answers: only what is read, tolerant of everything else. Properties go by our names for them,
 * found without regard to case; an id is a text or a whole number.
 */

const id = z.union([
  z.string().check(z.regex(/\S/)),
  z.pipe(
    z.int(),
    z.transform((number) => String(number)),
  ),
]);
const optionalText = z.nullish(z.string());
const digits = z.string().check(z.regex(/^\d{1,9}$/));
const count = z.union([z.int().check(z.nonnegative()), z.pipe(digits, z.transform(Number))]);

export function createAnswer(account: PaypointAccount) {
  return named({ request_id: id, long_url: safeUrl(account) }, account.profile);
}

export function listAnswer(account: PaypointAccount) {
  return named({ requests: z.array(paymentRequest(account)) }, account.profile);
}

export type PaymentRequest = z.infer<ReturnType<typeof paymentRequest>>;
/** `Status` is no more than told where it is one that was asked for. */
export function updateAnswer({ profile }: PaypointAccount, wanted: string) {
  const done = z.string().check(z.refine((status) => plainWord(status) === plainWord(wanted)));
  return named({ request_id: id, status: z.nullish(done) }, profile);
}

export function batchCreateAnswer(account: PaypointAccount) {
  return named({ batch_id: id, upload_url: safeUrl(account) }, account.profile);
}

export type BatchRecord = z.infer<ReturnType<typeof batchAnswer>>;
export function batchAnswer({ profile }: Pick<PaypointAccount, 'profile'>) {
  return named(
    {
      batch_id: id,
      status: batchState(profile),
      file_name: optionalText,
      total_records: z.nullish(count),
      processed_records: z.nullish(count),
      failed_count: z.nullish(count),
    },
    profile,
  );
}

export function batchListAnswer({ profile }: PaypointAccount) {
  return named({ page_size: z.nullish(count), batches: z.array(batchAnswer({ profile })) }, profile);
}

export function batchFailuresAnswer({ profile }: PaypointAccount) {
  const record = named({ line_number: count, client_transaction_ref: z.nullish(id) }, profile);
  return named({ failed_records: z.array(record) }, profile);
}

function paymentRequest(account: PaypointAccount) {
  const { profile } = account;
  const customer = named(
    {
      first_name: optionalText,
      last_name: optionalText,
      mobile_number: z.nullish(id),
      email_address: optionalText,
    },
    profile,
  );
  return named(
    {
      // Without one nothing was made: a batch row that failed.
      request_id: z.nullish(id),
      client_transaction_ref: z.nullish(id),
      account_reference: z.nullish(id),
      amount: pence(profile),
      amount_paid: z.nullish(pence(profile)),
      customer: z.nullish(customer),
      send_method: optionalText,
      status: optionalText,
      long_url: safeUrl(account),
      short_url: optionalText,
      batch_id: z.nullish(id),
      created_at: optionalText,
      sent_at: optionalText,
      viewed_at: optionalText,
      paid_at: optionalText,
    },
    profile,
  );
}

/** Minor units. */
function pence({ amount_unit }: PaypointProfile) {
  const { decode } = amount_unit === 'major' ? majorDecimal : minorInteger;
  return z.pipe(
    z.union([z.number(), z.string()]),
    z.transform((wire, context) => {
      try {
        return decode(wire, 'GBP');
      } catch {
        context.issues.push({ code: 'custom', message: 'not an amount', input: undefined });
        return z.NEVER;
      }
    }),
  );
}

const STATES = ['waiting', 'uploaded', 'running', 'done', 'done_with_errors', 'failed'] as const;

function batchState({ batch_states }: PaypointProfile) {
  return z.pipe(
    z.string(),
    z.transform((word, context) => {
      const state = STATES.find((name) => plainWord(batch_states[name]) === plainWord(word));
      if (state !== undefined) return state;
      context.issues.push({ code: 'custom', message: 'not a state', input: undefined });
      return z.NEVER;
    }),
  );
}

/** Payers and files are sent there: https, or on the local stack the loopback. */
function safeUrl({ loopback }: PaypointAccount) {
  return z.string().check(z.refine((url) => isSafeUrl(url, loopback)));
}

export function isSafeUrl(value: string, loopback: boolean): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, origin } = new URL(value);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (loopback && isLoopbackUrl(origin));
}

/** An object whose properties are found by their names on this account's wire. */
function named<T extends Readonly<Record<string, z.ZodMiniType>>>(
  shape: T,
  { names }: Pick<PaypointProfile, 'names'>,
) {
  return z.pipe(
    z.transform((value: unknown) => byOurNames(value, Object.keys(shape), names)),
    z.object(shape),
  );
}

function byOurNames(
  value: unknown,
  wanted: readonly string[],
  names: Readonly<Record<string, string>>,
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
  return Object.fromEntries(wanted.map((name) => [name, members.get(names[name]?.toLowerCase() ?? name)]));
}
