import { createServer, type RequestListener, type Server } from 'node:http';

export interface Listening {
  /** Base url without a trailing slash, always on 127.0.0.1. */
  url: string;
  port: number;
  server: Server;
  close(): Promise<void>;
}

/** Serves on loopback only; port 0 takes any free one. Closing ends open connections too. */
export async function listen(listener: RequestListener, port = 0): Promise<Listening> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('a TCP server has an address and a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
