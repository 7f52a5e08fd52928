import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { packaged, referred } from './packaged.ts';

const { directory, functions, roles, of, resources } = await packaged();
const root = join(import.meta.dirname, '../..');

test('every file in functions/ is deployed under its own name, and nothing else', () => {
  const files = globSync('functions/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const handlers = files.map((file) => file.replace(/\.ts$/, '.handler'));
  expect(functions.map(({ Handler }) => Handler).sort()).toEqual(handlers.sort());
  for (const { folder, file, name } of functions) {
    const words = `${folder}-${file}`.split('-');
    expect(name).toBe(
      words.map((word, i) => (i === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join(''),
    );
  }
});

test('every function runs on Node 24 and arm64', () => {
  for (const { name, Runtime, Architectures } of functions) {
    expect({ name, Runtime, Architectures }).toEqual({
      name,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    });
  }
});

test('a zip holds one bundle, where the handler says', async () => {
  for (const { name, Handler } of functions) {
    const bundle = Handler.replace(/\.handler$/, '.mjs');
    const zip = await readFile(join(directory, `.serverless/${name}.zip`));
    const end = zip.subarray(-22);
    expect(end.readUInt16LE(10), `${name}: number of files`).toBe(1);
    const data = 30 + zip.readUInt16LE(26);
    expect(zip.toString('utf8', 30, data)).toBe(bundle);
    const content = inflateRawSync(zip.subarray(data, data + zip.readUInt32LE(18)));
    expect(content.equals(await readFile(join(directory, '.build', bundle))), name).toBe(true);
  }
});

test('every function has a role of its own, which only Lambda takes on', () => {
  const used = functions.map(({ Role }) => referred(Role)[0]);
  const own = roles.filter(({ id }) => id !== 'HttpApiRole');
  expect(used.toSorted()).toEqual(own.map(({ id }) => id).sort());
  for (const { assumedBy } of own) {
    expect(assumedBy).toMatchObject({
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    });
  }
});

test('every function logs to the group of its folder, which forgets', () => {
  const LogGroup = z.object({ LogGroupName: z.string(), RetentionInDays: z.number() });
  const groups = of('AWS::Logs::LogGroup', LogGroup);
  const folders = new Set(functions.map(({ folder }) => folder));
  expect(groups.map(({ properties }) => properties.LogGroupName.split('/')[3]).sort()).toEqual(
    [...folders].sort(),
  );
  for (const { properties } of groups) expect(properties.RetentionInDays).toBeGreaterThan(0);

  for (const { name, folder, LoggingConfig, Role } of functions) {
    const group = groups.find(({ properties }) => properties.LogGroupName.endsWith(`/${folder}`))?.id;
    expect(referred(LoggingConfig), name).toEqual([group]);
    const role = roles.find(({ id }) => id === referred(Role)[0]);
    const written = role?.statements.filter(({ Action }) => Action.includes('logs:PutLogEvents'));
    expect(
      written?.flatMap(({ Resource }) => referred(Resource)),
      name,
    ).toEqual([group]);
  }
});

const Integration = z.object({ IntegrationUri: z.unknown(), TimeoutInMillis: z.number().optional() });
const Route = z.object({
  RouteKey: z.string(),
  Target: z.unknown(),
  AuthorizationType: z.string().optional(),
});

test('a function behind HTTP ends before the gateway gives up', () => {
  const integrations = of('AWS::ApiGatewayV2::Integration', Integration);
  expect(integrations.length).toBeGreaterThan(0);
  for (const { properties } of integrations) {
    const answering = functions.find(({ id }) => id === referred(properties.IntegrationUri)[0]);
    expect(answering?.Timeout, answering?.name).toBeLessThan(29);
    // The gateway waits longer than the function may run, so that the answer is always the function's own.
    const limit = answering ? answering.Timeout * 1000 : 0;
    expect(properties.TimeoutInMillis ?? 30_000, answering?.name).toBeGreaterThan(limit);
  }
});

test('routes: one each, all without a gateway authorizer, what is left goes to not-found', () => {
  const routes = of('AWS::ApiGatewayV2::Route', Route);
  const keys = routes.map(({ properties }) => properties.RouteKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(
    expect.arrayContaining(['$default', 'GET /p/{code}', 'HEAD /p/{code}', 'POST /p/{code}']),
  );
  for (const { properties } of routes) expect(properties.AuthorizationType ?? 'NONE').toBe('NONE');
  const fallback = routes.find(({ properties }) => properties.RouteKey === '$default');
  expect(referred(fallback?.properties.Target)).toEqual(['HttpApiIntegrationPublicNotFound']);
});

test('without a route the first organisation is made by whoever may invoke the function', () => {
  expect(resources.HttpApiIntegrationOrganisationCreate).toBeUndefined();
  expect(resources.OrganisationCreateLambdaFunction).toBeDefined();
});
