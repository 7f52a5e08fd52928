import type { SQSEvent } from 'aws-lambda';
import { systemClock } from '../../lib/clock.ts';
import { readFeedback } from '../../lib/feedback/read.ts';
import { receiveFeedback } from '../../lib/feedback/receive.ts';
import { settleDead } from '../../lib/messages/settle-dead.ts';
import { recordDeadBodies, recordDeadLetters } from '../../lib/queues/dead-letters.ts';
import { hints } from '../../lib/queues/hints.ts';
import { MessagesHint } from '../../lib/queues/messages.ts';
import { table } from '../../lib/table/client.ts';

const messages = recordDeadLetters('messages-dead', MessagesHint, ({ org, linkId }) =>
  settleDead({ table: table(), clock: systemClock }, org, linkId),
);

/** Nobody else knows of an opt-out that is lost here: it is tried again, and stays in the queue until it is done. */
const feedback = recordDeadBodies('feedback-dead', readFeedback, (dead) =>
  receiveFeedback({ table: table(), clock: systemClock, hints }, dead),
);

/** Queues `messages-dead` and `feedback-dead`: what became of them is recorded, so that nothing ends in silence. */
export const handler = (event: SQSEvent) =>
  event.Records.some(({ eventSourceARN }) => /feedback-?dead/i.test(eventSourceARN))
    ? feedback(event)
    : messages(event);
