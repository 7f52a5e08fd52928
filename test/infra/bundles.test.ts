import { execFile } from 'node:child_process';
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
  return { name, Handler, contents, actions: role?.statements.flatMap(({ Action }) => Action) ?? [] };
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

/** What may be in whose bundle. */
const contents: readonly { what: string; path: RegExp; only: readonly string[] }[] = [
  { what: 'ky', path: /^node_modules\/ky\//, only: callProviders },
  { what: 'a provider', path: /^lib\/providers\/[^/]+\//, only: knowProviders },
  { what: 'sending of email', path: /^node_modules\/@aws-sdk\/client-sesv2\//, only: ['messagesDeliver'] },
  {
    what: 'sending of SMS',
    path: /^node_modules\/@aws-sdk\/client-pinpoint-sms-voice-v2\//,
    only: ['messagesDeliver'],
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

/** SDK commands and the IAM action of each; a command of another name is the action of that name. */
const services = {
  'client-dynamodb': 'dynamodb',
  'client-kms': 'kms',
  'client-sqs': 'sqs',
  'client-sesv2': 'ses',
  'client-pinpoint-sms-voice-v2': 'sms-voice',
};
const sameAction: Readonly<Record<string, readonly string[]>> = {
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
  'dynamodb:TransactWriteItems': [],
  // Part of every DynamoDB client; called only where endpoint discovery is switched on.
  'dynamodb:DescribeEndpoints': [],
};
/** `defineQueue` is both ends of a queue: who only receives has its sending on board, and must not use it. */
const unused: Readonly<Record<string, readonly string[]>> = {
  messagesRecordDead: ['sqs:SendMessage'],
  timersRecordDead: ['sqs:SendMessage'],
};

function actionsIn(files: readonly string[]): readonly string[] {
  const commands = files.flatMap((file) => {
    const [, client = '', command = ''] =
      /@aws-sdk\/([\w-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(file) ?? [];
    const service = Object.entries(services).find(([name]) => name === client)?.[1];
    return service ? [`${service}:${command}`] : [];
  });
  return [...new Set(commands.flatMap((action) => sameAction[action] ?? [action]))].sort();
}

test.each(bundles)(
  '$name may do what its bundle can do, and no more',
  ({ name, contents: files, actions }) => {
    const can = actionsIn(files).filter((action) => !unused[name]?.includes(action));
    const receiving = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(
      (action) => `sqs:${action}`,
    );
    const may = actions
      .filter((action) => Object.values(services).includes(action.split(':')[0] ?? ''))
      .filter((action) => !/:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/.test(action))
      .filter((action) => !receiving.includes(action) || can.includes(action));
    expect([...new Set(may)].sort()).toEqual(can);
  },
);

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
