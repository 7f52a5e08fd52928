import { expect, it } from 'vitest';
import type { Wording } from './model/wording.ts';
import { chooseWording } from './own-wording.ts';

const SMS: Wording = { sms: { first: { text: '{{sender}} {{url}}' } } };
const wordings = {
  fr: ['sms.first'],
  'fr-CA': ['sms.first'],
  'zh-Hant': ['sms.first'],
  de: ['sms.first', 'email.first'],
  pl: ['email.first'],
};

async function chosen(customer: string | undefined, defaultLanguage?: string, own: object = wordings) {
  const read: string[] = [];
  const organisation = { wordings: { ...own }, ...(defaultLanguage ? { defaultLanguage } : {}) };
  const { language, wording } = await chooseWording(
    async (tag) => {
      read.push(tag);
      return SMS;
    },
    organisation,
    customer,
    'sms',
    'first',
  );
  expect(read).toEqual(wording ? [language] : []);
  return language;
}

it.each<[string | undefined, string | undefined, string]>([
  ['fr-CA', 'de', 'fr-CA'],
  ['FR-ca', 'de', 'fr-CA'],
  ['fr-BE', 'de', 'fr'],
  ['zh-Hant-TW', 'de', 'zh-Hant'],
  ['zh-TW', 'de', 'de'],
  ['pl', 'de', 'de'],
  ['pl', 'de-AT', 'de'],
  ['pl', undefined, 'en-GB'],
  ['pl', 'it', 'en-GB'],
  [undefined, 'fr-CA', 'fr-CA'],
  [undefined, undefined, 'en-GB'],
  ['en-US', 'fr', 'en-GB'],
  ['tostring', 'de', 'de'],
  ['no tag at all', 'de', 'de'],
])('a customer of %s at an organisation of %s is written to in %s', async (customer, own, expected) => {
  expect(await chosen(customer, own)).toBe(expected);
});

it('takes own English before ours', async () => {
  expect(await chosen('en-US', 'fr', { en: ['sms.first'], fr: ['sms.first'] })).toBe('en');
});

it('goes on where a wording that was told of is not there any more', async () => {
  const organisation = { defaultLanguage: 'de', wordings };
  const read = async (tag: string) => (tag === 'de' ? SMS : undefined);
  expect(await chooseWording(read, organisation, 'fr-CA', 'sms', 'first')).toMatchObject({ language: 'de' });
});
