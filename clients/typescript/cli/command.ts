import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Paylinks } from '../src/index.ts';
import { type Exit, type Terminal, UsageError } from './terminal.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What every command takes. */
const COMMON = {
  url: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const satisfies Options;

export interface Command {
  /** Its line in the help, after the name. */
  usage: string;
  does: string;
  options: Options;
  run(given: Given, paylinks: Paylinks, terminal: Terminal): Promise<Exit>;
}

/** Arguments as they were given, by the command's own options. */
export interface Given {
  positionals: readonly string[];
  json: boolean;
  text(name: string): string | undefined;
  /** Of an option that may be given several times, or with commas. */
  list(name: string): readonly string[];
  flag(name: string): boolean;
}

/** Throws a UsageError for what the command does not take. */
export function parse(command: Command, args: readonly string[]): Given {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    const options = { ...COMMON, ...command.options };
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const list = (name: string) =>
    [values[name]]
      .flat()
      .filter((value) => typeof value === 'string')
      .flatMap((value) => value.split(','));
  return {
    positionals,
    json: values.json === true,
    text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    list,
    flag: (name) => values[name] === true,
  };
}

/** The one argument that a command cannot do without. */
export function only({ positionals }: Given, what: string): string {
  const [one, ...more] = positionals;
  if (one === undefined || more.length) throw new UsageError(`Give one ${what}.`);
  return one;
}

/** One of a closed list, or a UsageError that tells the list. */
export function oneOf<T extends string>(value: string, list: readonly T[], name: string): T {
  const found = list.find((one) => one === value);
  if (found === undefined) throw new UsageError(`--${name} is one of: ${list.join(', ')}.`);
  return found;
}
