import type { ListFilter, ProviderLink, ProviderLinkPage, ProviderLinkRef, WantedLink } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { pageOfWhole } from '../whole-list.ts';
import { type AllpayCall, callAllpay } from './call.ts';
import { namesOf, optionsOf, referencesOf, toInstant, toProviderLink } from './map.ts';
import type { AllpayOperation } from './profile.ts';
import type { ListedLink } from './status.ts';
import { listAnswer } from './wire.ts';

/** All links of the organisation, as far as its lists tell them. Neither list has pages, filters or an order. */
export async function listAll(call: AllpayCall): Promise<ProviderLinkPage> {
  const listed = await readLists(call);
  return { links: listed.map((link) => toProviderLink(link)) };
}

/** Both lists or one of them, by descending id; only the active one tells the status that it may be narrowed to. */
export async function listLinks(filter: ListFilter, call: AllpayCall): Promise<ProviderLinkPage> {
  const { list, status } = filter.filters ?? {};
  if (list === 'pending' && status !== undefined) {
    throw new ProviderError({
      kind: 'rejected',
      provider: 'allpay',
      operation: 'list_pending',
      pointers: ['/provider_options/status'],
    });
  }
  const read =
    list === 'pending' ? readPending : list === 'active' || status !== undefined ? readActive : readLists;
  const listed = (await read(call)).filter(
    ({ link }) => status === undefined || String(link.status) === status,
  );
  const page = pageOfWhole(listed, orderOf, filter);
  return {
    links: page.records.map((link) => toProviderLink(link)),
    ...(page.cursor !== undefined && { cursor: page.cursor }),
  };
}

/** By its id, else by its url; `not-found`: in neither list, which proves nothing. */
export async function findListed(ref: ProviderLinkRef, call: AllpayCall): Promise<ListedLink> {
  const [only, ...others] = matching(ref, await readLists(call));
  if (only === undefined) throw failure('not-found', 'list_active');
  // An id or url that two links share is none.
  if (others.length > 0) throw failure('bad-response', 'list_active');
  return only;
}

/** Create tells no id: it is read from the lists just before the write, which was not sent if that fails. */
export async function paymentUrlId(
  ref: ProviderLinkRef,
  operation: AllpayOperation,
  call: AllpayCall,
): Promise<string> {
  if (ref.providerLinkId !== null) return ref.providerLinkId;
  const [only, ...others] = matching(ref, await readListsBeforeWrite(call));
  const id = only?.link.payment_url_id;
  if (id === undefined || others.length > 0) throw failure('conflict', operation);
  return id;
}

/**
 * `createdBy` ends in our reference, and the lists echo it. Only a profile in which they do not leaves likeness to go by;
 * which of several alike is ours is then for the binding to decide.
 */
export async function findByReference(wanted: WantedLink, call: AllpayCall): Promise<ProviderLink[]> {
  const { input } = wanted;
  const isOurs = call.account.profile.created_by_listed
    ? ({ link }: ListedLink) => link.created_by?.endsWith(`:${input.reference}`) === true
    : likeness(wanted, call);
  const listed = await readLists(call);
  return listed.filter(isOurs).map((link) => toProviderLink(link, input.money));
}

/** A harmless read that needs both keys. */
export async function readPending(call: AllpayCall): Promise<readonly ListedLink[]> {
  const observedAt = call.now();
  const { organisationPersonId } = call.account;
  const links = await callAllpay(
    {
      operation: 'list_pending',
      fields: { organisation_person_id: organisationPersonId },
      answer: listAnswer(call.account),
    },
    call,
  );
  return links.map((link) => ({ link, list: 'pending' as const, observedAt }));
}

/** Pending first, then active, and active wins: links move only that way, so none falls between the two reads. */
async function readLists(call: AllpayCall): Promise<readonly ListedLink[]> {
  const pending = await readPending(call);
  const active = await readActive(call);
  const ids = new Set(active.flatMap(({ link }) => link.payment_url_id ?? []));
  const urls = new Set(active.map(({ link }) => link.url));
  return [
    ...pending.filter(({ link }) => !ids.has(link.payment_url_id ?? '') && !urls.has(link.url)),
    ...active,
  ];
}

async function readActive(call: AllpayCall): Promise<readonly ListedLink[]> {
  const observedAt = call.now();
  const links = await callAllpay(
    {
      operation: 'list_active',
      fields: { organisation_id: call.account.organisationId },
      answer: listAnswer(call.account),
    },
    call,
  );
  return links.map((link) => ({ link, list: 'active' as const, observedAt }));
}

/** By number where ids are numbers; a link that has none yet by its url. */
function orderOf({ link: { payment_url_id = '', url } }: ListedLink): string {
  return `${payment_url_id.padStart(20, '0')} ${url}`;
}

async function readListsBeforeWrite(call: AllpayCall): Promise<readonly ListedLink[]> {
  try {
    return await readLists(call);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new ProviderError({ ...error.facts, nothingDone: true }, error.cause);
  }
}

function matching(
  { providerLinkId, providerUrl }: ProviderLinkRef,
  listed: readonly ListedLink[],
): readonly ListedLink[] {
  const byId = listed.filter(({ link }) => link.payment_url_id === (providerLinkId ?? undefined));
  if (providerLinkId !== null && byId.length > 0) return byId;
  return listed.filter(
    ({ link }) => link.url === providerUrl && (providerLinkId === null || link.payment_url_id === undefined),
  );
}

/** Same reference, amount and names, and not older than the attempt; a link that tells no time may be any age. */
function likeness({ input, attemptedAt }: WantedLink, { account }: AllpayCall) {
  const options = optionsOf(input.options, 'create');
  const { first, last } = namesOf(input.customer, options);
  const { payment_reference_number, client_reference, client_code } = referencesOf(
    input.customer.reference,
    options,
    account,
  );
  // Their times may be whole seconds: no link of ours may be missed, for then it is made twice.
  const earliest = attemptedAt - 999 - account.profile.match_skew_seconds * 1000;
  return ({ link }: ListedLink) =>
    link.payment_reference_number === payment_reference_number &&
    link.client_reference === client_reference &&
    link.client_code === client_code &&
    link.amount === input.money.amount &&
    link.first_name === first &&
    link.last_name === last &&
    (toInstant(link.created_at) ?? attemptedAt) >= earliest;
}

function failure(kind: 'not-found' | 'conflict' | 'bad-response', operation: AllpayOperation): ProviderError {
  return new ProviderError({ kind, provider: 'allpay', operation });
}
