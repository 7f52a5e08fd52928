import { quickClient, quickWire, type SdkRequest, type SdkResponse } from '../support/quick-wire.ts';
import { replaceTransport, until } from '../support/sdk-transport.ts';
import { dueReads } from './due-reads.ts';
import { type Answer, type Call, createWarden, type Fate, type Gate, operationOf } from './proxy.ts';

export interface SdkWire {
  /** As `openGate`, for the clients of AWS; nothing listens at its addresses. */
  openGate(
    targets: Readonly<Record<string, string>>,
    fate: (call: Call) => Fate,
    onDead: (call: Call) => void,
  ): Gate;
  /** How many calls that may have written to a table have been answered so far, whoever made them. */
  writes(): number;
  close(): void;
}

const JSON_ANSWER = { 'content-type': 'application/x-amz-json-1.0' };
const NOTHING_FOUND = '{"Items":[],"Count":0,"ScannedCount":0}';

/**
 * Puts a transport of ours under every SDK client of this process. Clients, serialisers and repeats are the real ones; the
 * fate of a call is decided where it would go onto a socket, so that it crosses the loopback once instead of twice, over a
 * connection that is kept.
 */
export async function openSdkWire(): Promise<SdkWire> {
  const wire = quickWire();
  const { requestHandler, signer } = quickClient(wire);
  let writes = 0;
  const carry = async (request: SdkRequest): Promise<SdkResponse> => {
    const carried = await requestHandler.handle(request);
    if (isTableWrite(request.headers)) writes += 1;
    return carried;
  };
  const gates = new Map<string, (request: SdkRequest) => Promise<SdkResponse>>();
  let opened = 0;

  const transport = {
    handle: (request: SdkRequest, { abortSignal }: { abortSignal?: AbortSignal } = {}) =>
      until(abortSignal, (gates.get(request.hostname) ?? carry)(request)),
    sign: signer.sign,
  };
  const restore = await replaceTransport(() => transport, true);

  /** Sends it to the server that the gate stands before. */
  async function forward(target: URL, request: SdkRequest): Promise<Answer> {
    const { hostname, port } = target;
    const { response } = await carry({ ...request, hostname, port: Number(port) });
    return { status: response.statusCode, headers: response.headers, body: response.body };
  }

  function way(service: string, target: URL, pass: ReturnType<typeof createWarden>['pass']) {
    let last: SdkRequest | undefined;
    const isEmpty = dueReads(async (operation, body) => {
      if (!last) throw new Error('nobody has asked');
      const headers = { ...last.headers, 'x-amz-target': `DynamoDB_20120810.${operation}` };
      const answer = await forward(target, { ...last, headers, body: JSON.stringify(body) });
      return answer.status === 200 ? JSON.parse(answer.body.toString('utf8')) : {};
    });
    return async (request: SdkRequest): Promise<SdkResponse> => {
      const sent = bytesOf(request.body);
      const call = {
        service,
        operation: operationOf({ ...request, url: request.path }, sent),
        body: sent.toString('utf8'),
      };
      const ended = await pass(call, async (altered = call.body) => {
        last = request;
        if (call.operation === 'Query due' && (await isEmpty(altered)))
          // Bytes of its own for each: the SDK makes something else of those that it is given.
          return { status: 200, headers: JSON_ANSWER, body: Buffer.from(NOTHING_FOUND) };
        return forward(target, { ...request, body: altered });
      });
      if (ended === 'never') return new Promise(() => {});
      if (ended === 'lost') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      const { status: statusCode, headers, body } = ended;
      return { response: { statusCode, headers, body } };
    };
  }

  return {
    openGate(targets, fate, onDead) {
      const warden = createWarden(fate, onDead);
      opened += 1;
      const hosts = Object.entries(targets).map(([service, target]) => {
        const host = `${service}-${opened}.invalid`;
        gates.set(host, way(service, new URL(target), warden.pass));
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
    writes: () => writes,
    close() {
      restore();
      wire.close();
    },
  };
}

function isTableWrite({ 'x-amz-target': target = '' }: Readonly<Record<string, string>>): boolean {
  return /^DynamoDB_\d+\.(?!GetItem|BatchGetItem|Query|Scan)/.test(target);
}

/** Without its string methods, which the SDK's own bytes warn of. */
function bytesOf(body: string | Uint8Array = ''): Buffer {
  return typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
