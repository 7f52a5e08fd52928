import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { startTable } from '../../test/support/start-table.ts';
import { saveLink } from '../links/save.ts';
import { toItem } from './items.ts';
import { linkKey } from './keys.ts';
import { linksTogether } from './links-together.ts';

const clock = { now: () => Date.parse('2026-12-01T12:00:00Z') };
const { table, close } = await startTable();
afterAll(close);

const sent: string[] = [];
table.client.middlewareStack.add(
  (next, { commandName = '' }) =>
    (args) => {
      sent.push(commandName);
      return next(args);
    },
  { step: 'initialize' },
);
beforeEach(() => void sent.splice(0));

const idOf = (name: string) => `${name.repeat(26).slice(0, 26)}0`;

async function made(id: string, org = 'ORG1') {
  const terms = {
    connection: 'main',
    provider: 'felloh',
    amount: 100,
    currency: 'GBP',
    expiresAt: clock.now() + 1e9,
  };
  const draft = {
    ...terms,
    org,
    id,
    code: `code${id}${org}`,
    createdAt: clock.now(),
    stage: 'failed' as const,
  };
  await saveLink({ table, clock }, undefined, draft, { by: 'timer', what: 'intent' });
}

it('reads those that are asked for at once in one request, each once', async () => {
  await made(idOf('A'));
  await made(idOf('B'));
  sent.splice(0);
  const read = linksTogether(table);
  const ids = [idOf('A'), idOf('C'), idOf('B'), idOf('A')];
  const found = await Promise.all(ids.map((id) => read('ORG1', id)));
  expect(found.map((link) => link?.id)).toEqual([idOf('A'), undefined, idOf('B'), idOf('A')]);
  expect(sent).toEqual(['BatchGetItemCommand']);
});

it('reads again what is asked for later: never what was there before', async () => {
  const read = linksTogether(table);
  expect(await read('ORG1', idOf('D'))).toBeUndefined();
  await made(idOf('D'));
  expect(await read('ORG1', idOf('D'))).toMatchObject({ id: idOf('D'), version: 1 });
});

it('keeps organisations apart', async () => {
  await made(idOf('E'), 'ORG2');
  const read = linksTogether(table);
  const [one, two] = await Promise.all([read('ORG1', idOf('E')), read('ORG2', idOf('E'))]);
  expect([one, two?.org]).toEqual([undefined, 'ORG2']);
});

it('a link that cannot be read is in the way of no other', async () => {
  await made(idOf('F'));
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: toItem({ ...linkKey('ORG1', idOf('G')), amount: 'much' }),
    }),
  );
  const broken = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ ...linkKey('ORG1', idOf('G')) }) }),
  );
  expect(broken.Item).toBeDefined();
  const read = linksTogether(table);
  const [good, bad] = await Promise.allSettled([read('ORG1', idOf('F')), read('ORG1', idOf('G'))]);
  expect(good).toMatchObject({ status: 'fulfilled', value: { id: idOf('F') } });
  expect(bad.status).toBe('rejected');
});
