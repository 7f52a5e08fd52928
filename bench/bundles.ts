import { join } from 'node:path';
import { build } from 'esbuild';
import { buildFunctions, bundling, listFunctions } from '../build/functions.ts';

/**
 * `npm run bench:bundles`: bytes of each function's bundle, and how many times as large it is as the smallest handler
 * that can write to the table, bundled the same way in the same run. Aim: ≤ 1.25 where no provider is called.
 */
const root = join(import.meta.dirname, '..');

const bareHandler = `
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient({});
  export const handler = ({ id }) =>
    client.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: { pk: { S: id } } }));
`;

const bare = await build({
  ...bundling,
  absWorkingDir: root,
  stdin: { contents: bareHandler, resolveDir: root },
  write: false,
});
const bareBytes = bare.outputFiles[0]?.contents.length ?? Number.NaN;

const { outputs } = await buildFunctions(root);
const rows = listFunctions(root)
  .map(({ name, bundle }) => {
    const { bytes, inputs } = outputs[bundle] ?? { bytes: Number.NaN, inputs: {} };
    const callsProviders = Object.keys(inputs).some((input) => input.includes('node_modules/ky/'));
    return { name, bytes, ratio: bytes / bareBytes, callsProviders };
  })
  .sort((a, b) => Number(a.callsProviders) - Number(b.callsProviders) || b.bytes - a.bytes);

const line = (name: string, bytes: number, ratio: number, note: string) =>
  `${name.padEnd(34)}${String(bytes).padStart(9)}${ratio.toFixed(2).padStart(7)}  ${note}`.trimEnd();

const report = [
  'function                              bytes  ratio',
  line('(bare PutItem handler)', bareBytes, 1, ''),
  ...rows.map(({ name, bytes, ratio, callsProviders }) =>
    line(
      name,
      bytes,
      ratio,
      callsProviders ? 'calls a provider' : ratio > 1.25 ? 'over the aim of 1.25' : '',
    ),
  ),
];
process.stdout.write(`${report.join('\n')}\n`);
