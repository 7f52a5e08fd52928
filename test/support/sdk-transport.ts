import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { quickClient, quickWire, type SdkRequest, type SdkResponse } from './quick-wire.ts';

type Handle = (request: SdkRequest, options?: { abortSignal?: AbortSignal }) => Promise<SdkResponse>;
type Sign = (request: SdkRequest, ...rest: unknown[]) => Promise<unknown>;

interface Transport {
  handle: Handle;
  sign: Sign;
}

/** What a client makes for logs and servers that there are not. */
const UNREAD = ['loggerMiddleware', 'getUserAgentMiddleware', 'recursionDetectionMiddleware'];

/**
 * Puts `quickWire` under every SDK client of this process but those of S3, whose answers are streams. Gives what puts
 * everything back; whatever else stands in front of the clients comes after it and goes before it.
 */
export async function quickSdk(): Promise<() => void> {
  const wire = quickWire();
  const { requestHandler, signer } = quickClient(wire);
  const restore = await replaceTransport((theirs) => ({
    handle: (request, options) =>
      isQuick(request)
        ? until(options?.abortSignal, requestHandler.handle(request))
        : theirs.handle(request, options),
    sign: (request, ...rest) => (isQuick(request) ? signer.sign(request) : theirs.sign(request, ...rest)),
  }));
  return () => {
    restore();
    wire.close();
  };
}

/** JSON services name their operation in a header; that of email is REST. A policy of S3 is signed too, and is no request. */
function isQuick({ headers, path }: Partial<SdkRequest>): boolean {
  return headers?.['x-amz-target'] !== undefined || path?.startsWith('/v2/email/') === true;
}

/** An abort ends the waiting, as it does with the SDK's own transport; what was sent is on its way all the same. */
export function until<T>(signal: AbortSignal | undefined, carried: Promise<T>): Promise<T> {
  if (!signal) return carried;
  return new Promise((resolve, reject) => {
    const abort = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    carried.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/**
 * Gives all SDK clients of this process another transport, made of the one that they have. Functions build clients of their
 * own, so they are reached through the classes that all of them share. Gives what puts everything back.
 *
 * @param resolveOnce each client resolves its layers once: what is added to them later has no effect.
 */
export async function replaceTransport(
  make: (theirs: Transport) => Transport,
  resolveOnce = false,
): Promise<() => void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region: 'eu-west-2', credentials });
  const seen = new WeakSet<object>();
  const sending = Object.getPrototypeOf(DynamoDBClient.prototype);
  const handling = Object.getPrototypeOf(client.config.requestHandler);
  const signing = Object.getPrototypeOf(await client.config.signer());
  const { send } = sending;
  const { handle } = handling;
  const { sign } = signing;
  const undo = [
    replace(handling, {
      handle(this: object, ...given: Parameters<Handle>) {
        return make({ handle: handle.bind(this), sign }).handle(...given);
      },
    }),
    replace(signing, {
      sign(this: object, ...given: Parameters<Sign>) {
        return make({ handle, sign: sign.bind(this) }).sign(...given);
      },
    }),
    replace(sending, {
      send(this: DynamoDBClient, ...input: unknown[]) {
        if (!seen.has(this)) {
          seen.add(this);
          if (resolveOnce) this.config.cacheMiddleware = true;
          for (const layer of UNREAD) this.middlewareStack.remove(layer);
        }
        return send.apply(this, input);
      },
    }),
  ];
  return () => {
    for (const back of undo) back();
  };
}

function replace(prototype: Record<string, unknown>, methods: Record<string, unknown>): () => void {
  const before = Object.fromEntries(Object.keys(methods).map((name) => [name, prototype[name]]));
  Object.assign(prototype, methods);
  return () => void Object.assign(prototype, before);
}
