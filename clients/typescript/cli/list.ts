import type { LinkFilters } from '../src/index.ts';
import { type Command, oneOf } from './command.ts';
import { linkLine } from './lines.ts';
import { STATUSES } from './statuses.ts';
import { EXIT, UsageError } from './terminal.ts';

const TEXTS = [
  'reference',
  'connection',
  'batch_id',
  'created_from',
  'created_to',
  'paid_from',
  'paid_to',
  'q',
] as const;

export const list: Command = {
  usage: `[--status ${STATUSES.slice(1, 5).join(',')}…] [--limit 50] [--${TEXTS.join(' …] [--')} …]`,
  does: 'lists links, newest first',
  options: {
    status: { type: 'string', multiple: true },
    limit: { type: 'string', default: '50' },
    ...Object.fromEntries(TEXTS.map((name) => [name, { type: 'string' } as const])),
  },
  async run(given, paylinks, terminal) {
    const limit = Number(given.text('limit'));
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit is a number from 1.');
    const status = given.list('status').map((one) => oneOf(one, STATUSES, 'status'));
    const filters: LinkFilters = { page_size: String(Math.min(limit, 200)) };
    if (status.length) filters.status = status;
    for (const name of TEXTS) {
      const value = given.text(name);
      if (value !== undefined) filters[name] = value;
    }
    let left = limit;
    for await (const link of paylinks.links.list(filters)) {
      terminal.out(given.json ? `${JSON.stringify(link)}\n` : linkLine(link));
      left -= 1;
      if (left === 0) break;
    }
    return EXIT.done;
  },
};
