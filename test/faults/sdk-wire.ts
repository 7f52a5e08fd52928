import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { quickClient, quickWire, type SdkRequest, type SdkResponse } from '../support/quick-wire.ts';
import { type Call, createWarden, type Fate, type Gate, operationOf } from './proxy.ts';

export interface SdkWire {
  /** As `openGate`, for the clients of AWS; nothing listens at its addresses. */
  openGate(
    targets: Readonly<Record<string, string>>,
    fate: (call: Call) => Fate,
    onDead: (call: Call) => void,
  ): Gate;
  close(): void;
}

/**
 * Puts a transport of ours under every SDK client of this process. Clients, layers and repeats are the real ones; the fate
 * of a call is decided where it would go onto a socket, so that it crosses the loopback once instead of twice, over a
 * connection that is kept. The clients that functions build are reached only through what all of them share.
 */
export async function openSdkWire(): Promise<SdkWire> {
  const wire = quickWire();
  const { requestHandler, signer } = quickClient(wire);
  const gates = new Map<string, (request: SdkRequest) => Promise<SdkResponse>>();
  let opened = 0;

  const send = async (request: SdkRequest): Promise<SdkResponse> =>
    (gates.get(request.hostname) ?? requestHandler.handle)(request);

  const restore = await replaceTransport({
    handle: (request: SdkRequest, { abortSignal }: { abortSignal?: AbortSignal } = {}) =>
      until(abortSignal, send(request)),
    sign: signer.sign,
  });

  return {
    openGate(targets, fate, onDead) {
      const warden = createWarden(fate, onDead);
      opened += 1;
      const hosts = Object.entries(targets).map(([service, target]) => {
        const { hostname, port } = new URL(target);
        const host = `${service}-${opened}.invalid`;
        gates.set(host, async (request) => {
          const body = Buffer.from(request.body ?? '');
          const call = {
            service,
            operation: operationOf({ ...request, url: request.path }, body),
            body: body.toString('utf8'),
          };
          const ended = await warden.pass(call, async (altered) => {
            const { response } = await requestHandler.handle({
              ...request,
              hostname,
              port: Number(port),
              body: altered ?? body,
            });
            return { status: response.statusCode, headers: response.headers, body: response.body };
          });
          if (ended === 'never') return new Promise(() => {});
          if (ended === 'lost') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
          return { response: { statusCode: ended.status, headers: ended.headers, body: ended.body } };
        });
        return [service, host] as const;
      });
      return {
        urls: Object.fromEntries(hosts.map(([service, host]) => [service, `http://${host}`])),
        die: warden.die,
        close: async () => {
          warden.die();
          for (const [, host] of hosts) gates.delete(host);
        },
      };
    },
    close() {
      restore();
      wire.close();
    },
  };
}

/** An abort ends the waiting, as it does with the SDK's own transport; what was sent is on its way all the same. */
function until<T>(signal: AbortSignal | undefined, carried: Promise<T>): Promise<T> {
  if (!signal) return carried;
  return new Promise((resolve, reject) => {
    const abort = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    carried.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** All clients have one transport class and one signer class. Gives what puts back what they were. */
async function replaceTransport({ handle, sign }: { handle: unknown; sign: unknown }): Promise<() => void> {
  const client = new DynamoDBClient({
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const transport = Object.getPrototypeOf(client.config.requestHandler);
  const signing = Object.getPrototypeOf(await client.config.signer());
  const before = { handle: transport.handle, sign: signing.sign };
  Object.assign(transport, { handle });
  Object.assign(signing, { sign });
  return () => {
    Object.assign(transport, { handle: before.handle });
    Object.assign(signing, { sign: before.sign });
  };
}
