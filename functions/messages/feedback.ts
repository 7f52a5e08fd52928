import { systemClock } from '../../lib/clock.ts';
import { readFeedback } from '../../lib/feedback/read.ts';
import { receiveFeedback } from '../../lib/feedback/receive.ts';
import { consumeBodies } from '../../lib/queues/define-queue.ts';
import { hints } from '../../lib/queues/hints.ts';
import { table } from '../../lib/table/client.ts';

/** Queue `feedback`: what SES and End User Messaging tell of messages and recipients. */
export const handler = consumeBodies('feedback', (body) =>
  receiveFeedback({ table: table(), clock: systemClock, hints }, readFeedback(body)),
);
