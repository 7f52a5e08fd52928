import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { actionsOf, contractRoutes, prefixes } from './commands.ts';
import { packaged, referred } from './packaged.ts';

const { directory, functions, roles, outputs, routesOf } = await packaged();

const bundles = functions.map(({ id, name, Handler, Role }) => {
  const inputs = outputs[`.build/${Handler.replace(/\.handler$/, '.mjs')}`]?.inputs ?? {};
  // What was shaken out is listed with no bytes. Paths start where the packages are: above the copy.
  const contents = Object.keys(inputs)
    .filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0)
    .map((path) => path.replace(/^.*?(?=(node_modules|lib|functions|local|test|build)\/)/, ''));
  const role = roles.find(({ id }) => id === referred(Role)[0]);
  return {
    name,
    Handler,
    contents,
    source: Handler.replace(/\.handler$/, '.ts'),
    routes: routesOf(id),
    statements: role?.statements ?? [],
  };
});

/** Those that speak to a provider. */
const callProviders = [
  'batchesCreateLinks',
  'batchesWork',
  'connectionsCheck',
  'connectionsLinks',
  'linksAssign',
  'linksExternalPayments',
  'linksGet',
  'linksUpdate',
  'messagesDeliver',
  'linksCancel',
  'linksCreate',
  'linksDelete',
  'linksRefresh',
  'linksResolve',
  'linksRetry',
  'linksSupersede',
  'publicBack',
  'timersWake',
];
/** Those that need to know a provider, without calling it: its limits, its settings, its notifications. */
const knowProviders = [...callProviders, 'batchesCreate', 'connectionsPut', 'providersList', 'publicNotify'];
/** What a provider can do is which methods it has: who asks that, or for one of them, has them all, and their client. */
const haveProviderClient = [...callProviders, 'providersList', 'publicNotify'];

/** The worker of the queue, and the wake that does its work when the hint was lost. */
const sendMessages = ['messagesDeliver', 'timersWake'];
/** Emails to merchants themselves go out too. */
const sendEmail = [...sendMessages, 'webhooksDeliver'];
/** Those that sign what a merchant is told. */
const signWebhooks = ['webhooksDeliver', 'webhooksEndpoints'];

/** Those that read or write the files of batches; who only signs for others has no client. */
const haveFiles = ['batchesWork', 'batchesConfirmUpload', 'batchesRows'];

/** What may be in whose bundle. */
const contents: readonly { what: string; path: RegExp; only: readonly string[] }[] = [
  { what: 'ky', path: /^node_modules\/ky\//, only: haveProviderClient },
  { what: 'a provider', path: /^lib\/providers\/[^/]+\//, only: knowProviders },
  { what: 'sending of email', path: /^node_modules\/@aws-sdk\/client-sesv2\//, only: sendEmail },
  {
    what: 'sending of SMS',
    path: /^node_modules\/@aws-sdk\/client-pinpoint-sms-voice-v2\//,
    only: sendMessages,
  },
  { what: 'S3', path: /^node_modules\/@aws-sdk\/client-s3\//, only: haveFiles },
  { what: 'the whole of zod', path: /^node_modules\/zod\/v4\/classic\//, only: [] },
  { what: 'what is not deployed', path: /^(local|test|build|infra|bench)\//, only: [] },
  {
    what: 'signatures of webhooks',
    path: /^node_modules\/(standardwebhooks|fast-sha256|@stablelib)\//,
    only: signWebhooks,
  },
  { what: 'QR codes', path: /^node_modules\/uqr\//, only: ['linksQr'] },
  { what: 'a table scan', path: /\/commands\/(Scan|ExecuteStatement)Command\.js$/, only: [] },
];

test.each(contents)('$what is only where it is needed', ({ path, only }) => {
  const holders = bundles.filter(({ contents: files }) => files.some((file) => path.test(file)));
  expect(holders.map(({ name }) => name).filter((name) => !only.includes(name))).toEqual([]);
});

const contract = await contractRoutes();
/** Lambda's own reading of a stream, on the function's behalf, and what it writes to the bucket of failed events. */
const streamReading = /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/;
const failedEvents = (resource: unknown) => referred(resource)[0] === 'FailedEventsBucket';

const can = await actionsOf(
  bundles.map(({ source, routes }) => {
    const promised = routes.map((route) => contract.get(route));
    const idle = [
      ...(promised.some((route) => route?.idempotent) ? [] : ['lib/http/idempotency.ts']),
      ...(promised.some((route) => route && route.scope !== 'public') ? [] : ['lib/http/auth.ts']),
    ];
    return { source, idle };
  }),
);

test.each(bundles)('$name may do what its bundle can do, and no more', ({ source, statements }) => {
  const may = statements
    .filter(({ Resource }) => !Resource.every(failedEvents))
    .flatMap(({ Action }) => Action)
    .filter((action) => prefixes.includes(action.split(':')[0] ?? ''));
  expect(unique(may.filter((action) => !streamReading.test(action)))).toEqual(unique(can.get(source) ?? []));
  expect(can.has(source)).toBe(true);
});

test('the gateway has every route of the contract, and under /v1 no other', () => {
  const deployed = bundles.flatMap(({ routes }) => routes).filter((route) => route.includes(' /v1/'));
  const promised = [...contract.keys()].filter((route) => route.includes(' /v1/'));
  expect(deployed.sort()).toEqual(promised.sort());
});

test.each(bundles)('$name may send to the queues it sends to, and to no other', async (bundle) => {
  // One client serves every queue and both of its ends, so this is read from the code: what became of `deps.hints` in
  // the bundle, where property names are still whole, and what the sources do with a queue itself.
  const bundled = await readFile(
    join(directory, '.build', bundle.Handler.replace(/\.handler$/, '.mjs')),
    'utf8',
  );
  const own = bundle.contents.filter(
    (file) => /^(functions|lib)\//.test(file) && file !== 'lib/queues/hints.ts',
  );
  const sources = await Promise.all(own.map((file) => readFile(join(directory, file), 'utf8')));
  const queues = [
    ...bundled.matchAll(/\.hints\.(messages|wake|batches|rows|webhooks)\(/g),
    ...sources
      .join('\n')
      .matchAll(
        /\b(messages|wake|batches|rows|webhooks)Queue\.send\(|\b(?:queue|batches|rows|wakes|webhooks): (messages|wake|batches|rows|webhooks)Queue\b/g,
      ),
  ].map(([, sender, handed]) => sender ?? handed ?? '');
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
