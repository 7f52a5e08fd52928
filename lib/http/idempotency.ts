import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { newId, newWriter } from '../ids.ts';
import { log } from '../log.ts';
import type { Table } from '../table/client.ts';
import { type Claimed, claim, keepAnswer, release } from '../table/idempotency.ts';
import { idempotencyKey } from '../table/keys.ts';
import type { Caller } from './auth.ts';
import { type ApiEvent, type ApiResult, requestIdOf } from './event.ts';
import { invalid } from './issues.ts';
import { toAppError, toProblem } from './problem.ts';
import { pack, unpack } from './stored-answer.ts';

interface Attempt {
  route: { method: string; path: string };
  sealed: boolean;
  event: ApiEvent;
  caller: Caller;
  canonical: string;
  table: () => Table;
  clock: Clock;
}

export interface Idempotency {
  answer(attempt: Omit<Attempt, 'sealed'>, run: (seed: string) => Promise<ApiResult>): Promise<ApiResult>;
}

/** For routes that create, send or confirm. */
export const once: Idempotency = {
  answer: (attempt, run) => answerOnce({ ...attempt, sealed: false }, run),
};

/** The same for an answer that holds a secret: it is kept under the caller's own key only. */
export const onceSealed: Idempotency = {
  answer: (attempt, run) => answerOnce({ ...attempt, sealed: true }, run),
};

/** Seconds after which a repeat finds the first answer: most requests end within one. */
const TRY_AGAIN_SECONDS = 2;

/**
 * Runs a request once for its Idempotency-Key and gives the stored answer to every repeat, byte for byte.
 *
 * Stored is the answer to a request that has done something: every 2xx, and `provider_rejected`, which tells of a failed
 * link (`POST …/retry` or another key tries again). Anything else stores nothing and gives the key back at once: after a
 * passing failure the same request goes on with the same seed, hence with the same link; after a validation error the
 * key is free for a corrected body, unless an earlier run under it may have made something.
 */
async function answerOnce(attempt: Attempt, run: (seed: string) => Promise<ApiResult>): Promise<ApiResult> {
  const { route, event, caller, clock, sealed } = attempt;
  const sent = event.headers['idempotency-key'];
  if (sent === undefined) return run(newId(clock.now()));
  if (!/^[\x21-\x7e]{1,255}$/.test(sent)) throw badKey();

  const table = attempt.table();
  const key = idempotencyKey(caller.org, route.method, route.path, sent);
  const secret = sealed ? event.headers.authorization : undefined;
  const now = clock.now();
  const claimed = await claim(table, key, {
    fingerprint: createHash('sha256').update(attempt.canonical).digest('base64url'),
    seed: newId(now),
    owner: newWriter(),
    now,
  });
  switch (claimed.kind) {
    case 'answered':
      return replayed(claimed.answer, secret);
    case 'reused':
      throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used for another request.');
    case 'running':
      throw new AppError('idempotency_in_progress', {
        detail: 'The first request with this Idempotency-Key still runs.',
        retryAfterSeconds: TRY_AGAIN_SECONDS,
      });
    case 'claimed':
      return runClaimed(claimed);
    default:
      throw claimed satisfies never;
  }

  async function runClaimed(mine: Extract<Claimed, { kind: 'claimed' }>): Promise<ApiResult> {
    try {
      const answer = await run(mine.seed);
      await orLog(() => keepAnswer(table, key, mine, pack(answer, secret), clock.now()));
      return answer;
    } catch (error) {
      const { code } = toAppError(error);
      if (code === 'provider_rejected') {
        const answer = toProblem(error, requestIdOf(event));
        await orLog(() => keepAnswer(table, key, mine, pack(answer, secret), clock.now()));
      } else {
        const nothingMade = code === 'validation_error' || code === 'capability_not_supported';
        await orLog(() => release(table, key, mine, { freeForOthers: nothingMade && mine.first }));
      }
      throw error;
    }
  }

  /** The work is done or refused: that this cannot be written down must not hide it. The lease runs out by itself. */
  async function orLog(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      log.error('REQUEST_FAILED', { requestId: requestIdOf(event), problem: 'answer_not_stored' }, error);
    }
  }
}

function replayed(stored: Uint8Array, secret: string | undefined): ApiResult {
  const answer = unpack(stored, secret);
  if (!answer) {
    throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another API key.');
  }
  return { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } };
}

function badKey(): AppError {
  return invalid([
    {
      pointer: '/header/idempotency-key',
      code: 'wrong_format',
      detail: '1 to 255 visible ASCII characters.',
    },
  ]);
}
