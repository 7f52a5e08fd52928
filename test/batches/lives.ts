import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';

/** A call of a client, named by what its caller is at: `validate s3 PutObject`. */
export interface Call {
  name: string;
  phase: string;
  service: string;
  operation: string;
  /** Of a command. */
  input: unknown;
}

/** What happens to a call; `dead-*`: whoever makes it is dead from here on, and the call never settles. */
export type Fate = 'pass' | 'dead-before' | 'dead-after';

/** One invocation of a function: what dies at once when one of its calls kills it. */
export interface Life {
  dead: boolean;
  /** Settles when it dies. */
  died: Promise<void>;
  die(): void;
}

/** One record of an invocation. */
interface Scope {
  life: Life;
  phase: string;
  pausing: Promise<void> | undefined;
  /** Calls that are on their way. */
  under: Set<Promise<unknown>>;
}

const scopes = new AsyncLocalStorage<Scope>();

const NEVER = new Promise<never>(() => {});

export function newLife(): Life {
  let die = () => {};
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const life: Life = {
    dead: false,
    died,
    die: () => {
      life.dead = true;
      die();
    },
  };
  return life;
}

/** Works as a part of a life. `killed`: it died before the work was done, and nothing of it goes on. */
export async function live<T>(
  life: Life,
  phase: string,
  work: () => Promise<T>,
): Promise<{ done: T } | { killed: true }> {
  const scope: Scope = { life, phase, pausing: undefined, under: new Set() };
  const killed = life.died.then(async () => {
    await scope.pausing;
    // What was sent before the death has its effect before time goes on.
    while (scope.under.size > 0) await Promise.allSettled(scope.under);
    return { killed: true as const };
  });
  return Promise.race([scopes.run(scope, work).then((done) => ({ done })), killed]);
}

/** A pause from which the dead do not return. */
export async function pauseIn(pause: (ms: number) => Promise<void>, ms: number): Promise<void> {
  const scope = scopes.getStore();
  const pausing = pause(ms);
  if (scope) scope.pausing = pausing;
  await pausing;
  if (scope?.life.dead) await NEVER;
  if (scope) scope.pausing = undefined;
}

/**
 * Puts a gate in front of every AWS client and of `fetch`: calls within a life are told to `fate` and done, or not; those
 * of nobody's life pass. `provider` hears of each provider call just before it is sent. Gives what takes it away again.
 */
export function openGates(gates: {
  fate(call: Call): Fate;
  provider(request: { method: string; url: string; body: string }): void;
}): () => void {
  async function guarded<T>(
    service: string,
    operation: string,
    input: unknown,
    send: () => Promise<T>,
  ): Promise<T> {
    const scope = scopes.getStore();
    if (!scope) return send();
    const { life, phase } = scope;
    if (life.dead) return NEVER;
    const fate = gates.fate({ name: `${phase} ${service} ${operation}`, phase, service, operation, input });
    // What is kept beyond an invocation (a token that others wait for) hears of a call that broke.
    const end = () => {
      if (service === 'provider') throw new TypeError('fetch failed: its sender is dead');
      return NEVER;
    };
    if (fate === 'dead-before') {
      life.die();
      return end();
    }
    const sent = send();
    scope.under.add(sent);
    const settled = await sent.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    scope.under.delete(sent);
    if (fate === 'dead-after') life.die();
    if (life.dead) return end();
    if ('error' in settled) throw settled.error;
    return settled.value;
  }

  const restore: (() => void)[] = [];
  // All clients of the SDK are of one class.
  const prototypes = new Set<object>(
    [DynamoDBClient, S3Client, SQSClient, KMSClient].map((client) => Object.getPrototypeOf(client.prototype)),
  );
  for (const prototype of prototypes) {
    const original = Reflect.get(prototype, 'send');
    Reflect.set(prototype, 'send', function send(this: object, command: object, ...rest: unknown[]) {
      const service = this.constructor.name.replace(/(DB)?Client$/, '').toLowerCase();
      const operation = command.constructor.name.replace(/Command$/, '');
      return guarded<unknown>(service, operation, Reflect.get(command, 'input'), async () =>
        Reflect.apply(original, this, [command, ...rest]),
      );
    });
    restore.push(() => Reflect.set(prototype, 'send', original));
  }
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const { method, url } =
      input instanceof Request ? input : { method: init?.method ?? 'GET', url: String(input) };
    const operation = `${method} ${new URL(url).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')}`;
    return guarded('provider', operation, undefined, async () => {
      const body = input instanceof Request ? await input.clone().text() : '';
      gates.provider({ method, url, body });
      return original(input, init);
    });
  };
  restore.push(() => {
    globalThis.fetch = original;
  });
  return () => {
    for (const undo of restore) undo();
  };
}
