import { describe, expect, test } from 'vitest';
import { newLink, paypoint, second, start } from './test-client.ts';

const long = (count: number) => 'x'.repeat(count);
const customer = (fields: object) => ({ Customer: { ...newLink.Customer, ...fields } });

describe('create', () => {
  test.each<[string, Record<string, unknown>]>([
    ['ClientTransactionRef', { ClientTransactionRef: 'a b' }],
    ['ClientTransactionRef', { ClientTransactionRef: '' }],
    ['ClientTransactionRef', { ClientTransactionRef: long(51) }],
    ['ClientTransactionRef', { ClientTransactionRef: 7 }],
    ['ClientTransactionRef', { ClientTransactionRef: null }],
    ['Amount', { Amount: undefined }],
    ['Amount', { Amount: '42.50' }],
    ['Amount', { Amount: 42.505 }],
    ['Amount', { Amount: 0 }],
    ['Amount', { Amount: -1 }],
    ['Amount', { Amount: 0.001 }],
    ['Amount', { Amount: 1_000_000 }],
    ['Amount', { Amount: { value: 1 } }],
    ['AccountReference', { AccountReference: 'ACC/1' }],
    ['AccountReference', { AccountReference: undefined }],
    ['Reason', { Reason: undefined }],
    ['Reason', { Reason: '' }],
    ['Reason', { Reason: long(101) }],
    ['Reason', { Reason: true }],
    ['Passphrase', { Passphrase: '' }],
    ['Passphrase', { Passphrase: long(101) }],
    ['Passphrase', { Passphrase: ['x'] }],
    ['SendMethod', { SendMethod: 'sms' }],
    ['SendMethod', { SendMethod: 1 }],
    ['Customer', { Customer: 'Ada' }],
    ['Customer.Title', customer({ Title: long(51) })],
    ['Customer.FirstName', customer({ FirstName: '' })],
    ['Customer.FirstName', customer({ FirstName: long(51) })],
    ['Customer.LastName', customer({ LastName: undefined })],
    ['Customer.MobileNumber', customer({ MobileNumber: '+447700900123' })],
    ['Customer.MobileNumber', customer({ MobileNumber: '0770090012' })],
    ['Customer.MobileNumber', customer({ MobileNumber: null })],
    ['Customer.EmailAddress', customer({ EmailAddress: 'ada@home@example.com' })],
    ['Customer.EmailAddress', customer({ EmailAddress: `${long(250)}@x.uk` })],
    ['Customer.EmailAddress', { SendMethod: 'Email', ...customer({ EmailAddress: undefined }) }],
    ['Customer.EmailAddress', { SendMethod: 'Both', ...customer({ EmailAddress: null }) }],
    ['Customer.Colour', customer({ Colour: 'red' })],
    ['reason', { reason: 'lower case' }],
    ['Currency', { Currency: 'GBP' }],
    ['Title', { Title: 'Ms' }],
  ])('refuses %s in %j', async (field, fields) => {
    const { refused, simulator } = await paypoint();
    const [status, first] = await refused('POST', '/requests', { ...newLink, ...fields });
    expect([status, first]).toEqual([400, field]);
    expect(simulator.ledger()).toEqual([]);
  });

  test('names every missing field', async () => {
    const { refused } = await paypoint();
    expect(await refused('POST', '/requests', {})).toEqual([
      400,
      'ClientTransactionRef',
      'Amount',
      'AccountReference',
      'Customer.FirstName',
      'Customer.LastName',
      'Customer.MobileNumber',
    ]);
  });

  test('takes the widest values; null is absent', async () => {
    const { create, clock, list } = await paypoint();
    await create({
      ClientTransactionRef: `A.b_:-${long(44)}`,
      Amount: 999999.99,
      Reason: null,
      Passphrase: long(100),
      Customer: {
        Title: '',
        FirstName: long(50),
        LastName: 'B',
        MobileNumber: '07700900123',
        EmailAddress: null,
      },
    });
    await create({ Amount: 0.01, Reason: long(100) });
    clock.at += 30 * second;
    const [wide, small] = await list('AccountReference=ACC-204417');
    expect(wide).toMatchObject({
      Amount: 999999.99,
      Reason: null,
      Customer: { Title: '', EmailAddress: null },
    });
    expect([small.Amount, 'Passphrase' in wide]).toEqual([0.01, false]);
  });

  test('reads amounts from their text', async () => {
    const { call, simulator } = await paypoint();
    const body = (reference: string, amount: string) =>
      JSON.stringify({ ...newLink, ClientTransactionRef: reference, Amount: 1 }).replace(
        '"Amount":1',
        `"Amount":${amount}`,
      );
    for (const [index, [text, status]] of [
      ['8.20', 201],
      ['8.2', 201],
      ['8', 201],
      ['82e-1', 201],
      ['8.200', 400],
      ['8.2000000000000000001', 400],
      ['1.005', 400],
    ].entries())
      expect([text, (await call('POST', '/requests', body(`N${index}`, String(text)))).status]).toEqual([
        text,
        status,
      ]);
    expect(simulator.ledger().map(({ amount }) => amount)).toEqual([820, 820, 800, 820]);
  });

  test('sends natively as it is told, an SMS when it is told nothing', async () => {
    const { create, simulator, clock, list } = await paypoint();
    const { short } = await create({ SendMethod: undefined });
    const both = await create({ SendMethod: 'Both' });
    await create({ SendMethod: 'Email' });
    await create({ SendMethod: 'None' });
    const sms = { channel: 'sms', to: '07700900123' };
    const email = { channel: 'email', to: 'ada@example.com' };
    const at = new Date(start).toISOString();
    expect(both.json.Status).toBe('Sent');
    expect(simulator.ledger().map(({ status, messages }) => [status, messages])).toMatchObject([
      ['Sent', [{ ...sms, url: short, at }]],
      ['Sent', [sms, email]],
      ['Sent', [email]],
      ['Created', []],
    ]);
    clock.at += 30 * second;
    const listed = await list('CustomerName=ada');
    expect(listed.map((one: Record<string, unknown>) => [one.SendMethod, one.SentAt])).toEqual([
      ['Sms', '2026-03-02T09:15:04Z'],
      ['Both', '2026-03-02T09:15:04Z'],
      ['Email', '2026-03-02T09:15:04Z'],
      ['None', null],
    ]);
  });

  test('a reference is used once, for ever', async () => {
    const { create, cancel, refused, simulator } = await paypoint();
    const { id } = await create({ ClientTransactionRef: 'REF-0' });
    await cancel(id);
    simulator.act({ action: 'delete', link: id });
    expect(await refused('POST', '/requests', newLink)).toEqual([409, 'ClientTransactionRef']);
    expect(simulator.ledger()).toHaveLength(1);
  });
});

describe('update', () => {
  test('cancels what is not over, again too', async () => {
    const { create, cancel, simulator } = await paypoint();
    for (const action of ['open', 'partial', 'undeliver'] as const) {
      const { id } = await create();
      simulator.act({ action, link: id });
      expect([action, (await cancel(id)).status, (await cancel(id)).json.Status]).toEqual([
        action,
        200,
        'Cancelled',
      ]);
    }
    const sent = await create({ SendMethod: 'Sms' });
    expect((await cancel(sent.id)).json).toEqual({
      RequestId: sent.id,
      Status: 'Cancelled',
      Result: 'Success',
    });
    expect(new Set(simulator.ledger().map(({ state }) => state))).toEqual(new Set(['cancelled']));
  });

  test('not what is paid or expired, and to nothing else', async () => {
    const { create, cancel, simulator } = await paypoint();
    for (const action of ['pay', 'expire'] as const) {
      const { id } = await create();
      const { status } = simulator.act({ action, link: id });
      const refused = await cancel(id);
      expect([refused.status, refused.json]).toEqual([
        409,
        { Message: `The request is ${status}.`, Errors: [] },
      ]);
    }
    const { id } = await create();
    for (const Status of ['Paid', 'cancelled', 'Expired', ''])
      expect((await cancel(id, { Status })).status).toBe(400);
    expect((await cancel(id, { Amount: 1 })).status).toBe(400);
    simulator.act({ action: 'delete', link: id });
    expect((await cancel(id)).status).toBe(404);
  });
});
