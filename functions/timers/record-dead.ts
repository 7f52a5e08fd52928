import { systemClock } from '../../lib/clock.ts';
import { askAgain } from '../../lib/links/ask-again.ts';
import { recordDeadLetters } from '../../lib/queues/dead-letters.ts';
import { WakeHint } from '../../lib/queues/wake.ts';
import { table } from '../../lib/table/client.ts';

/** Queue `wake-dead`: what could not be worked off is told to the log and stays on the link's own timer. */
export const handler = recordDeadLetters('wake-dead', WakeHint, (dead) =>
  askAgain({ table: table(), clock: systemClock }, dead),
);
