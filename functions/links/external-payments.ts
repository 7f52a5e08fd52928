import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { recordPaymentRoute, toExternalPayment } from '../../lib/api/links-payments.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { recordPayment } from '../../lib/links/record-payment.ts';

/** `POST /v1/links/{id}/external_payments`. Records money that came by other means, once per reference. */
export const handler = endpoint(recordPaymentRoute).handler(async ({ input, caller, signal }) => {
  const deps = linkDeps(signal);
  const link = await recordPayment(deps, caller, input.params.id, toExternalPayment(input.body));
  return toLinkBody(link, deps.publicBaseUrl);
});
