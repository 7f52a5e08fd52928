import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type Listening, listen } from '../../local/listen.ts';

/** One call on its way from a function to a server, with all that is needed to name it in a failing test. */
export interface Call {
  service: string;
  operation: string;
  body: string;
}

/** What happens to one call. `dead-*`: the caller is dead from here on; the call never settles for it. */
export type Fate =
  | 'pass'
  | 'dead-before'
  | 'dead-after'
  | 'lose-answer'
  | { answer: (call: Call, forward: Forward) => Promise<Answer> };

/** Lets the call through, as it is or with another body. */
export type Forward = (body?: string) => Promise<Answer>;

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export interface Gate {
  /** Base url by service, for one execution environment. */
  urls: Readonly<Record<string, string>>;
  /** From now on nothing that comes from this environment goes anywhere. */
  die(): void;
  close(): Promise<void>;
}

/** Decides what becomes of each call of one execution environment, and carries it out. */
export interface Warden {
  /** How the call ends for its caller: answered, `lost` with its connection, or never. */
  pass(call: Call, forward: Forward): Promise<Answer | 'lost' | 'never'>;
  die(): void;
}

export function createWarden(
  fate: (call: Call) => Fate,
  onDead: (call: Call) => void,
  outlives = false,
): Warden {
  let dead = false;
  return {
    async pass(call, forward) {
      if (dead) return 'never';
      const decided = fate(call);
      if (decided === 'dead-before' || decided === 'dead-after') {
        dead = !outlives;
        if (decided === 'dead-after') await forward();
        onDead(call);
        return 'never';
      }
      if (decided === 'lose-answer') {
        await forward();
        return 'lost';
      }
      const answer = await (decided === 'pass' ? forward() : decided.answer(call, forward));
      return dead ? 'never' : answer;
    },
    die: () => {
      dead = true;
    },
  };
}

/**
 * A way in front of every server, one per execution environment, on which `fate` decides about each call. The clients
 * are the real ones and know nothing of it: what they see is a socket that never answers, breaks, or answers otherwise.
 */
export async function openGate(
  targets: Readonly<Record<string, string>>,
  fate: (call: Call) => Fate,
  onDead: (call: Call) => void,
  // Where an address is stored, as a provider's with its connection, its way outlives the environment that died on it.
  outlives = false,
): Promise<Gate> {
  const warden = createWarden(fate, onDead, outlives);
  const services = await Promise.all(
    Object.entries(targets).map(async ([service, target]) => {
      const listening = await listen((incoming, outgoing) => {
        void answer(service, target, incoming, outgoing).catch(() => outgoing.destroy());
      });
      return [service, listening] as const;
    }),
  );

  async function answer(
    service: string,
    target: string,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ) {
    const body = await bodyOf(incoming);
    const call = { service, operation: operationOf(incoming, body), body: body.toString('utf8') };
    const ended = await warden.pass(call, (altered) =>
      forwardTo(target, incoming, altered === undefined ? body : Buffer.from(altered)),
    );
    if (ended === 'never') return;
    if (ended === 'lost') return void outgoing.destroy();
    outgoing.writeHead(ended.status, ended.headers);
    outgoing.end(ended.body);
  }

  const open: Listening[] = services.map(([, listening]) => listening);
  return {
    urls: Object.fromEntries(services.map(([service, listening]) => [service, listening.url])),
    die: warden.die,
    close: async () => {
      warden.die();
      await Promise.all(open.map((listening) => listening.close()));
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The AWS operation with its index, else method and path. */
export function operationOf(
  {
    method,
    url,
    headers,
  }: Pick<IncomingMessage, 'method' | 'url'> & { headers: Readonly<Record<string, unknown>> },
  body: Buffer,
): string {
  const target = headers['x-amz-target'];
  if (typeof target !== 'string') return `${method} ${url?.split('?')[0]?.replace(/[0-9a-f-]{36}/, ':id')}`;
  const operation = target.split('.').pop() ?? target;
  const index = /"IndexName":"(\w+)"/.exec(body.toString('utf8'))?.[1];
  return index ? `${operation} ${index}` : operation;
}

function forwardTo(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const base = new URL(target);
    const outgoing = request(
      {
        host: base.hostname,
        port: base.port,
        method: incoming.method,
        path: incoming.url,
        headers: {
          ...incoming.headers,
          host: base.host,
          ...(incoming.headers['content-length'] === undefined ? {} : { 'content-length': body.length }),
        },
      },
      (response) => {
        bodyOf(response).then((received) => {
          const { connection, 'transfer-encoding': chunked, ...headers } = response.headers;
          void connection;
          void chunked;
          resolve({ status: response.statusCode ?? 502, headers, body: received });
        }, reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
