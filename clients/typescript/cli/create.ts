import type { NewLink } from '../src/index.ts';
import { type Command, oneOf } from './command.ts';
import { linkLine } from './lines.ts';
import { EXIT, UsageError } from './terminal.ts';

const TEXTS = ['connection', 'reference', 'description'] as const;
const CUSTOMER = ['name', 'email', 'phone', 'language'] as const;
const CHANNELS = ['sms', 'email'] as const;

export const create: Command = {
  usage:
    '--amount <minor units> --currency <code> [--name …] [--email …] [--phone …] [--reference …] [--send sms,email]',
  does: 'makes a link, and sends it over the channels that --send names',
  options: {
    amount: { type: 'string' },
    currency: { type: 'string', default: 'GBP' },
    send: { type: 'string', multiple: true },
    'idempotency-key': { type: 'string' },
    ...Object.fromEntries([...TEXTS, ...CUSTOMER].map((name) => [name, { type: 'string' } as const])),
  },
  async run(given, paylinks, terminal) {
    const { positionals } = given;
    if (positionals.length) throw new UsageError(`What is ${positionals[0]}?`);
    const amount = given.text('amount') ?? '';
    if (!/^\d+$/.test(amount)) throw new UsageError('--amount is in minor units: 12500 is £125.00.');
    const channels = given.list('send').map((channel) => oneOf(channel, CHANNELS, 'send'));
    const pick = (names: readonly string[]) =>
      Object.fromEntries(
        names.flatMap((name) => {
          const value = given.text(name);
          return value === undefined ? [] : [[name, value]];
        }),
      );
    const body: NewLink = {
      amount: Number(amount),
      currency: given.text('currency') ?? 'GBP',
      ...pick(TEXTS),
      customer: pick(CUSTOMER),
      ...(channels.length ? { delivery: { channels } } : {}),
    };
    const idempotencyKey = given.text('idempotency-key');
    const link = await paylinks.links.create(body, idempotencyKey === undefined ? {} : { idempotencyKey });
    terminal.out(given.json ? `${JSON.stringify(link)}\n` : linkLine(link));
    return EXIT.done;
  },
};
