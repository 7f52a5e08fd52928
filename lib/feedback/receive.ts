import { log } from '../log.ts';
import { applyReceipt, type Receipt, type ReceiptDeps } from '../messages/receipt.ts';
import { applyReply } from '../suppressions/apply-reply.ts';
import { suppress } from '../suppressions/suppress.ts';
import { getLink } from '../table/links.ts';
import type { Feedback, Named, PassedOver } from './feedback.ts';

/** Does what one event of a channel asks for, as `readFeedback` gives it; what is passed over is counted. */
export async function receiveFeedback(deps: ReceiptDeps, feedback: Feedback | PassedOver): Promise<void> {
  if (feedback.kind === 'passed_over') return passOver(feedback);
  if (feedback.kind === 'reply') {
    const { from, body } = feedback;
    const { word } = await applyReply(deps, { from, body, at: deps.clock.now() });
    log.info('FEEDBACK', { kind: 'reply', word });
    return;
  }
  await receive(deps, feedback);
}

/**
 * First nothing more goes to the contact, then the message learns of it: so no fallback goes out after an opt-out. Each
 * may come twice; dead in between, the event comes again.
 */
async function receive(deps: ReceiptDeps, feedback: Exclude<Feedback, { kind: 'reply' }>): Promise<void> {
  const { organisation, link, message, channel, contact, at } = feedback;
  // A tag is no proof: what names a link that is not there names nobody whose suppressions could be written.
  if (!(await getLink(deps.table, organisation, link)))
    return passOver({ kind: 'passed_over', why: 'foreign' });
  const source = suppressionSource(feedback);
  const reason = 'reason' in feedback ? feedback.reason : undefined;
  if (source) await suppress(deps, { org: organisation, channel, contact, source, reason, at });
  const outcome = await applyReceipt(deps, receiptOf(feedback));
  if (outcome === 'foreign') return passOver({ kind: 'passed_over', why: 'foreign' });
  log.info('FEEDBACK', { kind: feedback.kind, channel, linkId: link, messageId: message, outcome });
}

function suppressionSource(feedback: Exclude<Feedback, { kind: 'reply' }>) {
  switch (feedback.kind) {
    case 'bounced':
      return feedback.permanent ? 'bounce' : undefined;
    case 'complained':
      return 'complaint';
    case 'undelivered':
      return feedback.reason === 'blocked' ? 'carrier' : undefined;
    case 'delivered':
    case 'rejected':
      return undefined;
    default:
      return feedback satisfies never;
  }
}

function receiptOf(feedback: Exclude<Feedback, { kind: 'reply' }>): Receipt {
  const about = named(feedback);
  switch (feedback.kind) {
    case 'delivered':
      return { ...about, kind: 'delivered' };
    case 'undelivered':
    case 'bounced':
      return { ...about, kind: 'undelivered', reason: feedback.reason };
    case 'rejected':
      return { ...about, kind: 'undelivered', reason: 'rejected' };
    case 'complained':
      return feedback.delivered
        ? { ...about, kind: 'complained' }
        : { ...about, kind: 'undelivered', reason: 'blocked' };
    default:
      return feedback satisfies never;
  }
}

function named({ organisation, link, message, channel, at }: Named) {
  return { org: organisation, linkId: link, messageId: message, channel, at };
}

function passOver({ why }: PassedOver): void {
  log.info('FEEDBACK_PASSED_OVER', { why });
}
