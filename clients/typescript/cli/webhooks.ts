import type { Paylinks, WebhookDelivery, WebhookEndpoint } from '../src/index.ts';
import { type Command, type Given, oneOf } from './command.ts';
import { EXIT, type Exit, type Terminal, UsageError } from './terminal.ts';

const STATES = ['pending', 'delivered', 'failed', 'skipped'] as const;

type Act = (id: string, given: Given, paylinks: Paylinks, terminal: Terminal) => Promise<Exit>;

const ACTS: ReadonlyMap<string, Act> = new Map(Object.entries({ test, deliveries, replay }));

export const webhooks: Command = {
  usage: `[test|deliveries|replay <endpoint id>] [--state ${STATES.join(',')}] [--limit 50] [--from …] [--to …]`,
  does: 'lists endpoints; tests one (0 if it took the event, else 4), lists its deliveries, or sends those of a time range again',
  options: {
    state: { type: 'string', multiple: true },
    limit: { type: 'string', default: '50' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
  async run(given, paylinks, terminal) {
    const [name, id, ...more] = given.positionals;
    if (name === undefined) return list(given, paylinks, terminal);
    const act = ACTS.get(name);
    if (!act) throw new UsageError(`It is one of: ${[...ACTS.keys()].join(', ')}.`);
    if (id === undefined || more.length) throw new UsageError('Give one endpoint id.');
    return act(id, given, paylinks, terminal);
  },
};

async function list({ json }: Given, paylinks: Paylinks, { out }: Terminal): Promise<Exit> {
  for (const endpoint of await paylinks.webhooks.list()) {
    out(json ? `${JSON.stringify(endpoint)}\n` : endpointLine(endpoint));
  }
  return EXIT.done;
}

async function test(id: string, { json }: Given, paylinks: Paylinks, { out }: Terminal): Promise<Exit> {
  const { delivered, status, failure, ...rest } = await paylinks.webhooks.test(id);
  const told = delivered ? `delivered  ${status}` : `not delivered  ${status ?? failure}`;
  out(json ? `${JSON.stringify({ delivered, status, failure, ...rest })}\n` : `${told}\n`);
  return delivered ? EXIT.done : EXIT.otherwise;
}

async function deliveries(id: string, given: Given, paylinks: Paylinks, { out }: Terminal): Promise<Exit> {
  let left = Number(given.text('limit'));
  if (!Number.isInteger(left) || left < 1) throw new UsageError('--limit is a number from 1.');
  const [state, ...more] = given.list('state').map((one) => oneOf(one, STATES, 'state'));
  if (more.length) throw new UsageError('A list of deliveries has one --state.');
  for await (const delivery of paylinks.webhooks.deliveries(id, state ? { state } : {})) {
    out(given.json ? `${JSON.stringify(delivery)}\n` : deliveryLine(delivery));
    left -= 1;
    if (left === 0) break;
  }
  return EXIT.done;
}

async function replay(id: string, given: Given, paylinks: Paylinks, terminal: Terminal): Promise<Exit> {
  const [from, to] = [given.text('from'), given.text('to')];
  if (!from || !to) throw new UsageError('From when to when? Give --from and --to, as 2026-11-20T09:00:00Z.');
  const states = given.list('state').map((one) => oneOf(one, STATES, 'state'));
  const replayed = await paylinks.webhooks.replay(
    id,
    { from, to, ...(states.length ? { states } : {}) },
    { onProgress: (progress) => terminal.err(`${progress.replayed}\n`) },
  );
  terminal.out(given.json ? `${JSON.stringify({ replayed })}\n` : `${replayed} will be sent again\n`);
  return EXIT.done;
}

function endpointLine({ id, status, failing_since, url, events }: WebhookEndpoint): string {
  const stands = status === 'enabled' && failing_since ? `failing since ${failing_since}` : status;
  return `${[id, stands, url, events.join(',')].join('  ')}\n`;
}

function deliveryLine({ id, event_at, event_type, state, tries, attempts }: WebhookDelivery): string {
  const { status, failure } = attempts.at(-1) ?? {};
  return `${[id, event_at, event_type, state, `${tries} tries`, status ?? failure ?? '-'].join('  ')}\n`;
}
