import type { ListFilter, ProviderLink, ProviderLinkPage, ProviderLinkRef, WantedLink } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { pageOfWhole } from '../whole-list.ts';
import { callPaypoint, type PaypointCall } from './call.ts';
import { toInstant } from './dates.ts';
import { FILTERS } from './facts.ts';
import { amountOnWire, phoneOnWire, refused, toProviderLink } from './map.ts';
import { given, type PaypointProfile, plainWord } from './profile.ts';
import { listAnswer, type PaymentRequest } from './wire.ts';

type Parameter = (typeof FILTERS)[number];
type Parameters = { [P in Parameter]?: string };

/** Newest first unless asked otherwise; PayPoint gives all matches at once. At least one parameter must be given. */
export async function listLinks(filter: ListFilter, call: PaypointCall): Promise<ProviderLinkPage> {
  const observedAt = call.now();
  const { keyword, createdFrom = Number.NEGATIVE_INFINITY, createdTo = Number.POSITIVE_INFINITY } = filter;
  const parameters = parametersOf(filter, call.account.profile);
  const records = (await readRequests(parameters, call)).filter(
    (record) =>
      MATCHES.customer_name(record, keyword ?? '', call.account.profile) &&
      (toInstant(record.created_at) ?? createdFrom) >= createdFrom &&
      (toInstant(record.created_at) ?? createdTo) <= createdTo,
  );
  const page = pageOfWhole(
    records,
    (record) => `${String(createdAt(record)).padStart(15, '0')} ${record.request_id}`,
    filter,
    filter.sort === 'created_at' ? 'ascending' : 'descending',
  );
  return {
    links: page.records.map((record) => toProviderLink(record, call.account, { observedAt })),
    ...(page.cursor !== undefined && { cursor: page.cursor }),
  };
}

/** No single request can be read: it is looked for by our reference, else by its id. `not-found`: neither tells it. */
export async function fetchLink(ref: ProviderLinkRef, call: PaypointCall): Promise<ProviderLink> {
  const observedAt = call.now();
  const { providerLinkId, reference, money } = ref;
  const record = await findRecord(providerLinkId, reference, call);
  if (!record) throw new ProviderError({ kind: 'not-found', provider: 'paypoint', operation: 'list' });
  return toProviderLink(record, call.account, { observedAt, expected: money.amount });
}

export async function findByReference(
  { input }: Pick<WantedLink, 'input'>,
  call: PaypointCall,
): Promise<ProviderLink[]> {
  const observedAt = call.now();
  const { reference, money } = input;
  const records = await readRequests({ client_transaction_ref: reference }, call);
  return records.map((record) =>
    toProviderLink(record, call.account, { observedAt, expected: money.amount }),
  );
}

/** A link that a person named may have been made under another reference than the one that we know. */
async function findRecord(
  request_id: string | null,
  reference: string | undefined,
  call: PaypointCall,
): Promise<PaymentRequest | undefined> {
  if (!request_id) return undefined;
  const isOurs = (record: PaymentRequest) => sameId(record.request_id, request_id);
  const byReference =
    reference === undefined ? [] : await readRequests({ client_transaction_ref: reference }, call);
  return byReference.find(isOurs) ?? (await readRequests({ request_id }, call)).find(isOurs);
}

/** Each record is compared here too: that PayPoint does so, and how, is only assumed. */
async function readRequests(parameters: Parameters, call: PaypointCall): Promise<PaymentRequest[]> {
  const { account } = call;
  const { profile } = account;
  const query = new URLSearchParams(
    FILTERS.flatMap((name): [string, string][] => {
      const value = parameters[name];
      return value === undefined ? [] : [[profile.names[name], onWire(name, value, profile)]];
    }),
  );
  const { requests } = await callPaypoint(
    {
      operation: 'list',
      effect: 'read',
      method: 'GET',
      path: `${profile.paths.list}${query.size > 0 ? `?${query}` : ''}`,
      answer: listAnswer(account),
    },
    call,
  );
  return requests.filter(
    (record) =>
      // Nothing was made of a batch row that has none.
      record.request_id &&
      FILTERS.every((name) => {
        const value = parameters[name];
        return value === undefined || MATCHES[name](record, value, profile);
      }),
  );
}

function parametersOf(filter: ListFilter, profile: PaypointProfile): Parameters {
  const { filters = {}, keyword } = filter;
  const unknown = Object.keys(filters).filter((name) => !FILTERS.some((known) => known === name));
  const misfits = [
    ...unknown.map((name) => `/provider_options/${name}`),
    ...(/^\d{1,15}$/.test(filters.amount ?? '0') ? [] : ['/provider_options/amount']),
    ...(filter.bookingExists === undefined ? [] : ['/booking_exists']),
    ...(filter.includeChildOrganisations ? ['/include_child_organisations'] : []),
    ...(/^-?created_at$/.test(filter.sort ?? 'created_at') ? [] : ['/sort']),
  ];
  const parameters = given({ ...(keyword && { customer_name: keyword }), ...filters });
  const none = Object.values(parameters).every((value) => value === '');
  if (none && profile.list_needs_parameter) misfits.push('/keyword');
  if (misfits.length > 0) throw refused(misfits, 'list');
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
}

function onWire(name: Parameter, value: string, profile: PaypointProfile): string {
  if (name === 'amount') return String(amountOnWire(Number(value), profile));
  return name === 'mobile_number' ? phoneOnWire(value, profile) : value;
}

type Match = (record: PaymentRequest, wanted: string, profile: PaypointProfile) => boolean;

/** References and ids must be told; what else a record does not tell cannot speak against it. */
const MATCHES: Readonly<Record<Parameter, Match>> = {
  request_id: ({ request_id }, wanted) => sameId(request_id, wanted),
  client_transaction_ref: ({ client_transaction_ref }, wanted) => client_transaction_ref === wanted,
  account_reference: ({ account_reference }, wanted) => (account_reference ?? wanted) === wanted,
  amount: ({ amount }, wanted) => amount === Number(wanted),
  mobile_number: ({ customer }, wanted, profile) =>
    phoneOnWire(customer?.mobile_number ?? wanted, profile) === phoneOnWire(wanted, profile),
  email_address: ({ customer }, wanted) =>
    (customer?.email_address ?? wanted).toLowerCase() === wanted.toLowerCase(),
  status: ({ status }, wanted) => plainWord(status ?? wanted) === plainWord(wanted),
  customer_name: ({ customer }, wanted) => {
    const name = [customer?.first_name, customer?.last_name].filter(Boolean).join(' ') || wanted;
    return name.toLowerCase().includes(wanted.toLowerCase());
  },
};

/** Ids are UUIDs where PayPoint makes them so; their case says nothing. */
function sameId(one: string | null | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

function createdAt({ created_at }: PaymentRequest): number {
  return toInstant(created_at) ?? 0;
}
