import type { RequestListener } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { addressesOf, placesOf, type StackAddresses, writeStackFile } from './addresses.ts';
import { createClock, type MovableClock } from './clock.ts';
import { createControls } from './controls.ts';
import { type Demo, ensureDemo } from './demo.ts';
import { type Engines, startEngines } from './engines.ts';
import { listen } from './listen.ts';
import { persisted } from './persisted.ts';
import { channelEvents } from './runner/channel-events.ts';
import type { Outcome } from './runner/execution-environment.ts';
import { createLog, type LogLine } from './runner/logs.ts';
import { provision } from './runner/provision.ts';
import { startRunner } from './runner/runner.ts';
import { ofType, readTemplate } from './runner/template.ts';
import { createTime, type Time } from './time.ts';

export interface StackOptions {
  /** Of the API; 0, the default, takes any free one. */
  port?: number;
  /** Folder in which all of the stack persists; without it nothing outlives it. */
  dataDir?: string;
  /** The demo organisation's admin key; one is made when absent. */
  demoKey?: string;
  /** Without a demo organisation when false. */
  demo?: boolean;
  /** What `serverless package` has written; the deployment packages lie beside it. */
  template?: string;
  /** Where to write every address, with the functions' log beside it; nothing is written when false. */
  stackFile?: string | false;
  /** Says what is being done, a line at a time. */
  progress?: (line: string) => void;
  /** Is given every line that a function writes. */
  onLog?: (line: LogLine) => void;
}

export interface Stack extends StackAddresses, Omit<Time, 'close'> {
  clock: MovableClock;
  engines: Engines;
  demo: Demo | undefined;
  /** Invokes a function by its name in serverless.yml, past the gateway. */
  invoke(name: string, event: unknown): Promise<Outcome>;
  /** Waits until nothing moves. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** What a stack remembers beside what its servers keep themselves. */
interface Kept {
  aheadMs: number;
  ports: Record<string, number>;
  demo?: Demo;
}

const ROOT = join(import.meta.dirname, '..');
const TEMPLATE = '.serverless/cloudformation-template-update-stack.json';

/** The whole of Paylinks on loopback: the packaged functions, everything they speak to, and controls for time. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { dataDir, progress = () => {} } = options;
  const templateFile = resolve(ROOT, options.template ?? TEMPLATE);
  const stackFile =
    options.stackFile === false ? undefined : resolve(ROOT, options.stackFile ?? '.local/stack.json');
  const template = readTemplate(templateFile);
  const kept = persisted<Kept>(dataDir && join(dataDir, 'stack.json'), { aheadMs: 0, ports: {} });
  const checkpoints = persisted<Record<string, string>>(dataDir && join(dataDir, 'streams.json'), {});
  const clock = createClock(kept.value.aheadMs);
  // Lambda's zone; the workers share the process's.
  process.env.TZ = 'UTC';

  const closing: (() => unknown)[] = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    let listener: RequestListener = (_, response) => response.writeHead(503).end();
    const server = await listen((request, response) => listener(request, response), options.port);
    closing.push(server.close);

    progress('Starting DynamoDB, SQS, S3, KMS, SES, SMS and the providers');
    const engines = await startEngines({ clock, dataDir, ports: kept.value.ports });
    closing.push(engines.close);
    for (const { provider, simulator } of engines.simulated) {
      kept.value.ports[provider] = Number(new URL(simulator.url).port);
    }

    progress('Making the table, queues, key and bucket of the template');
    const physicals = await provision(template, { ...engines, dynamodbUrl: engines.dynamodb.url });
    engines.feedback.publish = channelEvents(template, physicals, (queueArn, body) =>
      engines.sqs.send(queueArn.split(':').at(-1) ?? '', body),
    );
    const log = createLog(stackFile && join(dirname(stackFile), 'functions.log'));
    closing.push(log.close);
    const runner = startRunner({
      template,
      physicals,
      packages: dirname(templateFile),
      clock,
      endpoints: {
        dynamodb: engines.dynamodb.url,
        sqs: engines.sqs.url,
        s3: engines.s3.url,
        kms: engines.kms.url,
        email: engines.email.url,
        sms: engines.sms.url,
      },
      environment: { PUBLIC_BASE_URL: server.url, BASE_URLS: 'loopback' },
      checkpoints,
      visible: (queue) => engines.sqs.depth(queue).visible,
      others: async () =>
        void (await Promise.all(engines.simulators.map((simulator) => simulator.drained()))),
      log: (line) => {
        log(line);
        options.onLog?.(line);
      },
    });
    const keep = () => {
      kept.value.aheadMs = clock.now() - Date.now();
      kept.touch();
      kept.flush();
      checkpoints.flush();
    };
    closing.push(keep, runner.close);

    const [tableId = ''] = ofType(template, 'AWS::DynamoDB::Table')[0] ?? [];
    const { close: closeTime, ...time } = createTime({
      clock,
      engines,
      runner,
      table: physicals.get(tableId)?.ref ?? '',
      moved: keep,
    });
    closing.push(closeTime);
    const addresses = addressesOf(server.url, engines);
    const controls = createControls({
      clock,
      api: server.url,
      demoKey: () => kept.value.demo?.key,
      places: () => placesOf(addresses),
      messages: engines.outbox.list,
      async act(id, act, fields) {
        const wrong = engines.feedback.act(id, act, fields);
        if (wrong === undefined) await runner.drain();
        return wrong;
      },
      ...time,
    });
    listener = (request, response) =>
      (/^\/_local(\/|\?|$)/.test(request.url ?? '') ? controls : runner.listener)(request, response);

    if (options.demo !== false) {
      progress('Making the demo organisation and its connections');
      kept.value.demo = await ensureDemo({
        apiUrl: server.url,
        now: clock.now(),
        providers: engines.simulated,
        existing: kept.value.demo,
        key: options.demoKey,
        invoke: runner.invoke,
        created: (demo) => {
          kept.value.demo = demo;
          keep();
        },
      });
    }
    const { demo } = kept.value;
    if (stackFile) closing.push(writeStackFile(stackFile, { ...addresses, demo }));
    return { ...addresses, clock, engines, demo, close, invoke: runner.invoke, drain: runner.drain, ...time };
  } catch (error) {
    await close();
    throw error;
  }
}
