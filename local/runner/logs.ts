import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LogLine {
  /** Function name, or `runner` for what the runner itself has to say. */
  source: string;
  line: string;
}

export type Log = (line: LogLine) => void;

const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT'];

/**
 * Everything goes to the file, where one is given; lines at LOCAL_LOG or above (debug, info, warn, error; silent when
 * absent) to standard error too.
 */
export function createLog(file?: string, level = process.env.LOCAL_LOG ?? 'silent'): Log & { close(): void } {
  if (file) mkdirSync(dirname(file), { recursive: true });
  const stream = file ? createWriteStream(file, { flags: 'w' }) : undefined;
  const least = LEVELS.indexOf(level.toUpperCase());
  const log: Log = ({ source, line }) => {
    stream?.write(`${source} ${line}\n`);
    if (least >= 0 && LEVELS.indexOf(levelOf(line)) >= least) process.stderr.write(`${source} ${line}\n`);
  };
  return Object.assign(log, { close: () => void stream?.end() });
}

/** The level of a structured line; a plain line counts as INFO. */
function levelOf(line: string): string {
  const level = /"level":\s*"(\w+)"/.exec(line)?.[1]?.toUpperCase() ?? 'INFO';
  return level === 'CRITICAL' || level === 'FATAL' ? 'ERROR' : level;
}
