import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { systemClock } from '../../lib/clock.ts';
import { log } from '../../lib/log.ts';
import { settleDead } from '../../lib/messages/settle-dead.ts';
import { MessagesHint } from '../../lib/queues/messages.ts';
import { table } from '../../lib/table/client.ts';

/** Queue `messages-dead`: the outcome is recorded, so that nothing ends in silence. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const failed = await Promise.all(event.Records.map(recordDead));
  return { batchItemFailures: failed.flatMap((id) => (id ? [{ itemIdentifier: id }] : [])) };
}

/** A record that says nothing is only told to the log: there is nobody who could read it later. */
async function recordDead({ messageId, body }: SQSRecord): Promise<string | undefined> {
  const hint = hintOf(body);
  log.error('DEAD_LETTER', { queue: 'messages', messageId, linkId: hint?.linkId });
  if (!hint) return undefined;
  try {
    await settleDead({ table: table(), clock: systemClock }, hint.org, hint.linkId);
    return undefined;
  } catch (error) {
    log.error('QUEUE_RECORD_FAILED', { queue: 'messages-dead', messageId }, error);
    return messageId;
  }
}

function hintOf(body: string): MessagesHint | undefined {
  try {
    return z.parse(MessagesHint, JSON.parse(body));
  } catch {
    return undefined;
  }
}
