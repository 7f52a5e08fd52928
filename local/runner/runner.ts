import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MovableClock } from '../clock.ts';
import type { Persisted } from '../persisted.ts';
import { startEventSources } from './event-sources.ts';
import type { Outcome } from './execution-environment.ts';
import type { LocalFunction } from './function-pool.ts';
import { createFunctions } from './functions.ts';
import { createGateway } from './gateway.ts';
import { readHttpApi } from './http-api.ts';
import { type Physicals, resolve } from './intrinsics.ts';
import { invokeRights } from './invoke-rights.ts';
import type { Log } from './logs.ts';
import { type Schedule, startSchedule } from './schedule.ts';
import { ofType, record, type Template } from './template.ts';

export interface RunnerOptions {
  template: Template;
  /** What `provision` has made of the template. */
  physicals: Physicals;
  /** Folder with the deployment packages. */
  packages: string;
  clock: MovableClock;
  endpoints: { dynamodb: string; sqs: string; s3: string; kms: string; email: string; sms: string };
  /** Stands in for environment variables that the template sets. */
  environment?: Record<string, string>;
  checkpoints: Persisted<Record<string, string>>;
  /** Messages that a consumed queue could hand over now. */
  visible(queueName: string): number;
  /** Settles when nothing beside the runner is about to act on the stack: no webhook on its way. */
  others?: () => Promise<void>;
  log: Log;
}

export interface Runner {
  /** The HTTP API. */
  listener: RequestListener;
  /** Invokes a function by its name in serverless.yml, past the gateway. */
  invoke(name: string, event: unknown): Promise<Outcome>;
  /** Runs every schedule now. */
  tick(): Promise<void>;
  /** Waits until nothing moves: no event under way, no visible message, every stream read to its end. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** Runs a packaged template: functions, HTTP API, event sources, schedules. */
export function startRunner(options: RunnerOptions): Runner {
  const { template, physicals, clock, log, endpoints } = options;
  const functions = createFunctions({
    ...options,
    environment: options.environment ?? {},
    offset: clock.offset,
    endpoints: {
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: endpoints.sqs,
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      AWS_ENDPOINT_URL_KMS: endpoints.kms,
      AWS_ENDPOINT_URL_SESV2: endpoints.email,
      AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: endpoints.sms,
    },
  });
  const functionAt = (arn: string) => {
    const target = functions.byArn.get(arn);
    if (!target) throw new Error(`No function of the template is ${arn}`);
    return target;
  };
  const rights = invokeRights(template, physicals);
  const find = readHttpApi(template, physicals, functionAt, rights);
  const sources = startEventSources({
    ...options,
    functions,
    dynamodbUrl: endpoints.dynamodb,
    s3Url: endpoints.s3,
  });
  const schedules = startSchedules(options, (arn) => {
    const target = functionAt(arn);
    if (rights.permits('events.amazonaws.com', arn)) return target;
    throw new Error(`No AWS::Lambda::Permission lets events.amazonaws.com invoke ${target.name}`);
  });

  const busy = () =>
    [...functions.byArn.values()].some((target) => target.inFlight() > 0) ||
    sources.queues.some((source) => source.busy()) ||
    sources.queueNames.some((name) => options.visible(name) > 0);
  const drain = async () => {
    const started = performance.now();
    // Quiet once may be between two hops, a message just handed over and not yet with its function.
    for (let quiet = 0; quiet < 3; ) {
      await options.others?.();
      const read = await Promise.all(sources.streams.map((stream) => stream.flush()));
      quiet = busy() || read.some((count) => count > 0) ? 0 : quiet + 1;
      if (performance.now() - started > 120_000)
        throw new Error('The stack did not come to rest in two minutes');
      await sleep(5);
    }
  };
  return {
    listener: createGateway(find, clock, log),
    drain,
    async invoke(name, event) {
      const target = functions.byName.get(name);
      if (!target) throw new Error(`No function is called ${name}`);
      return target.invoke(event);
    },
    async tick() {
      await Promise.all(schedules.map((schedule) => schedule.run()));
    },
    async close() {
      for (const schedule of schedules) schedule.close();
      // Together: a poller waits for the events that it has handed over, and those end with their functions.
      const pollers = [...sources.queues, ...sources.streams].map((source) => source.close());
      await Promise.all([...pollers, functions.close()]);
      log({ source: 'runner', line: 'stopped' });
    },
  };
}

function startSchedules(
  { template, physicals, clock }: RunnerOptions,
  functionAt: (arn: string) => LocalFunction,
): Schedule[] {
  return ofType(template, 'AWS::Events::Rule').flatMap(([id, properties]) => {
    const { ScheduleExpression, State, Targets } = record(resolve(properties, physicals));
    if (State === 'DISABLED') return [];
    const targets = Array.isArray(Targets) ? Targets.map(record) : [];
    return targets.map(({ Arn, Input }) =>
      startSchedule({
        target: functionAt(String(Arn)),
        ruleArn: physicals.get(id)?.attributes.Arn ?? id,
        expression: String(ScheduleExpression),
        input: Input === undefined ? undefined : String(Input),
        clock,
      }),
    );
  });
}
