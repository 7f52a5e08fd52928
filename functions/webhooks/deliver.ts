import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { sendAlert } from '../../lib/channels/alert.ts';
import { emailSender } from '../../lib/channels/email.ts';
import { systemClock } from '../../lib/clock.ts';
import { baseUrls } from '../../lib/env.ts';
import { inTurn } from '../../lib/in-turn.ts';
import { webhookHints } from '../../lib/queues/webhook-hints.ts';
import { webhooksQueue } from '../../lib/queues/webhooks.ts';
import { table } from '../../lib/table/client.ts';
import { type DeliverDeps, deliver } from '../../lib/webhooks/deliver.ts';
import { post } from '../../lib/webhooks/post.ts';
import { systemResolve } from '../../lib/webhooks/resolve.ts';
import { ownerTeller } from '../../lib/webhooks/tell-owner.ts';

/** Of one endpoint at a time in one batch. */
const SIDE_BY_SIDE = 3;
/** What has not begun by then is asked for anew: a try needs ten seconds of the function's sixty. */
const LAST_BEGIN_MS = 40_000;

/** Queue `webhooks`: events are due at merchants' servers. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const begunAt = performance.now();
  const turn = inTurn(SIDE_BY_SIDE);
  const common = { table: table(), clock: systemClock };
  const email = async (alert: Parameters<typeof sendAlert>[1]) => {
    const { kind } = await sendAlert(emailSender(), alert);
    return kind === 'accepted' || kind === 'unknown';
  };
  const sender = {
    resolve: systemResolve,
    reach: baseUrls() === 'loopback' ? 'loopback' : 'public',
  } as const;
  const deps: DeliverDeps = {
    ...common,
    post: (wanted) => post(sender, wanted),
    tellOwner: ownerTeller({ ...common, email }),
    later: (delivery, seconds) => webhookHints({ queue: webhooksQueue }, [delivery], seconds),
  };
  return webhooksQueue.consume((hint) =>
    turn(`${hint.org} ${hint.endpoint}`, async () => {
      if (performance.now() - begunAt < LAST_BEGIN_MS) await deliver(deps, hint);
      else await deps.later(hint, 1);
    }),
  )(event);
}
