import { type Answer, jsonAnswer } from '../server.ts';
import { activeListFields, parseFields, pendingListFields } from './fields.ts';
import { permitOrganisation, permitPerson } from './links.ts';
import { linkRecord } from './records.ts';
import type { Body } from './request.ts';
import { type Allpay, codes, type Link } from './state.ts';

/** `/GetActivePaymentUrls`: all active links of the organisation, oldest first, unpaged. */
export function listActive(allpay: Allpay, body: Body): Answer {
  const wire = allpay.wire();
  const { organisation_id } = parseFields(body, activeListFields, wire);
  permitOrganisation(organisation_id, wire);
  return listOf(allpay, 'active');
}

/** `/GetPendingPaymentUrlsByOrg`: all pending links of the organisation of this person. */
export function listPending(allpay: Allpay, body: Body): Answer {
  const wire = allpay.wire();
  const { organisation_person_id } = parseFields(body, pendingListFields, wire);
  permitPerson(organisation_person_id, wire);
  return listOf(allpay, 'pending');
}

/** A new link appears only when the lists' lag is over; what changes later is seen at once. */
function listOf(allpay: Allpay, list: Link['list']): Answer {
  const { state, clock, faults } = allpay;
  const wire = allpay.wire();
  const visibleUntil = clock.now() - (faults.listLagSeconds ?? wire.list_lag_seconds) * 1000;
  const records = Object.values(state.links)
    .filter(
      (link) =>
        link.list === list &&
        link.deleted_at === null &&
        link.created_at <= visibleUntil &&
        (wire.paid_links_listed || link.status !== codes.paid),
    )
    .map((link) => linkRecord(allpay, link));
  return jsonAnswer(
    wire.create_status,
    wire.list_property === null ? records : { [wire.list_property]: records },
  );
}
