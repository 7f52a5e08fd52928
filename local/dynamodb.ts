import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { indexStreams } from './stream-indexes.ts';

export interface DynamoDb {
  url: string;
  close(): Promise<void>;
}

/**
 * The table's engine: AWS_ENDPOINT_URL_DYNAMODB where that is set, else the Dynoxide binary on a free loopback port,
 * in a file of `dataDir`, or one that goes with the engine. Dynoxide's reads are always consistent and its TTL never deletes.
 */
export async function startDynamoDb(options: { dataDir?: string } = {}): Promise<DynamoDb> {
  const given = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (given) {
    await fetch(given).catch((cause: unknown) => {
      throw new Error(`Nothing answers at AWS_ENDPOINT_URL_DYNAMODB, ${given}`, { cause });
    });
    return { url: given.replace(/\/$/, ''), close: async () => {} };
  }
  for (let attempt = 1; ; attempt++) {
    const started = await startBinary(await freePort(), options.dataDir);
    if (typeof started !== 'string') return started;
    if (attempt === 3) throw new Error(`Dynoxide, the local DynamoDB, did not start: ${started}`);
  }
}

/**
 * Runs its arguments until they end or until standard input closes. The kernel closes that pipe however the parent
 * dies, kill -9 included, so no engine can be left behind, nor a folder of its own.
 * The shell's last word, that the engine was terminated, must not end it for want of a reader.
 */
const UNTIL_STDIN_CLOSES =
  'exec 3<&0; "$@" 3<&- & engine=$!; (read -r _ <&3; kill $engine 2>/dev/null) & exec 3<&- 2>/dev/null; wait $engine; code=$?; [ -z "$OWN" ] || rm -rf "$OWN"; exit $code';

async function startBinary(port: number, dataDir?: string): Promise<DynamoDb | string> {
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  // A file even if it is for nobody: streams in its own memory cannot be indexed.
  const own = dataDir ? '' : mkdtempSync(join(temporary(), 'paylinks-table-'));
  const file = join(dataDir ?? own, 'dynamodb.sqlite');
  const child = spawn(
    '/bin/sh',
    ['-c', UNTIL_STDIN_CLOSES, 'dynoxide', binaryPath(), 'serve', '--port', String(port), '--db-path', file],
    // Detached: an interrupt from the terminal is for us, who stop things in order.
    { stdio: ['pipe', 'ignore', 'pipe'], detached: true, env: { OWN: own } },
  );
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-2000);
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  if (!(await answers(url, child))) {
    child.stdin.destroy();
    return said;
  }
  await indexStreams(file);
  return {
    url,
    close: async () => {
      child.stdin.destroy();
      await exited;
    },
  };
}

/** Memory with room for some tables, if there is such a place: on a disk the engine waits until what it writes is there. */
function temporary(): string {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    if (bavail * bsize >= 2 ** 30) return IN_MEMORY;
  } catch {
    // Not a Linux, or one without it.
  }
  return tmpdir();
}

const IN_MEMORY = '/dev/shm';

function binaryPath(): string {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch (cause) {
    throw new Error(
      'No local DynamoDB for this platform: the package @dynoxide/linux-x64 is not installed. Start any DynamoDB endpoint and name it in AWS_ENDPOINT_URL_DYNAMODB.',
      { cause },
    );
  }
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < 10_000 && child.exitCode === null; waitedMs += 10) {
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return child.exitCode === null;
    await sleep(10);
  }
  return false;
}

/** Dynoxide cannot tell which port it got when asked for any, so it is told a port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
