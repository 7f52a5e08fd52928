import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';

/** A name server on loopback that answers every question for an IPv4 address with the next of these, the last one for ever. */
export async function startNameServer(answers: readonly (readonly string[])[]) {
  const socket = createSocket('udp4');
  let asked = 0;
  socket.on('message', (question, from) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    const name = question.subarray(12, question.indexOf(0, 12) + 5);
    const head = Buffer.from(question.subarray(0, 12));
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(addresses.length, 6);
    head.writeUInt32BE(0, 8);
    const records = addresses.map((address) =>
      // A pointer to the name, type A, class IN, a TTL of 0, four bytes.
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
    );
    socket.send(Buffer.concat([head, name, ...records]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    asked: () => asked,
    resolve: async (host: string) =>
      (await resolver.resolve4(host)).map((address) => ({ address, family: 4 })),
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}
