import { emailSender } from '../../lib/channels/email.ts';
import { smsSender } from '../../lib/channels/sms.ts';
import { systemClock } from '../../lib/clock.ts';
import { env } from '../../lib/env.ts';
import { deliverSends } from '../../lib/messages/deliver.ts';
import { messagesQueue } from '../../lib/queues/messages.ts';
import { table } from '../../lib/table/client.ts';

/** Queue `messages`: a link has messages to be sent. */
export const handler = messagesQueue.consume(({ org, linkId }) =>
  deliverSends(
    {
      table: table(),
      clock: systemClock,
      publicBaseUrl: env('PUBLIC_BASE_URL'),
      email: emailSender(),
      sms: smsSender(),
    },
    org,
    linkId,
  ),
);
