import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { packaged, referred } from './packaged.ts';

const { directory, functions, roles, outputs } = await packaged();

const bundles = functions.map(({ name, Handler, Role }) => {
  const inputs = outputs[`.build/${Handler.replace(/\.handler$/, '.mjs')}`]?.inputs ?? {};
  // What was shaken out is listed with no bytes. Paths start where the packages are: above the copy.
  const contents = Object.keys(inputs)
    .filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0)
    .map((path) => path.replace(/^.*?(?=(node_modules|lib|functions|local|test|build)\/)/, ''));
  const role = roles.find(({ id }) => id === referred(Role)[0]);
  return { name, Handler, contents, statements: role?.statements ?? [] };
});

/** Those that speak to a provider. */
const callProviders = [
  'connectionsCheck',
  'linksAssign',
  'linksCancel',
  'linksCreate',
  'linksDelete',
  'linksRefresh',
  'linksResolve',
  'linksRetry',
  'publicBack',
  'timersWake',
];
/** Those that need to know a provider, without calling it: its limits, its settings, its notifications. */
const knowProviders = [...callProviders, 'connectionsPut', 'providersList', 'publicNotify'];

/** The worker of the queue, and the wake that does its work when the hint was lost. */
const sendMessages = ['messagesDeliver', 'timersWake'];

/** What may be in whose bundle. */
const contents: readonly { what: string; path: RegExp; only: readonly string[] }[] = [
  { what: 'ky', path: /^node_modules\/ky\//, only: callProviders },
  { what: 'a provider', path: /^lib\/providers\/[^/]+\//, only: knowProviders },
  { what: 'sending of email', path: /^node_modules\/@aws-sdk\/client-sesv2\//, only: sendMessages },
  {
    what: 'sending of SMS',
    path: /^node_modules\/@aws-sdk\/client-pinpoint-sms-voice-v2\//,
    only: sendMessages,
  },
  { what: 'S3', path: /^node_modules\/@aws-sdk\/client-s3\//, only: [] },
  { what: 'the whole of zod', path: /^node_modules\/zod\/v4\/classic\//, only: [] },
  { what: 'what is not deployed', path: /^(local|test|build|infra|bench)\//, only: [] },
  { what: 'QR codes', path: /^node_modules\/uqr\//, only: ['linksQr'] },
  { what: 'a table scan', path: /\/commands\/(Scan|ExecuteStatement)Command\.js$/, only: [] },
];

test.each(contents)('$what is only where it is needed', ({ path, only }) => {
  const holders = bundles.filter(({ contents: files }) => files.some((file) => path.test(file)));
  expect(holders.map(({ name }) => name).filter((name) => !only.includes(name))).toEqual([]);
});

/** SDK clients whose commands stand one by one in a bundle, and the IAM prefix of each. Queues: see below. */
const services: Readonly<Record<string, string>> = {
  'client-dynamodb': 'dynamodb',
  'client-kms': 'kms',
  'client-sesv2': 'ses',
  'client-pinpoint-sms-voice-v2': 'sms-voice',
};
/** Commands that need no action of their own name. */
const without = [
  // Part of every DynamoDB client; called only where endpoint discovery is switched on.
  'dynamodb:DescribeEndpoints',
  // Allowed by the actions of the writes that it holds.
  'dynamodb:TransactWriteItems',
];
/** Lambda's own reading of a stream, on the function's behalf. */
const streamReading = /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/;

test.each(bundles)('$name may do what its bundle can do, and no more', ({ contents: files, statements }) => {
  const can = files.flatMap((file) => {
    const [, client = '', command = ''] =
      /@aws-sdk\/([\w-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(file) ?? [];
    return client in services ? [`${services[client]}:${command}`] : [];
  });
  const may = statements
    .flatMap(({ Action }) => Action)
    .filter((action) => Object.values(services).includes(action.split(':')[0] ?? ''));
  expect(unique(may.filter((action) => !streamReading.test(action)))).toEqual(
    unique(can.filter((action) => !without.includes(action))),
  );
});

test.each(bundles)('$name may send to the queues it sends to, and to no other', async (bundle) => {
  // The client is the same for every queue and for both of its ends, so this is read from the sources.
  const own = bundle.contents.filter(
    (file) => /^(functions|lib)\//.test(file) && file !== 'lib/queues/hints.ts',
  );
  const texts = await Promise.all(own.map((file) => readFile(join(directory, file), 'utf8')));
  const sends = /\bhints\.(messages|wake)\(|\b(messages|wake)Queue\.send\(|\bqueue: (messages|wake)Queue\b/g;
  const queues = texts.flatMap((text) =>
    [...text.matchAll(sends)].map(([, hint, sender, handed]) => hint ?? sender ?? handed ?? ''),
  );
  const granted = bundle.statements
    .filter(({ Action }) => Action.includes('sqs:SendMessage'))
    .flatMap(({ Resource }) => referred(Resource));
  expect(unique(granted)).toEqual(
    unique(queues.map((queue) => `${queue[0]?.toUpperCase()}${queue.slice(1)}Queue`)),
  );
});

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

test('importing a handler reads no environment and starts nothing', async () => {
  const urls = bundles.map(({ Handler }) =>
    pathToFileURL(join(directory, '.build', Handler.replace(/\.handler$/, '.mjs'))),
  );
  const ours = functions.flatMap(({ Environment }) => Object.keys(Environment.Variables));
  const script = `
    const ours = new Set(${JSON.stringify([...new Set(ours)])});
    const get = (_, name) => { if (ours.has(name)) throw new Error('reads ' + name); };
    process.env = new Proxy({}, { get });
    for (const url of ${JSON.stringify(urls)}) {
      if (typeof (await import(url)).handler !== 'function') throw new Error('no handler in ' + url);
    }`;
  // Ends by itself only if no handler has left a timer or a socket open.
  const node = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: {} });
  await expect(node).resolves.toMatchObject({ stderr: '' });
});
