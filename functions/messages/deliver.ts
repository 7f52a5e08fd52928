import { emailSender } from '../../lib/channels/email.ts';
import { smsSender } from '../../lib/channels/sms.ts';
import { systemClock } from '../../lib/clock.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { env } from '../../lib/env.ts';
import { nativeSender } from '../../lib/links/native-send.ts';
import { deliverSends } from '../../lib/messages/deliver.ts';
import { messagesQueue } from '../../lib/queues/messages.ts';
import { table } from '../../lib/table/client.ts';

/** Queue `messages`: a link has messages to be sent. */
export const handler = messagesQueue.consume(({ org, linkId }) => {
  const common = { table: table(), clock: systemClock };
  return deliverSends(
    {
      ...common,
      publicBaseUrl: env('PUBLIC_BASE_URL'),
      email: emailSender(),
      sms: smsSender(),
      native: nativeSender({ clock: systemClock, openConnection: connectionOpener(common) }),
    },
    org,
    linkId,
  );
});
