import { randomUUID } from 'node:crypto';
import { type Clock, toIso } from '../../lib/clock.ts';
import type { LocalFunction } from './function-pool.ts';
import { ACCOUNT_ID, REGION } from './intrinsics.ts';

export interface Schedule {
  /** Invokes the target now and waits for it. */
  run(): Promise<void>;
  close(): void;
}

export interface ScheduleOptions {
  target: LocalFunction;
  ruleArn: string;
  /** `rate(1 minute)`; cron expressions are not supported. */
  expression: string;
  /** JSON that the rule hands over in place of the usual event. */
  input?: string | undefined;
  clock: Clock;
}

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** An EventBridge rule of a fixed rate, in real time. A failed run is not repeated: the next one is near. */
export function startSchedule({ target, ruleArn, expression, input, clock }: ScheduleOptions): Schedule {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const every = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(every > 0)) throw new Error(`The local stack knows only rate(…), not the schedule ${expression}`);
  const run = async () => {
    await target.invoke(input === undefined ? scheduledEvent(ruleArn, clock) : JSON.parse(input));
  };
  const timer = setInterval(() => void run(), every);
  return { run, close: () => clearInterval(timer) };
}

function scheduledEvent(ruleArn: string, clock: Clock) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT_ID,
    time: toIso(clock.now()).replace(/\.\d+Z$/, 'Z'),
    region: REGION,
    resources: [ruleArn],
    detail: {},
  };
}
