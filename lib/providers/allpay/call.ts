import type * as z from 'zod/mini';
import type { Call } from '../contract.ts';
import { type Effect, requestProvider } from '../http.ts';
import type { AllpayAccount } from './account.ts';
import { errorReader } from './errors.ts';
import type { AllpayName, AllpayOperation, AllpayProfile } from './profile.ts';

export type AllpayCall = Call<AllpayAccount>;
/** What is sent, by the profile's keys; absent members are left out. */
export type AllpayFields = { [K in AllpayName]?: string | number | boolean | undefined };

interface AllpayRequest<Answer> {
  operation: AllpayOperation;
  fields: AllpayFields;
  answer: z.ZodMiniType<Answer>;
}

const EFFECTS: Readonly<Record<AllpayOperation, Effect>> = {
  create: 'create',
  list_active: 'read',
  list_pending: 'read',
  update: 'write',
  delete: 'write',
  send: 'write',
};

/** One request with both keys. They are static: a 401 is final. */
export function callAllpay<Answer>(
  { operation, fields, answer }: AllpayRequest<Answer>,
  call: AllpayCall,
): Promise<Answer> {
  const { baseUrl, apimKey, subscriptionKey, profile } = call.account;
  const method = profile.methods[operation];
  const url = `${baseUrl}${profile.paths[operation]}`;
  const inHeader = profile.subscription_key_in === 'header';
  const body = byTheirNames(
    { ...(!inHeader && { subscription_key: subscriptionKey.reveal() }), ...fields },
    profile,
  );
  const isArray = operation === 'create' && profile.create_accepts_array;
  return requestProvider(
    {
      provider: 'allpay',
      operation,
      effect: EFFECTS[operation],
      method,
      ...(method === 'GET' ? { url: withQuery(url, body) } : { url, json: isArray ? [body] : body }),
      headers: {
        [profile.apim_key_header]: apimKey.reveal(),
        ...(inHeader && { [profile.subscription_key_header]: subscriptionKey.reveal() }),
      },
      answer,
      readError: errorReader(profile, operation),
    },
    call,
  );
}

function byTheirNames(
  fields: AllpayFields,
  { names }: AllpayProfile,
): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([ours, theirs]) => {
      const value = Object.entries(fields).find(([name]) => name === ours)?.[1];
      return value === undefined ? [] : [[theirs, value]];
    }),
  );
}

function withQuery(url: string, fields: Readonly<Record<string, string | number | boolean>>): string {
  const query = new URLSearchParams(
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
  );
  return `${url}?${query}`;
}
