import { toSuppressionBody } from '../../lib/api/suppressions.ts';
import { createSuppressionRoute } from '../../lib/api/suppressions-create.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { suppress } from '../../lib/suppressions/suppress.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /v1/suppressions`. In force from the answer on. */
export const handler = endpoint(createSuppressionRoute).handler(async ({ input, caller }) => {
  const { channel, contact, reason } = input.body;
  const { suppression } = await suppress(
    { table: table() },
    {
      org: caller.org,
      channel,
      contact,
      reason: reason ?? undefined,
      source: 'api',
      at: systemClock.now(),
    },
  );
  return toSuppressionBody(suppression);
});
