import { type Answer, jsonAnswer } from '../server.ts';
import { invalid, Refusal } from './answers.ts';
import { createFields, deleteFields, parseFields, updateFields } from './fields.ts';
import { fixtures } from './fixtures.ts';
import { readAmount } from './money.ts';
import { linkRecord } from './records.ts';
import type { Body } from './request.ts';
import { type Allpay, codes, find, type Link, linkUrl, newCode } from './state.ts';
import { checkAccount, checkReferences, checkValues, requireReference } from './values.ts';
import type { Wire } from './wire.ts';

/** `/CreateLinks`: answers a url and no id. No idempotency, so the same request twice is two links. */
export function createLink(allpay: Allpay, body: Body): Answer {
  const { state, clock } = allpay;
  const wire = allpay.wire();
  const fields = parseFields(body, createFields, wire);
  requireReference(fields, wire);
  permitOrganisation(fields.organisation_id, wire);
  permitPerson(fields.organisation_person_id, wire);
  checkValues(fields, wire);
  const named = {
    payment_reference_number: fields.payment_reference_number ?? null,
    client_reference: fields.client_reference ?? null,
    client_code: fields.client_code ?? null,
    validated: fields.validated,
  };
  checkAccount(named, wire);

  const link: Link = {
    id: String(state.next_payment_url_id),
    code: newCode(state),
    list: wire.created_in,
    status: wire.created_in === 'active' ? codes.sent : null,
    ...named,
    amount: pence(fields.amount, wire),
    first_name: fields.first_name,
    last_name: fields.last_name,
    created_by: fields.created_by,
    created_at: clock.now(),
    opened_at: null,
    downloaded_at: null,
    deleted_at: null,
    payments: [],
    messages: [],
  };
  state.next_payment_url_id += 1;
  state.links[link.id] = link;
  state.pages[link.code] = link.id;
  allpay.changed();
  const answer = { [wire.names.url]: linkUrl(allpay, link) };
  return jsonAnswer(wire.create_status, wire.create_accepts_array ? [answer] : answer);
}

/** `/UpdatePendingPaymentURL`: any property of a link that is still pending. */
export function updateLink(allpay: Allpay, body: Body): Answer {
  const wire = allpay.wire();
  const { payment_url_id, ...fields } = parseFields(body, updateFields, wire);
  if (Object.keys(fields).length === 0) throw invalid(wire, 'A property to change is required');
  checkReferences(fields, wire);
  const link = linkOf(allpay, payment_url_id);
  checkValues(fields, wire);
  const changed = {
    ...newReferences(link, fields),
    first_name: fields.first_name ?? link.first_name,
    last_name: fields.last_name ?? link.last_name,
    validated: fields.validated ?? link.validated,
    amount: fields.amount === undefined ? link.amount : pence(fields.amount, wire),
    created_by: fields.created_by ?? link.created_by,
  };
  const { payment_reference_number: prn, client_reference: crn, client_code: code } = wire.names;
  if (changed.client_reference !== null && changed.client_code === null)
    throw invalid(wire, `${code} is required with ${crn}`);
  if (changed.payment_reference_number !== null && changed.client_code !== null)
    throw invalid(wire, `${code} is not allowed with ${prn}`);
  checkAccount(changed, wire);
  checkPending(link, wire);
  Object.assign(link, changed);
  allpay.changed();
  return jsonAnswer(wire.create_status, linkRecord(allpay, link));
}

/** `/DeletePaymentURL`: a link that is still pending. */
export function deleteLink(allpay: Allpay, body: Body): Answer {
  const wire = allpay.wire();
  const { payment_url_id } = parseFields(body, deleteFields, wire);
  const link = linkOf(allpay, payment_url_id);
  checkPending(link, wire);
  link.deleted_at = allpay.clock.now();
  allpay.changed();
  return jsonAnswer(wire.create_status, {});
}

export function permitOrganisation(id: string, wire: Wire): void {
  if (id !== fixtures.organisationId)
    throw new Refusal(wire.forbidden_status, 'The organisation is not yours');
}

export function permitPerson(id: string, wire: Wire): void {
  if (id !== fixtures.organisationPersonId)
    throw new Refusal(wire.forbidden_status, 'The person is not one of your organisation');
}

type References = Pick<Link, 'payment_reference_number' | 'client_reference' | 'client_code'>;

/** A new PRN clears the CRN and its client code, a new CRN the PRN; a client code alone changes alone. */
function newReferences(link: Link, given: Partial<Record<keyof References, string | undefined>>): References {
  if (given.payment_reference_number !== undefined)
    return {
      payment_reference_number: given.payment_reference_number,
      client_reference: null,
      client_code: null,
    };
  return {
    payment_reference_number: given.client_reference === undefined ? link.payment_reference_number : null,
    client_reference: given.client_reference ?? link.client_reference,
    client_code: given.client_code ?? link.client_code,
  };
}

function linkOf({ state, wire }: Allpay, id: string): Link {
  const link = find(state.links, id);
  if (!link || link.deleted_at !== null)
    throw new Refusal(wire().not_found_status, 'There is no such payment URL');
  return link;
}

function checkPending({ list }: Link, wire: Wire): void {
  if (list !== 'pending')
    throw new Refusal(wire.state_conflict_status, 'The payment URL is not pending any more');
}

/** Of an amount that has passed its check. */
function pence(amount: number, wire: Wire): number {
  return readAmount(amount, wire) ?? 0;
}
