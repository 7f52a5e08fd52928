import type { EventFeedOptions, ToldEvent } from '../src/index.ts';
import type { Command } from './command.ts';
import { EXIT } from './terminal.ts';

export const events: Command = {
  usage: '[--after <cursor>] [--from <instant>] [--type link.paid,…] [--follow [--every <seconds>]]',
  does: 'prints what has happened, of the last 24 hours unless told otherwise, and then where to go on',
  options: {
    after: { type: 'string' },
    from: { type: 'string' },
    type: { type: 'string', multiple: true },
    follow: { type: 'boolean', default: false },
    every: { type: 'string', default: '5' },
  },
  async run(given, paylinks, terminal) {
    const options: EventFeedOptions = {
      follow: given.flag('follow'),
      pollSeconds: terminal.pollSeconds ?? (Number(given.text('every')) || 5),
    };
    const [after, from] = [given.text('after'), given.text('from')];
    if (after !== undefined) options.after = after;
    if (from !== undefined) options.from = from;
    // Which types there are is the API's to say.
    const types = given.list('type');
    if (types.length) options.types = types;
    let cursor = '';
    for await (const page of paylinks.events(options).pages()) {
      for (const event of page.events)
        terminal.out(given.json ? `${JSON.stringify(event)}\n` : eventLine(event));
      cursor = page.cursor;
      // Whoever follows may break off at any time.
      if (options.follow && page.events.length) terminal.err(`--after ${cursor}\n`);
    }
    terminal.err(`--after ${cursor}\n`);
    return EXIT.done;
  },
};

function eventLine({ timestamp, type, data }: ToldEvent): string {
  const of = data.link_id ?? data.batch_id ?? '-';
  return `${[timestamp, type.padEnd(21), of, data.reference ?? '-', data.status].join('  ')}\n`;
}
