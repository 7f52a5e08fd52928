import { expect, it } from 'vitest';
import { catalogue } from '../lib/providers/catalogue.ts';
import { welcome } from './welcome.ts';

it('names every provider as it spells itself, with its simulator', () => {
  const url = (id: string) => `http://127.0.0.1/${id}`;
  const providers = Object.fromEntries(
    catalogue.map(({ id }) => [
      id,
      {
        base_url: url(id),
        page_base_url: url(id),
        control_url: url(id),
        connection: { id, settings: {}, credentials: {} },
      },
    ]),
  );
  const text = welcome({
    api: 'http://127.0.0.1',
    controls: 'http://127.0.0.1/_local',
    endpoints: { outbox: 'http://127.0.0.1/outbox' },
    providers,
    demo: undefined,
  });
  const shown = [...text.matchAll(/^ {2}(\S+) simulator +(\S+)$/gm)].map(([, name, at]) => [name, at]);
  expect(shown.map(([name]) => name)).toEqual(catalogue.map(({ name }) => name));
  expect(shown).toEqual(
    expect.arrayContaining([
      ['allpay', url('allpay')],
      ['Felloh', url('felloh')],
      ['Fortis', url('fortis')],
      ['PayPoint', url('paypoint')],
      ['SmarterPay', url('smarterpay')],
    ]),
  );
});
