import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SdkRequest, SdkResponse } from '../support/quick-wire.ts';

interface Transport {
  handle(request: SdkRequest, options?: { abortSignal?: AbortSignal }): Promise<SdkResponse>;
  sign(request: never): Promise<unknown>;
}

/** What a client makes for logs and servers that there are not. */
const UNREAD = ['loggerMiddleware', 'getUserAgentMiddleware', 'recursionDetectionMiddleware'];

/**
 * Gives all SDK clients of this process this transport, and lets each resolve its layers once. Functions build clients of
 * their own, so they are reached through the classes that all of them share. Gives what puts everything back.
 */
export async function replaceTransport({ handle, sign }: Transport): Promise<() => void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region: 'eu-west-2', credentials });
  const seen = new WeakSet<object>();
  const sending = Object.getPrototypeOf(DynamoDBClient.prototype);
  const { send } = sending;
  const undo = [
    replace(Object.getPrototypeOf(client.config.requestHandler), { handle }),
    replace(Object.getPrototypeOf(await client.config.signer()), { sign }),
    replace(sending, {
      send(this: DynamoDBClient, ...input: unknown[]) {
        if (!seen.has(this)) {
          seen.add(this);
          this.config.cacheMiddleware = true;
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
