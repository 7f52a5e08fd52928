import type { Hints } from '../links/deps.ts';
import { log } from '../log.ts';
import { messagesQueue } from './messages.ts';
import { wakeQueue } from './wake.ts';

/** Hints over SQS. One that is lost costs a wait until the tick finds the link, so it is told to the log and no more. */
export const hints: Hints = {
  messages: (org, linkId, delaySeconds) =>
    orLog({ queue: 'messages', linkId }, () =>
      messagesQueue.send([{ message: { v: 1, org, linkId }, group: org, ...delayed(delaySeconds) }]),
    ),
  wake: (org, linkId, delaySeconds, slotAt) =>
    orLog({ queue: 'wake', linkId }, () =>
      wakeQueue.send([
        {
          message: { v: 1, kind: 'link', org, linkId, ...(slotAt === undefined ? {} : { slotAt }) },
          group: org,
          ...delayed(delaySeconds),
        },
      ]),
    ),
  sweep: (org, connection) =>
    orLog({ queue: 'wake', connection }, () =>
      wakeQueue.send([{ message: { v: 1, kind: 'sweep', org, connection }, group: org }]),
    ),
};

async function orLog(
  about: { queue: string; linkId?: string; connection?: string },
  send: () => Promise<void>,
): Promise<void> {
  try {
    await send();
  } catch (error) {
    log.warn('QUEUE_HINT_LOST', about, error);
  }
}

function delayed(delaySeconds: number | undefined): { delaySeconds?: number } {
  return delaySeconds === undefined ? {} : { delaySeconds };
}
