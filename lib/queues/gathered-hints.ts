import type { Hints } from '../links/deps.ts';
import { log } from '../log.ts';
import type { Hint, Queue } from './define-queue.ts';
import { hints } from './hints.ts';
import { type MessagesHint, messagesQueue } from './messages.ts';

/** Hints that are sent together once the work that gives them is done: a tenth of the requests. */
export interface GatheredHints {
  hints: Hints;
  /** Sends what was gathered. Never throws; what is lost, or was gathered by a worker that died, costs a wait. */
  send(): Promise<void>;
}

/** Of messages only, of which each link of a delivery has one; wakes and sweeps are rare there and leave at once. */
export function gatheredHints(queue: Pick<Queue<MessagesHint>, 'send'> = messagesQueue): GatheredHints {
  let gathered: Hint<MessagesHint>[] = [];
  return {
    hints: {
      ...hints,
      messages(org, linkId, delaySeconds) {
        const delay = delaySeconds === undefined ? {} : { delaySeconds };
        gathered.push({ message: { v: 1, org, linkId }, group: org, ...delay });
        return Promise.resolve();
      },
    },
    async send() {
      const sending = gathered;
      gathered = [];
      if (sending.length === 0) return;
      try {
        await queue.send(sending);
      } catch (error) {
        log.warn('QUEUE_HINT_LOST', { queue: 'messages', links: sending.length }, error);
      }
    },
  };
}
