import { type Answer, type Call, jsonAnswer } from '../server.ts';
import { type Faults, fault, invalid, noContent } from './answers.ts';
import { readDraft } from './draft.ts';
import { expanded, expandNames } from './expands.ts';
import { paylinkRecord } from './records.ts';
import { linkOf, parameterFaults, paylinkBody, refuse, refuseBody } from './request.ts';
import { notSendable, sendNatively } from './sending.ts';
import { declined, type Fortis, type Link, newId, transactionsOf } from './state.ts';
import type { Wire } from './wire.ts';

/** POST `/v2/paylinks`: one `paylink_api_id` makes one paylink, for ever. */
export function createPaylink(fortis: Fortis, call: Call): Answer {
  const { draft } = readDraft(fortis, call, paylinkBody(call));
  const now = fortis.clock.now();
  const link: Link = {
    ...draft,
    id: newId(),
    active: 1,
    created_at: now,
    modified_at: now,
    deleted_at: null,
    messages: [],
    transactions: [],
  };
  fortis.state.links[link.id] = link;
  sendNatively(fortis, link, 'create');
  fortis.changed();
  return jsonAnswer(fortis.wire().create_status, { paylink: paylinkRecord(fortis, link) });
}

/** GET `/v2/paylinks/{id}` */
export function getPaylink(fortis: Fortis, call: Call, id: string): Answer {
  const wire = fortis.wire();
  refuseBody(call);
  const link = linkOf(fortis, id);
  const faults = parameterFaults(call, ['expand'], wire);
  const names = expandNames(call, fortis, faults);
  refuse(faults, wire);
  return jsonAnswer(200, { paylink: paylinkRecord(fortis, link, expanded(fortis, link, names)) });
}

/** PUT `/v2/paylinks/{id}`: sends nothing, and ends with the payment. */
export function updatePaylink(fortis: Fortis, call: Call, id: string): Answer {
  const body = paylinkBody(call);
  const link = linkOf(fortis, id);
  const { draft, names } = readDraft(fortis, call, body, link);
  const wire = fortis.wire();
  if (link.status_id === 1) throw closed(wire);
  refuse(productFaults(fortis, link, draft), wire);
  if (names.length > 0) {
    Object.assign(link, draft, { modified_at: fortis.clock.now() });
    fortis.changed();
  }
  return jsonAnswer(200, { paylink: paylinkRecord(fortis, link) });
}

/** DELETE `/v2/paylinks/{id}` */
export function deletePaylink(fortis: Fortis, call: Call, id: string): Answer {
  const wire = fortis.wire();
  refuseBody(call);
  const link = linkOf(fortis, id);
  refuse(parameterFaults(call, [], wire), wire);
  if (link.status_id === 1 && wire.delete_paid === 'reject') throw closed(wire);
  link.deleted_at = fortis.clock.now();
  fortis.changed();
  return noContent;
}

/** POST `/v2/paylinks/{id}/resend` */
export function resendPaylink(fortis: Fortis, call: Call, id: string): Answer {
  const wire = fortis.wire();
  refuseBody(call);
  const link = linkOf(fortis, id);
  refuse(parameterFaults(call, [], wire), wire);
  const field = notSendable(fortis, link);
  if (field === undefined) sendNatively(fortis, link, 'resend');
  else if (wire.resend_when_not_sendable === '422') {
    const faults: Faults = new Map();
    fault(faults, field, 'does not allow sending.');
    throw invalid(422, faults);
  }
  return noContent;
}

function closed({ closed_field, validation_status }: Wire): Error {
  const faults: Faults = new Map();
  fault(faults, closed_field, 'says that the paylink is closed.');
  return invalid(validation_status, faults);
}

/** The products are settled by the first payment that was not declined. */
function productFaults(
  fortis: Fortis,
  link: Link,
  draft: Pick<Link, 'cc_product_transaction_id' | 'ach_product_transaction_id'>,
): Faults {
  const faults: Faults = new Map();
  if (transactionsOf(fortis, link).every(({ status_id }) => status_id === declined)) return faults;
  for (const name of ['cc_product_transaction_id', 'ach_product_transaction_id'] as const)
    if (draft[name] !== link[name]) fault(faults, name, 'cannot be changed after a payment.');
  return faults;
}
