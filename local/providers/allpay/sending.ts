import { type Answer, jsonAnswer } from '../server.ts';
import { invalid, Refusal } from './answers.ts';
import { parseFields, sendFields } from './fields.ts';
import type { Body } from './request.ts';
import { type Allpay, codes, linkAt, type Message } from './state.ts';
import { checkValues } from './values.ts';

/** `/SendLinks`: to one e-mail address, one mobile number or both; again means one more message each. */
export function sendLink(allpay: Allpay, body: Body): Answer {
  const wire = allpay.wire();
  const { names } = wire;
  const fields = parseFields(body, sendFields, wire);
  const { sending_method: method, email_address, mobile_number, organisation_name } = fields;
  const byEmail = method === 1 || method === 3;
  const byText = method === 2 || method === 3;
  if (byEmail && email_address === undefined)
    throw invalid(wire, `${names.email_address} is required with ${names.sending_method} ${method}`);
  if (byText && mobile_number === undefined)
    throw invalid(wire, `${names.mobile_number} is required with ${names.sending_method} ${method}`);

  const link = linkAt(allpay, fields.payment_link);
  if (!link || link.deleted_at !== null)
    throw new Refusal(wire.not_found_status, 'There is no such payment link');
  checkValues(fields, wire);
  if (link.status === codes.paid)
    throw new Refusal(wire.state_conflict_status, 'The payment link is paid already');

  const sent_at = allpay.clock.now();
  const message = (channel: Message['channel'], to = ''): Message => ({
    channel,
    to,
    organisation_name,
    sent_at,
  });
  if (byEmail) link.messages.push(message('email', email_address));
  if (byText) link.messages.push(message('sms', mobile_number));
  if (link.list === 'pending' || link.status === codes.sent) {
    link.list = 'active';
    link.status = wire.send_sets_status;
  }
  allpay.changed();
  return jsonAnswer(wire.create_status, {});
}
