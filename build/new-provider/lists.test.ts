import { describe, expect, it } from 'vitest';
import { withFacts, withProvider, withSimulator } from './lists.ts';
import { namesOf } from './names.ts';

const names = namesOf('acme-pay');

describe.each([
  ['one', '[felloh]', '[acmePay, felloh]'],
  ['none', '[]', '[acmePay]'],
  ['several in order', '[abc, felloh, fortis]', '[abc, acmePay, felloh, fortis]'],
  ['several in no order', '[abc, allpay, aaa]', '[abc, acmePay, allpay, aaa]'],
  ['those after which it comes', '[aaa, abc]', '[aaa, abc, acmePay]'],
  ['many, line by line', '[\n  abc,\n  felloh,\n]', '[abc, acmePay, felloh]'],
])('a list of %s', (_, before, after) => {
  it('has the provider', () => {
    const text = (list: string) => `export const providers: readonly Provider[] = ${list};\n\n// more\n`;
    expect(withProvider(text(before), names, 'registry.ts')).toBe(
      `import { acmePay } from './acme-pay/index.ts';\n${text(after)}`,
    );
  });

  it('has its facts', () => {
    const facts = (list: string) => list.replaceAll(/\w+/g, '$&Facts');
    const text = (list: string) => `export const catalogue: readonly ProviderFacts[] = ${facts(list)};\n`;
    expect(withFacts(text(before), names, 'catalogue.ts')).toBe(
      `import { acmePayFacts } from './acme-pay/facts.ts';\n${text(after)}`,
    );
  });
});

it('starts the simulator, and has it last', () => {
  const text = `export async function start() {
  const simulated: Simulated[] = [
    { provider: 'felloh', settings: { pages: [] } },
  ];
  return { simulated };
}
`;
  expect(
    withSimulator(text, names, 'simulators.ts'),
  ).toBe(`import { startAcmePay } from './providers/acme-pay/index.ts';
export async function start() {
  const acmePay = await startAcmePay(options('acme-pay'));
  const simulated: Simulated[] = [
    { provider: 'felloh', settings: { pages: [] } },
    {
      provider: 'acme-pay',
      simulator: acmePay,
      connection: 'acme-pay-main',
      settings: { base_url: acmePay.url },
      credentials: { api_key: acmePay.fixtures.apiKey },
    },
  ];
  return { simulated };
}
`);
});

it('names the file whose list it does not know', () => {
  expect(() => withProvider('export const providers = new Map();', names, 'registry.ts')).toThrow(
    'registry.ts',
  );
  expect(() => withProvider('export const providers: X = [...others];', names, 'registry.ts')).toThrow(
    'registry.ts',
  );
  expect(() => withSimulator('', names, 'simulators.ts')).toThrow('simulators.ts');
});

it('refuses a name that a list has a meaning for', () => {
  const text = "import { felloh } from './acme/index.ts';\nexport const providers: X = [felloh]; // acme\n";
  expect(() => withProvider(text, namesOf('providers'), 'registry.ts')).toThrow('providers has a meaning');
  expect(withProvider(text, namesOf('acme'), 'registry.ts')).toContain('[acme, felloh]');
});

it.each([
  '',
  'Acme',
  'acme_pay',
  '-acme',
  'acme-',
  'acme--pay',
  '1acme',
  '../acme',
  'acmé',
  'delete',
  'await',
  'a'.repeat(41),
])('refuses the id "%s"', (id) => {
  expect(() => namesOf(id)).toThrow(id);
});

it('writes an id in every form', () => {
  expect(namesOf('pay-24-seven')).toEqual({
    id: 'pay-24-seven',
    camel: 'pay24Seven',
    pascal: 'Pay24Seven',
    constant: 'PAY_24_SEVEN',
    words: 'Pay 24 Seven',
  });
});
