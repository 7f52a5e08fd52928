import { createHash } from 'node:crypto';
import type { Answer, Call } from '../server.ts';
import { failure, Refusal, refusal } from './answers.ts';
import { find, type Smarterpay } from './state.ts';

const hourMs = 60 * 60 * 1000;
const longestKey = 255;

/**
 * Does the work once for each Idempotency-Key: the same request again has the first answer again.
 * Answers of success and of refused fields are kept; a record that is not found may come to be, so that is not.
 */
export function idempotent(smarterpay: Smarterpay, call: Call, work: () => Answer): Answer {
  const { state, clock, wire } = smarterpay;
  const key = call.headers['idempotency-key'];
  if (key === undefined) return work();
  if (key === '' || key.length > longestKey)
    throw refusal(400, 'invalid_request', `The Idempotency-Key must have 1 to ${longestKey} characters`);

  const now = clock.now();
  const isKept = ({ at }: { at: number }) => now - at < wire().idempotency_hours * hourMs;
  const digest = digestOf(call);
  const found = find(state.answers, key);
  const first = found && isKept(found) ? found : undefined;
  if (first && first.digest !== digest)
    throw refusal(
      wire().idempotency_clash_status,
      'idempotency_clash',
      'The Idempotency-Key belongs to another request',
    );
  if (first) return first.answer;

  const { answer, kept } = answerOf(work);
  if (kept) {
    // Now and then only, as it takes longer the more there are.
    if (Math.abs(now - state.answers_pruned_at) >= hourMs) {
      state.answers = Object.fromEntries(Object.entries(state.answers).filter(([, one]) => isKept(one)));
      state.answers_pruned_at = now;
    }
    state.answers[key] = { digest, at: now, answer };
    smarterpay.changed();
  }
  return answer;
}

function answerOf(work: () => Answer): { answer: Answer; kept: boolean } {
  try {
    return { answer: work(), kept: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { answer: failure(error), kept: error.code !== 'not_found' };
  }
}

/** The key is meant for one request to the byte, its path too. */
function digestOf({ method, path, query, body }: Call): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, query.toString(), body]))
    .digest('hex');
}
