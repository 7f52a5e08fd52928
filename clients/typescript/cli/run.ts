import { createClient, PaylinksConnectionError, PaylinksError } from '../src/index.ts';
import { batch } from './batch.ts';
import { type Command, parse } from './command.ts';
import { create } from './create.ts';
import { events } from './events.ts';
import { exportPaid } from './export.ts';
import { list } from './list.ts';
import { send } from './send.ts';
import { EXIT, type Exit, type Terminal, UsageError } from './terminal.ts';
import { watch } from './watch.ts';
import { webhooks } from './webhooks.ts';

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({ create, list, watch, send, batch, events, export: exportPaid, webhooks }),
);

/** One call of the command line; gives its exit code. */
export async function run([name = '', ...args]: readonly string[], terminal: Terminal): Promise<Exit> {
  if (name === 'help' || name === '--help' || args.includes('--help')) {
    terminal.out(help());
    return EXIT.done;
  }
  try {
    const command = COMMANDS.get(name);
    if (!command) throw new UsageError(name === '' ? 'Give a command.' : `There is no command ${name}.`);
    const given = parse(command, args);
    const baseUrl = given.text('url') ?? terminal.env.PAYLINKS_URL;
    const apiKey = given.text('key') ?? terminal.env.PAYLINKS_API_KEY;
    if (!baseUrl) throw new UsageError('Where is the API? Set PAYLINKS_URL or give --url.');
    if (!apiKey) throw new UsageError('With which key? Set PAYLINKS_API_KEY or give --key.');
    const paylinks = createClient({ baseUrl, apiKey, ...(terminal.fetch ? { fetch: terminal.fetch } : {}) });
    return await command.run(given, paylinks, terminal);
  } catch (error) {
    terminal.err(told(error));
    return exitOf(error);
  }
}

function told(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${help()}`;
  if (error instanceof PaylinksError) {
    const faults = error.errors.map(({ pointer, detail }) => `  ${pointer}: ${detail}\n`);
    const of = error.requestId ? ` (request ${error.requestId})` : '';
    return `${error.message}${of}\n${faults.join('')}${again(error.retryable, error.idempotencyKey)}`;
  }
  if (error instanceof PaylinksConnectionError) {
    return `${error.message}: it may have been carried out all the same.\n${again(true, error.idempotencyKey)}`;
  }
  return `${error instanceof Error ? error.message : String(error)}\n`;
}

function again(retryable: boolean, key: string | undefined): string {
  return retryable && key !== undefined ? `To go on with the same: --idempotency-key ${key}\n` : '';
}

function exitOf(error: unknown): Exit {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof PaylinksConnectionError) return EXIT.tryAgain;
  return error instanceof PaylinksError && error.retryable ? EXIT.tryAgain : EXIT.refused;
}

function help(): string {
  const lines = [...COMMANDS].map(
    ([name, { usage, does }]) => `  paylinks ${name} ${usage}\n      ${does}\n`,
  );
  return `${lines.join('')}
  All: --url <address> or PAYLINKS_URL, --key <key> or PAYLINKS_API_KEY, --json.
  Exit codes: 0 done; 1 refused; 2 wrong usage; 3 no answer, or try again later; 4 ended otherwise than hoped.
`;
}
