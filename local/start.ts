import { startStack } from './stack.ts';
import { welcome } from './welcome.ts';

const { PORT = '3000', PAYLINKS_DEMO_KEY, PAYLINKS_DATA, PAYLINKS_STACK_FILE } = process.env;
if (!/^\d{1,5}$/.test(PORT)) {
  process.stderr.write(`PORT is a number, 0 for any free one; not ${PORT}\n`);
  process.exit(1);
}
const say = (line: string) => process.stdout.write(`${line}\n`);

// Another package than the one of the last `npm run package`, where one is named.
const [, , template] = process.argv;
const starting = startStack({
  ...(template ? { template } : {}),
  port: Number(PORT),
  ...(PAYLINKS_DEMO_KEY ? { demoKey: PAYLINKS_DEMO_KEY } : {}),
  ...(PAYLINKS_DATA ? { dataDir: PAYLINKS_DATA } : {}),
  // For a second stack beside the first.
  ...(PAYLINKS_STACK_FILE ? { stackFile: PAYLINKS_STACK_FILE } : {}),
  progress: (line) => say(`· ${line}`),
});

let stopping = false;
async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Whatever hangs must not keep the terminal: the engine ends with this process however it ends.
  setTimeout(() => process.exit(exitCode || 1), 2000).unref();
  await starting.then((stack) => stack.close()).catch(() => {});
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
for (const fault of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(fault, (error) => {
    process.stderr.write(`The local stack failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    void stop(1);
  });

// npm passes a signal on to the shell that runs the script, which dies of it without a word to us.
const { ppid } = process;
if (process.env.npm_lifecycle_event)
  setInterval(() => {
    if (process.ppid !== ppid) void stop(0);
  }, 250).unref();

try {
  const stack = await starting;
  say(welcome(stack));
} catch (error) {
  process.stderr.write(`\n${explained(error)}\n`);
  process.exit(1);
}

function explained(error: unknown): string {
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EADDRINUSE' && 'port' in error) {
      const isOurs = String(error.port) === PORT;
      return `Port ${error.port} is taken${isOurs ? '. Choose another, or any free one: PORT=0 npm start' : '; the data in PAYLINKS_DATA needs it, because links hold its address.'}`;
    }
    if (error.code === 'ENOENT') return 'The package is missing: npm run package';
  }
  return error instanceof Error ? `The local stack did not start: ${error.message}` : String(error);
}
