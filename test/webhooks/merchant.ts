import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What a merchant's server does with a request. */
export type Manner =
  | number
  | 'hang'
  | 'reset'
  | 'garbage'
  | 'endless'
  | 'half'
  | 'upgrade'
  | { redirect: string }
  | { status: number; retryAfter: string }
  | { slowMs: number };

export interface Arrived {
  id: string;
  type: string;
  path: string;
  at: number;
  headers: IncomingMessage['headers'];
  body: string;
  data: Record<string, unknown>;
}

/** A merchant's server on loopback, which keeps what it was sent and answers as it is told. */
export async function startMerchant(secret = '') {
  const requests: Arrived[] = [];
  const sockets = new Set<Socket>();
  const merchant = {
    url: '',
    secret,
    manner: 200 as Manner | ((arrived: Arrived) => Manner),
    /** All that came, whatever was answered. */
    requests,
    /** Ids of what it took: 2xx. */
    taken: [] as string[],
    /** Most that were open at a time. */
    most: 0,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  let open = 0;
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  server.on('connection', (socket) => {
    sockets.add(socket);
    open += 1;
    merchant.most = Math.max(merchant.most, open);
    socket.once('close', () => {
      sockets.delete(socket);
      open -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  merchant.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return merchant;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const headers = incoming.headers;
    // Throws, and so hangs for ever, where anything about the signature is not right.
    if (merchant.secret) new Webhook(merchant.secret).verify(body, headers as Record<string, string>);
    const { type, data } = JSON.parse(body);
    const arrived = {
      id: String(headers['webhook-id']),
      type,
      path: incoming.url ?? '',
      at: Date.now(),
      headers,
      body,
      data,
    };
    requests.push(arrived);
    const manner = typeof merchant.manner === 'function' ? merchant.manner(arrived) : merchant.manner;
    if (typeof manner === 'number') {
      if (manner >= 200 && manner < 300) merchant.taken.push(arrived.id);
      outgoing.writeHead(manner).end(manner === 204 ? undefined : 'thank you');
    } else if (manner === 'hang') return;
    else if (manner === 'reset') incoming.socket.resetAndDestroy();
    else if (manner === 'garbage') incoming.socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n');
    else if (manner === 'upgrade')
      incoming.socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
    else if (manner === 'half') {
      outgoing.writeHead(200, { 'content-length': '1000' }).write('half');
      setTimeout(() => incoming.socket.destroy(), 20);
    } else if (manner === 'endless') {
      outgoing.writeHead(200);
      const timer = setInterval(() => outgoing.write('x'.repeat(1000)), 1);
      outgoing.on('close', () => clearInterval(timer));
    } else if ('redirect' in manner) outgoing.writeHead(301, { location: manner.redirect }).end();
    else if ('retryAfter' in manner)
      outgoing.writeHead(manner.status, { 'retry-after': manner.retryAfter }).end();
    else {
      merchant.taken.push(arrived.id);
      setTimeout(() => outgoing.writeHead(200).end(), manner.slowMs);
    }
  }
}

export type Merchant = Awaited<ReturnType<typeof startMerchant>>;
