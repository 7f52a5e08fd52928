import type { ExpandedLink, Link } from '../src/index.ts';
import { sleep } from '../src/sleep.ts';
import { type Command, only } from './command.ts';
import { EXIT } from './terminal.ts';

/** A failed link may be tried again, but nothing happens by itself. */
const FINAL: ReadonlySet<Link['status']> = new Set(['paid', 'expired', 'cancelled', 'failed']);

export const watch: Command = {
  usage: '<link id> [--every <seconds>]',
  does: 'prints what happens with a link until it is over; 0 if it was paid, else 4',
  options: { every: { type: 'string', default: '5' } },
  async run(given, paylinks, terminal) {
    const id = only(given, 'link id');
    const seen = new Set<string>();
    for (;;) {
      // The link first: what has happened until then is among the events.
      const link = await paylinks.links.get(id);
      for await (const event of paylinks.links.events(id)) {
        if (seen.has(event.id)) continue;
        seen.add(event.id);
        terminal.out(given.json ? `${JSON.stringify(event)}\n` : `${event.at}  ${event.type}\n`);
      }
      if (FINAL.has(link.status)) return ended(link);
      await sleep((terminal.pollSeconds ?? (Number(given.text('every')) || 5)) * 1000);
    }

    function ended(link: ExpandedLink) {
      terminal.err(`${link.status}\n`);
      return link.status === 'paid' ? EXIT.done : EXIT.otherwise;
    }
  },
};
