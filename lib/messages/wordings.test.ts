import { afterAll, expect, it } from 'vitest';
import { ORG, startDelivery } from '../../test/support/start-delivery.ts';
import { getOrganisation } from '../table/organisations.ts';
import { deleteWording, getWording, putWording } from '../table/wordings.ts';
import type { OwnWording } from './model/wording.ts';
import { keepWording, removeWording } from './wordings.ts';

const { deps, close } = await startDelivery();
afterAll(close);
const { table } = deps;

const WORDS = { sms: { first: { text: '{{sender}} {{url}}' } } };

it('a write whose answer was lost is known by its writer, and counts once', async () => {
  const kept = await keepWording(deps, ORG, 'fr', WORDS);
  const organisation = await getOrganisation(table, ORG);
  const next: OwnWording = { ...kept, version: 2, writer: 'mine' };
  const after = { ...organisation, version: organisation.version + 1, writer: 'mine' };
  const change = { before: organisation, after };
  expect(await putWording(table, next, kept, change)).toBe(true);
  expect(await putWording(table, next, kept, change)).toBe(true);
  const other = { ...change, after: { ...after, writer: 'another' } };
  expect(await putWording(table, { ...next, writer: 'another' }, kept, other)).toBe(false);
  expect(await deleteWording(table, kept, other)).toBe(false);
  expect(await getWording(table, ORG, 'fr')).toEqual(next);
});

it('of two that write at once none undoes the other', async () => {
  await Promise.all(['da', 'nb', 'sv'].map((language) => keepWording(deps, ORG, language, WORDS)));
  await Promise.all([removeWording(deps, ORG, 'da'), keepWording(deps, ORG, 'fi', WORDS)]);
  const { wordings = {} } = await getOrganisation(table, ORG);
  expect(Object.keys(wordings).sort()).toEqual(['fi', 'fr', 'nb', 'sv']);
});
