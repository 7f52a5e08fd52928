import * as z from 'zod/mini';
import { once } from '../http/idempotency.ts';
import { noInput, type Route } from '../http/route.ts';
import type { NewExternalPayment } from '../links/record-payment.ts';
import { CalendarDate, text } from './fields.ts';
import { etagOf, LinkBody } from './link-body.ts';
import { Amount } from './link-fields.ts';
import { LinkParams } from './link-params.ts';

const ExternalPaymentBody = z.strictObject({
  amount: Amount,
  method: text(40),
  received_on: CalendarDate,
  reference: text(100),
});
type ExternalPaymentBody = z.infer<typeof ExternalPaymentBody>;

export const recordPaymentRoute: Route<LinkParams, object, ExternalPaymentBody, LinkBody> = {
  ...noInput,
  bodyOptional: false,
  id: 'recordExternalPayment',
  method: 'POST',
  path: '/v1/links/{id}/external_payments',
  tag: 'Links',
  summary: 'Record money that came by other means',
  description:
    'Once per `reference`, in the currency of the link. When the rest is 0 the link is paid, its messages stop and its page is closed where it can be. More than the rest is taken and flagged `overpaid`.',
  scope: 'links:write',
  params: LinkParams,
  body: ExternalPaymentBody,
  idempotent: once,
  returns: { statuses: { 200: 'The link.' }, body: LinkBody, headers: etagOf },
  errors: ['conflict_state', 'operation_in_progress'],
  examples: {
    body: { amount: 12500, method: 'bank_transfer', received_on: '2026-11-20', reference: 'BACS-000123' },
  },
};

export function toExternalPayment(body: ExternalPaymentBody): NewExternalPayment {
  const { amount, method, received_on, reference } = body;
  return { amount, method, receivedOn: received_on, reference };
}
