import { systemClock } from '../../lib/clock.ts';
import { settleDead } from '../../lib/messages/settle-dead.ts';
import { recordDeadLetters } from '../../lib/queues/dead-letters.ts';
import { MessagesHint } from '../../lib/queues/messages.ts';
import { table } from '../../lib/table/client.ts';

/** Queue `messages-dead`: what became of the link's messages is recorded, so that nothing ends in silence. */
export const handler = recordDeadLetters('messages-dead', MessagesHint, ({ org, linkId }) =>
  settleDead({ table: table(), clock: systemClock }, org, linkId),
);
