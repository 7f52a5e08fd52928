import { listen } from '../../local/listen.ts';

/** A notification just as a provider sent it. */
export interface Caught {
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Stands where the providers send their notifications, takes them and does nothing: the test says when they arrive. */
export async function startCatcher() {
  const caught: Caught[] = [];
  const listening = await listen((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
      caught.push({ headers: Object.fromEntries(headers), body: Buffer.concat(chunks).toString('utf8') });
      outgoing.writeHead(204).end();
    });
  });
  return { url: listening.url, take: () => caught.splice(0), close: () => listening.close() };
}

export type Catcher = Awaited<ReturnType<typeof startCatcher>>;
