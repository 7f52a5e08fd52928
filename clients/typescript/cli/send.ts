import { type Command, oneOf, only } from './command.ts';
import { EXIT } from './terminal.ts';

const CHANNELS = ['sms', 'email'] as const;

export const send: Command = {
  usage: '<link id> [--channels sms,email] [--reason <why at night>]',
  does: 'sends a link, or sends it again',
  options: {
    channels: { type: 'string', multiple: true },
    reason: { type: 'string' },
    'idempotency-key': { type: 'string' },
  },
  async run(given, paylinks, terminal) {
    const channels = given.list('channels').map((channel) => oneOf(channel, CHANNELS, 'channels'));
    const override_reason = given.text('reason');
    const idempotencyKey = given.text('idempotency-key');
    const { data } = await paylinks.links.send(
      only(given, 'link id'),
      {
        ...(channels.length ? { channels } : {}),
        ...(override_reason === undefined ? {} : { override_reason }),
      },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    );
    for (const message of data) {
      terminal.out(
        given.json ? `${JSON.stringify(message)}\n` : `${message.id}  ${message.channel}  ${message.state}\n`,
      );
    }
    return EXIT.done;
  },
};
