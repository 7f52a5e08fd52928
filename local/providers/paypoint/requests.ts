import { randomInt, randomUUID } from 'node:crypto';
import type { Answer, Call } from '../server.ts';
import { jsonAnswer } from '../server.ts';
import { Refusal } from './answers.ts';
import { type Field, linkFaults, linkFields, type SendKey, sendKey, type Values } from './fields.ts';
import { parseAmount } from './money.ts';
import { createdRecord, updatedRecord } from './records.ts';
import { checkAgreement, linkAt, nameIn, notValid, readBody } from './request.ts';
import { find, type Link, linkState, type Message, type Paypoint } from './state.ts';

/** POST `/requests`: a reference is used once, which is all the idempotency there is. */
export function createLink(paypoint: Paypoint, call: Call): Answer {
  const wire = paypoint.wire();
  const values = readBody(call, linkFields(wire), wire);
  const faults = linkFaults(values, wire, nameIn(wire));
  if (faults.length > 0) throw notValid(wire, faults);
  if (isTaken(paypoint, values))
    throw new Refusal(wire.duplicate_status, 'The request is a duplicate.', [
      { field: wire.names.client_transaction_ref, message: 'has been used already' },
    ]);
  const link = makeLink(paypoint, values, { at: paypoint.clock.now(), batchId: null });
  return jsonAnswer(wire.create_status, createdRecord(paypoint, link));
}

const updateFields: readonly Field[] = [
  { key: 'request_id', type: 'string', required: true },
  { key: 'status', type: 'string', required: true },
];

/** PUT `/requests/{RequestId}`: only to one of `wire.update_statuses`, while there is something left to pay. */
export function updateLink(paypoint: Paypoint, call: Call, id: string): Answer {
  const wire = paypoint.wire();
  const values = readBody(call, updateFields, wire);
  const link = linkAt(paypoint, id);
  const wanted = values.status ?? '';
  const faults = checkAgreement(values, 'request_id', link.id, wire);
  if (!wire.update_statuses.includes(wanted))
    faults.push({ field: wire.names.status, message: `must be one of ${wire.update_statuses.join(', ')}` });
  if (faults.length > 0) throw notValid(wire, faults);
  if (link.status !== wanted) {
    const state = linkState(link, wire);
    if (state !== 'open' && state !== 'partly_paid')
      throw new Refusal(wire.state_conflict_status, `The request is ${link.status}.`);
    link.status = wanted;
    paypoint.changed();
  }
  return jsonAnswer(200, updatedRecord(paypoint, link));
}

export function isTaken({ state, wire }: Paypoint, { client_transaction_ref = '' }: Values): boolean {
  return (
    wire().duplicate_reference === 'reject' && find(state.references, client_transaction_ref) !== undefined
  );
}

/** Makes a request of values that have been checked, and sends it where that is wanted. */
export function makeLink(
  paypoint: Paypoint,
  values: Values,
  { at, batchId }: { at: number; batchId: string | null },
): Link {
  const { state } = paypoint;
  const wire = paypoint.wire();
  const sends = sendKey(values, wire);
  const short = newShort(paypoint);
  const amount = parseAmount(values.amount ?? '', wire);
  if (typeof amount === 'string') throw new Error(`an unchecked amount: ${amount}`);
  const link: Link = {
    id: randomUUID(),
    short,
    reference: values.client_transaction_ref ?? '',
    account_reference: values.account_reference ?? '',
    amount,
    reason: values.reason ?? null,
    passphrase: values.passphrase ?? null,
    title: values.title ?? null,
    first_name: values.first_name ?? '',
    last_name: values.last_name ?? '',
    mobile_number: values.mobile_number ?? '',
    email_address: values.email_address ?? null,
    sends,
    status: sends === 'none' ? 'Created' : 'Sent',
    payments: [],
    hides_amount_paid: false,
    messages: [],
    batch_id: batchId,
    created_at: at,
    sent_at: sends === 'none' ? null : at,
    viewed_at: null,
    paid_at: null,
    deleted_at: null,
  };
  link.messages = channels[sends].map((channel) => ({
    channel,
    to: channel === 'sms' ? link.mobile_number : (link.email_address ?? ''),
    url: `${paypoint.pageBaseUrl()}/${short}`,
    at,
  }));
  state.links[link.id] = link;
  state.shorts[short] = link.id;
  if (find(state.references, link.reference) === undefined) state.references[link.reference] = link.id;
  paypoint.changed();
  return link;
}

const channels: Readonly<Record<SendKey, readonly Message['channel'][]>> = {
  none: [],
  sms: ['sms'],
  email: ['email'],
  both: ['sms', 'email'],
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function newShort({ state }: Paypoint): string {
  for (;;) {
    const short = Array.from({ length: 8 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
    if (find(state.shorts, short) === undefined) return short;
  }
}
